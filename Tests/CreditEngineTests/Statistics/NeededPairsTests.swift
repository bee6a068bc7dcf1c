import Testing

@testable import CreditEngine

@Suite struct NeededPairsTests {
    /// Pairs that the kept arm loses in nine of twenty.
    private static func pairs(_ count: Int) -> PairedOutcomes {
        PairedOutcomes(
            (0..<count).map { .init(kept: $0 % 10 == 0 ? 1 : 0, replaced: $0 % 10 == 0 || $0 % 2 == 1 ? 1 : 0) })
    }

    @Test(arguments: [(nil, 47), (pairs(4), 47), (pairs(20), 31)])
    func saysHowManyPairsAnIntervalTakes(_ sample: PairedOutcomes?, _ count: Int) {
        #expect(NeededPairs.count(sample) == count)
    }

    /// As many pairs as were announced give the interval that was wanted.
    @Test(arguments: [20, 40, 100]) func theAnnouncedPairsAreEnough(_ count: Int) throws {
        let needed = NeededPairs.count(Self.pairs(count))
        let interval = try #require(Self.pairs(needed).interval())
        #expect((interval.high - interval.low) / 2 <= NeededPairs.reach + 0.02)
    }
}
