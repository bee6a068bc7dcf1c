import Testing

@testable import CreditEngine

@Suite("Temporal metrics, by hand")
struct TemporalMetricTests {
    /// (d, ΔP) → B = ½·max(0, d − max(0, ΔP)) + ½·max(0, −ΔP).
    @Test(
        "stall",
        arguments: [
            (0.4, 0.0, 0.2),  // moved, no progress: half of d
            (0.4, 0.4, 0.0),  // moved and progressed alike
            (0.4, 0.6, 0.0),  // progressed more than it moved
            (0.4, 0.1, 0.15),  // ½·(.4 − .1)
            (0.4, -0.2, 0.3),  // ½·.4 + ½·.2
            (0.0, -1.0, 0.5),
            (1.0, -1.0, 1.0),
            (0.0, 0.0, 0.0),
        ])
    func stall(d: Double, change: Double, expected: Double) {
        #expect(abs(TemporalMetric.stall(d, change) - expected) < 1e-12)
    }

    /// (d, ΔP) → d / (ΔP + 1e-6), with the caveats of Method §2.
    @Test(
        "article",
        arguments: [
            (0.4, 0.0, 400_000.0),  // the blow-up
            (0.02, 0.0, 20_000.0),  // a tiny change beats every real one
            (0.4, -0.2, -2.00001),  // what makes things worse ranks last
            (0.4, 0.4, 0.9999975),
            (0.0, 0.3, 0.0),
        ])
    func article(d: Double, change: Double, expected: Double) {
        guard case .value(let value) = TemporalMetric.article(d, change) else {
            Issue.record("unscored")
            return
        }
        #expect(abs(value - expected) <= 1e-6 * max(1, abs(expected)))
    }

    @Test("article without a denominator is unscored")
    func articleDivisionByZero() {
        #expect(TemporalMetric.article(0.4, -1e-6) == .unscored("division by zero"))
    }

    /// Components .5/.5 → .9/.1: p = (.51, .51)/1.02 = (.5, .5); q = (.91, .11)/1.02.
    ///
    /// KL(q ‖ p) = .892157·ln 1.784314 + .107843·ln .215686 = .516589 − .165424 = .351165.
    @Test("kl and js")
    func divergences() throws {
        let before = TraceSketch.state(1, [("a", 0.5), ("b", 0.5)])
        let after = TraceSketch.state(2, [("a", 0.9), ("b", 0.1)])
        let pair = StateComparison(earlier: before, later: after, scales: [:])
        let q = [0.91 / 1.02, 0.11 / 1.02]
        let p = [0.5, 0.5]
        let expected = q[0] * naturalLog(q[0] / p[0]) + q[1] * naturalLog(q[1] / p[1])
        let kl = try #require(TemporalMetric.kl.score(pair, progress: nil).value)
        #expect(abs(kl - expected) < 1e-12)
        #expect(abs(kl - 0.351165) < 1e-6)
        let m = [(q[0] + p[0]) / 2, (q[1] + p[1]) / 2]
        let half = { (x: [Double]) in x[0] * naturalLog(x[0] / m[0]) + x[1] * naturalLog(x[1] / m[1]) }
        let js = try #require(TemporalMetric.js.score(pair, progress: nil).value)
        #expect(abs(js - 0.5 * (half(q) + half(p)) / naturalLog(2)) < 1e-12)
    }

    @Test("kl and js of equal states are 0; of one component they are unscored", arguments: [TemporalMetric.kl, .js])
    func degenerate(metric: TemporalMetric) {
        let two = TraceSketch.state(1, [("a", 0.5), ("b", 0.2)])
        #expect(metric.score(StateComparison(earlier: two, later: two, scales: [:]), progress: nil) == .value(0))
        let one = TraceSketch.state(1, [("a", 0.5)])
        #expect(
            metric.score(StateComparison(earlier: one, later: one, scales: [:]), progress: nil)
                == .unscored("fewer than two components to compare"))
    }

    /// d = mean of min(1, |Δ|/range), progress excluded.
    ///
    /// complexity .8 → .2: .6; errors 0 → 3: 3/4; time 0 → 59 s: ln 60 / ln 3601; a category that changes: 1.
    @Test("distance")
    func distance() throws {
        var before = TraceSketch.state(
            1, [("progress", 0.1), ("problem_complexity", 0.8), ("error_count", 0), ("execution_time", 0)])
        var after = TraceSketch.state(
            2, [("progress", 0.9), ("problem_complexity", 0.2), ("error_count", 3), ("execution_time", 59)])
        before.components.append(.init(name: "phase", value: .category("plan")))
        after.components.append(.init(name: "phase", value: .category("act")))
        after.components.append(.init(name: "only_later", value: .number(1)))
        let pair = StateComparison(earlier: before, later: after, scales: [:])
        let expected = (0.6 + 0.75 + naturalLog(60) / naturalLog(3601) + 1) / 4
        #expect(abs(try #require(pair.distance(progress: "progress").value) - expected) < 1e-12)
        #expect(pair.progress("progress").value.map { abs($0 - 0.8) < 1e-12 } == true)
    }

    @Test("Declared ranges scale a difference, and no difference counts more than 1")
    func declaredRange() {
        let pair = StateComparison(
            earlier: TraceSketch.state(1, [("loss", 10)]), later: TraceSketch.state(2, [("loss", 14)]),
            scales: ["loss": .range(lower: 2, width: 16)])
        #expect(pair.distance(progress: nil) == .value(0.25))
        let far = StateComparison(
            earlier: TraceSketch.state(1, [("loss", 0)]), later: TraceSketch.state(2, [("loss", 500)]),
            scales: ["loss": .range(lower: 0, width: 20)])
        #expect(far.distance(progress: nil) == .value(1))
    }

    @Test("The progress component is the best that any state has")
    func progressName() {
        #expect(
            StateComparison.progressName(in: [
                TraceSketch.state(1, [("test_coverage", 0.1), ("solution_completeness", 0)])
            ]) == "solution_completeness")
        #expect(StateComparison.progressName(in: [TraceSketch.state(1, [("loss", 1)])]) == nil)
    }

    @Test("stall stays within [0,1] and falls with progress", arguments: 0..<50 as Range<UInt64>)
    func stallProperties(seed: UInt64) {
        var random = Digits(seed: seed)
        for _ in 0..<200 {
            let (d, change) = (random.unit(), random.unit() * 2 - 1)
            let value = TemporalMetric.stall(d, change)
            #expect((0...1).contains(value))
            #expect(TemporalMetric.stall(min(1, d + 0.1), change) >= value)
            #expect(TemporalMetric.stall(d, min(1, change + 0.1)) <= value)
        }
    }
}
