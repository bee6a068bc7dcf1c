import Testing

@testable import CreditEngine

@Suite("Verdict")
struct VerdictTests {
    /// W pairs in which replacing did better, L in which keeping did, the others tied.
    private func sample(_ wins: Int, _ losses: Int, _ ties: Int) -> PairedOutcomes {
        var sample = PairedOutcomes()
        for _ in 0..<wins { sample.add(kept: 0, replaced: 1) }
        for _ in 0..<losses { sample.add(kept: 1, replaced: 0) }
        for _ in 0..<ties { sample.add(kept: 0, replaced: 0) }
        return sample
    }

    @Test(
        "follows the evidence",
        arguments: [
            (7, 0, 13, 1, Verdict.hurts), (6, 0, 14, 1, .cantTell(moreNeeded: 1)), (0, 7, 3, 1, .helps),
            (7, 0, 13, 2, .cantTell(moreNeeded: 2)), (8, 0, 12, 2, .hurts), (0, 0, 13, 1, .cantTell(moreNeeded: nil)),
            (0, 0, 14, 1, .noEffectShown), (0, 0, 0, 1, .cantTell(moreNeeded: nil)),
        ] as [(Int, Int, Int, Int, Verdict)])
    func verdict(wins: Int, losses: Int, ties: Int, finalists: Int, expected: Verdict) {
        #expect(VerdictRule(finalists: finalists).verdict(on: sample(wins, losses, ties)) == expected)
    }

    /// W = 4, L = 1, N = 9: w = .45, l = .15, λ = .5, g = .45·ln 1.5 + .15·ln .5 = .078487; E = 57/30, so
    /// (ln 20 − ln 1.9)/g = 29.99.
    @Test("says about how many more pairs it takes")
    func more() {
        #expect(abs(EValue(wins: 4, losses: 1).value - 57.0 / 30) < 1e-12)
        #expect(VerdictRule().moreNeeded(sample(4, 1, 4)) == 30)
        #expect(VerdictRule().moreNeeded(sample(1, 4, 4)) == 30)
        #expect(VerdictRule().moreNeeded(sample(2, 2, 5)) == nil)
    }

    /// D = .05 in each of 20 pairs: E reaches 20 after 93 pairs, so the truth is 73 more.
    ///
    /// Counting signs said 5.
    @Test("graded: about how many more pairs, by the sizes of differences", arguments: [true, false])
    func moreGraded(hurts: Bool) throws {
        var sample = PairedOutcomes()
        for _ in 0..<20 { sample.add(kept: hurts ? 0.5 : 0.55, replaced: hurts ? 0.55 : 0.5) }
        #expect(EValue([Double](repeating: 0.05, count: 92)).log < naturalLog(20))
        #expect(EValue([Double](repeating: 0.05, count: 93)).log >= naturalLog(20))
        #expect(VerdictRule().moreNeeded(sample) == 76)
        var level = PairedOutcomes()
        for place in 0..<20 { level.add(kept: 0.5, replaced: place % 2 == 0 ? 0.7 : 0.3) }
        #expect(VerdictRule().moreNeeded(level) == nil)
    }

    @Test("an effect is kept minus replaced")
    func sign() {
        #expect(sample(5, 0, 5).effect == -0.5)
        #expect(sample(0, 2, 6).effect == 0.25)
        #expect(PairedOutcomes().effect == nil)
        #expect(PairedOutcomes().interval() == nil)
    }

    @Test("false verdicts stay rare with a look after every pair", arguments: [0.1, 0.5, 0.8])
    func falseVerdicts(rate: Double) {
        var (hurts, helps) = (0, 0)
        for run in 0..<200 as Range<UInt64> {
            let random = KeyedRandom(seed: run)
            var sample = PairedOutcomes()
            for pair in 0..<60 {
                sample.add(
                    kept: random.unit("kept", pair) < rate ? 1 : 0,
                    replaced: random.unit("replaced", pair) < rate ? 1 : 0)
                let verdict = VerdictRule().verdict(on: sample)
                if verdict == .hurts { hurts += 1 }
                if verdict == .helps { helps += 1 }
                if verdict == .hurts || verdict == .helps { break }
            }
        }
        #expect(hurts <= 10 && helps <= 10)
    }

    /// K = 10, α = .05: the best needs 200, the best two 100, three 66.7.
    @Test(
        "e-BH rejects the top j",
        arguments: [([210.0, 1], [0]), ([150, 120, 5], [0, 1]), ([150, 90, 70], [0, 1, 2]), ([150, 5], [])]
            as [([Double], [Int])])
    func discoveries(values: [Double], expected: [Int]) {
        let evidence = Dictionary(
            uniqueKeysWithValues: values.enumerated().map { ($0.offset, EValue(log: naturalLog($0.element))) })
        #expect(VerdictRule.discoveries(evidence, of: 10) == Set(expected))
    }
}
