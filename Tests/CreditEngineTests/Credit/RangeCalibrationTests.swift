import Testing

@testable import CreditEngine

@Suite("A stretch of turns that keeps its word")
struct RangeCalibrationTests {
    /// A run of `turns` turns whose hottest is `hot`.
    private func run(_ turns: Int, hot: Int) -> (Trace, EstimatedCredit) {
        let trace = TraceSketch.trace((1...turns).map { ("a", $0 == hot ? "so 2 + 2 = 5" : "so it goes") })
        return (trace, estimateCredit(of: trace))
    }

    @Test("belief adds up to one, half of it at the evidence, and the shortest stretch that holds enough is taken")
    func shortest() throws {
        let (trace, credit) = run(8, hot: 5)
        let belief = try #require(TurnBelief(trace, credit))
        #expect(abs(belief.shares.reduce(0, +) - 1) < 1e-12 && abs(belief.shares[4] - (0.5 + 0.5 / 8)) < 1e-12)
        #expect(belief.stretch(holding: 0.5) == 5...5)
        // With one turn more the earliest of equals is taken; the whole run holds all there is.
        #expect(belief.stretch(holding: 0.6) == 4...5)
        #expect(belief.stretch(holding: 1) == 1...8)
    }

    @Test("whoever asks for more belief than the reach of a turn has the turn in the stretch")
    func reach() throws {
        for hot in 1...7 {
            let (trace, credit) = run(7, hot: hot)
            let belief = try #require(TurnBelief(trace, credit))
            for turn in 1...7 {
                let reach = try #require(belief.reach(to: turn))
                for more in stride(from: reach + 1e-6, to: 1.1, by: 0.01) {
                    #expect(belief.stretch(holding: more).contains(turn))
                }
            }
            #expect(belief.reach(to: 8) == nil && belief.reach(to: 0) == nil)
        }
    }

    @Test("without labels, and with fewer than nine, nobody can tell")
    func cantTell() throws {
        let (trace, credit) = run(4, hot: 2)
        #expect(RangeCalibration.fewest == 9)
        #expect(RangeCalibration([]).range(of: trace, credit) == .cantTell("no labels to calibrate on"))
        let few = RangeCalibration([Double](repeating: 0.6, count: 8)).range(of: trace, credit)
        #expect(few == .cantTell("8 labels to calibrate on, and it takes 9"))
    }

    /// Nine labels at the hottest turn: its belief is enough.
    @Test("labels that lie where the heat is make the stretch short")
    func short() throws {
        let (trace, credit) = run(8, hot: 5)
        let reach = try #require(RangeCalibration.reach(of: trace, credit, turn: 5))
        #expect(RangeCalibration([Double](repeating: reach, count: 9)).range(of: trace, credit) == .turns(5...5))
        #expect(RangeCalibration([Double](repeating: 1, count: 9)).range(of: trace, credit) == .turns(1...8))
    }

    /// Mistakes fall on the hottest turn with chance p and anywhere else otherwise; labels of 39 runs calibrate.
    @Test(
        "on runs that had no part in calibrating it holds nine tenths, however good the heats are",
        arguments: [0.2, 0.6, 0.95])
    func coverage(hit: Double) throws {
        var random = Digits(seed: UInt64(hit * 100))
        var (held, all) = (0, 0)
        func trial() throws -> RangeCalibration.Trial {
            let turns = 6 + random.below(10)
            let hot = 1 + random.below(turns)
            let label = random.unit() < hit ? hot : 1 + random.below(turns)
            let (trace, credit) = run(turns, hot: hot)
            return try #require(RangeCalibration.Trial(trace, credit, turn: label))
        }
        for _ in 0..<10 {
            let calibration = RangeCalibration(try (0..<39).map { _ in try trial().reach })
            for _ in 0..<20 {
                let outcome = try #require(try trial().outcome(by: calibration))
                held += outcome.holds ? 1 : 0
                all += 1
            }
        }
        // Nine tenths on average; three standard deviations of 200 tries and ten calibrations below it is .82.
        #expect(Double(held) / Double(all) > 0.82)
    }
}
