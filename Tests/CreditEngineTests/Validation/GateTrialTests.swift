import Testing

@testable import CreditEngine

/// Small runs of what `ascribe faults --table gate` prints in full; the seeds are fixed, so nothing here can flicker.
@Suite("Gate on simulated edits")
struct GateTrialTests {
    @Test("accepts edits without effect at most at α", arguments: [0.0, 0.5, 1.0], [0.2, 0.5, 0.9])
    func noEffect(coupling: Double, success: Double) {
        let trial = GateTrial(success: success, effect: 0, coupling: coupling)
        let tally = trial.gate(edits: 500, seed: 1)
        #expect(tally.edits == 500)
        #expect(tally.interval.low <= 0.025 && tally.accepted <= 25)
        // Without dropping, the whole of α_1 is at stake, and still not more.
        #expect(trial.gate(GateRule(futility: []), edits: 300, seed: 2).interval.low <= 0.025)
    }

    @Test("over lineages of 20 edits without effect too, which without α_k would not hold")
    func lineages() {
        let trial = GateTrial(effect: 0)
        let kept = trial.lineages(lineages: 150, seed: 3)
        #expect(kept.interval.low <= 0.05 && kept.accepted <= 7)
        let rule = GateRule(alpha: 0.1, futility: [])
        let broken = trial.lineages(rule, corrects: false, lineages: 60, seed: 3)
        #expect(broken.interval.low > 0.1)
    }

    /// Method §6's row for this gate, which spends α = .05 on one candidate and drops nobody.
    @Test("has the power of the method's table", arguments: [(0.0, 0.02), (0.1, 0.51), (0.2, 0.98), (0.35, 1.0)])
    func power(effect: Double, expected: Double) {
        let tally = GateTrial(effect: effect).gate(GateRule(alpha: 0.1, futility: []), edits: 400, seed: 4)
        #expect(tally.interval.low <= expected + 0.01 && tally.interval.high >= expected - 0.01)
    }

    @Test("the same seed gives the same tally")
    func repeatable() {
        let trial = GateTrial(effect: 0.2)
        #expect(trial.gate(edits: 50, seed: 5) == trial.gate(edits: 50, seed: 5))
        #expect(trial.gate(edits: 50, seed: 5) != trial.gate(edits: 50, seed: 6))
    }

    @Test("a popular default accepts nearly every second edit without effect")
    func strictImprovement() {
        let tally = GateTrial(effect: 0).strictImprovement(pairs: 30, edits: 1_000, seed: 7)
        #expect(tally.interval.low <= 0.44 && tally.interval.high >= 0.42)
        let fixed = GateTrial(effect: 0.2).exactTest(pairs: 100, edits: 300, seed: 7)
        #expect(fixed.interval.low <= 0.97 && fixed.interval.high >= 0.95)
    }
}
