import Testing

@testable import CreditEngine

@Suite("Which problems got worse")
struct ProblemChangesTests {
    /// Graded pairs: the candidate gains `effect` on each problem, every score with a noise of about ±.3.
    private func pairs(_ seed: UInt64, _ count: Int, problems: Int, effect: (Int) -> Double) -> [ValidationReport.Pair]
    {
        let random = KeyedRandom(seed: seed)
        func noise(_ what: String, _ place: Int) -> Double {
            (0..<3).reduce(0) { $0 + random.unit("\(what) \($1)", place) - 0.5 } * 0.5
        }
        return (0..<count).map { place in
            let current = 0.4 + noise("current", place)
            let candidate = 0.4 + effect(place % problems) + noise("candidate", place)
            return ValidationReport.Pair(
                problem: "p\(place % problems)", replay: UInt64(place), current: min(1, max(0, current)),
                candidate: min(1, max(0, candidate)))
        }
    }

    @Test("noise of graded outcomes is no regression: edits of +.10 pass", arguments: [40, 100])
    func graded(problems: Int) {
        let limit = GateCaps().regressions
        let passing = (0..<13 as Range<UInt64>).count { seed in
            (ProblemChanges(pairs(seed, 100, problems: problems) { _ in 0.1 }, .graded).share ?? 1) <= limit
        }
        #expect(passing == 13)
    }

    @Test("a third of the problems that lose .4 are seen where they were drawn often enough")
    func losses() {
        for seed in 0..<13 as Range<UInt64> {
            let changes = ProblemChanges(
                pairs(seed, 360, problems: 30) { $0 % 3 == 0 ? -0.4 : 0.35 }, .graded)
            // Half of them and more; none of those that gain.
            #expect((changes.share ?? 0) >= 0.16)
            #expect(changes.worse.allSatisfy { Int($0.dropFirst()).map { $0 % 3 == 0 } == true })
        }
    }

    @Test("successes and failures count as they are")
    func binary() {
        let pairs = [("a", 0.0, 1.0), ("b", 1, 0), ("c", 1, 1), ("b", 0, 1), ("d", 1, 0)].enumerated().map {
            ValidationReport.Pair(
                problem: $0.element.0, replay: UInt64($0.offset), current: $0.element.1, candidate: $0.element.2)
        }
        let changes = ProblemChanges(pairs, .binary)
        #expect(changes.better == ["a"] && changes.worse == ["d"] && changes.count == 4)
    }

    @Test("an accepted edit's estimate is closer to what it really does than what is shown", arguments: [0.1, 0.2])
    func estimate(effect: Double) {
        var (shown, estimated, accepted) = (0.0, 0.0, 0.0)
        for seed in 0..<400 as Range<UInt64> {
            let random = KeyedRandom(seed: seed)
            var gate = Gate()
            var pairs: [ValidationReport.Pair] = []
            while gate.decision == nil {
                let place = pairs.count
                let luck = random.unit("luck", place)
                let own = random.unit("own", place) < 0.5 ? luck : random.unit("other", place)
                let (current, candidate) = (luck < 0.5 ? 1.0 : 0, own < 0.5 + effect ? 1.0 : 0)
                gate.add(current: current, candidate: candidate)
                pairs.append(.init(problem: "\(place)", replay: 0, current: current, candidate: candidate))
            }
            guard gate.decision?.isShown == true else { continue }
            let report = ValidationReport(
                ending: .accepted, pairs: pairs, ordinal: 1, alpha: 0.05, logEvidence: 0, logThreshold: 0)
            accepted += 1
            shown += report.difference ?? 0
            estimated += report.estimate ?? 0
        }
        let (raw, shrunk) = (shown / accepted - effect, estimated / accepted - effect)
        print("true \(effect): shown \(shown / accepted), estimated \(estimated / accepted), n \(accepted)")
        #expect(raw > 0.02 && shrunk.magnitude < raw.magnitude)
    }
}
