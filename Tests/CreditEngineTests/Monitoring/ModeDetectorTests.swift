import CreditEngine
import Testing

/// Failures that become more frequent, or that nobody has seen before, are named; others are not.
struct ModeDetectorTests {
    private static let known: [ModeDetector.Cell: Int] = [
        .init(agent: "reader", mode: "misread"): 30, .init(agent: "solver", mode: "slip"): 40,
        .init(agent: "writer", mode: "cut"): 10,
    ]

    /// A failure drawn with given chances, in the order of the cells.
    private static func failure(_ random: KeyedRandom, _ run: Int, _ chances: [Double]) -> ModeDetector.Cell? {
        var rest = random.unit("mode", run)
        for (cell, chance) in zip(known.keys.sorted(), chances) {
            if rest < chance { return cell }
            rest -= chance
        }
        return nil
    }

    private static func rises(_ seed: UInt64, _ chances: [Double], runs: Int = 1_000) throws -> [ModeDetector.Rise] {
        var detector = try ModeDetector(baseline: known, runs: 400)
        let random = KeyedRandom(seed: seed)
        for run in 0..<runs { _ = detector.add(failure(random, run, chances)) }
        return detector.rises()
    }

    @Test func anUnchangedMixNamesNothing() throws {
        let named = try (0..<200).count { try !Self.rises($0, [0.075, 0.1, 0.025]).isEmpty }
        #expect(named <= 4, "\(named) of 200")
    }

    @Test func aModeThatDoublesIsNamedAndNoOther() throws {
        for seed in 0..<50 as Range<UInt64> {
            let named = try Self.rises(seed, [0.075, 0.3, 0.025])
            #expect(named.map(\.cell) == [.init(agent: "solver", mode: "slip")])
        }
    }

    @Test func aModeNobodyHasSeenIsSaidAtOnce() throws {
        var detector = try ModeDetector(baseline: Self.known, runs: 400)
        #expect(detector.add(nil) == false)
        #expect(detector.add(.init(agent: "solver", mode: "slip")) == false)
        #expect(detector.add(.init(agent: "solver", mode: "loop")) == true)
        #expect(detector.add(.init(agent: "solver", mode: "loop")) == false)
        #expect((0...1).contains(detector.unseenBound))
        #expect(try ModeDetector(baseline: [:], runs: 50).unseenBound == 1)
    }
}
