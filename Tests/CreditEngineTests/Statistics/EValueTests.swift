import Testing

@testable import CreditEngine

@Suite("E-value")
struct EValueTests {
    /// Worked by hand: E = Σ_{k≤W} C(n+1,k)/((n+1)·C(n,W)).
    @Test(
        "matches values worked by hand",
        arguments: [
            (0, 0, 1, 1), (1, 0, 3, 2), (0, 1, 1, 2), (2, 0, 7, 3), (1, 1, 4, 6), (2, 1, 11, 12), (0, 3, 1, 4),
            (6, 0, 127, 7), (7, 0, 255, 8), (3, 2, 42, 60), (4, 1, 57, 30),
        ] as [(Int, Int, Int, Int)])
    func values(wins: Int, losses: Int, over: Int, under: Int) {
        #expect(abs(EValue(wins: wins, losses: losses).value * Double(under) / Double(over) - 1) < 1e-12)
    }

    @Test("is the integral that defines it", arguments: [(3, 2), (10, 1), (20, 20), (40, 3), (63, 0), (1, 60)])
    func integral(wins: Int, losses: Int) {
        let points = zip(GaussLegendre.points, GaussLegendre.weights)
        let logs = points.map { point, weight in
            naturalLog(weight) + Double(wins) * naturalLog1p(point) + Double(losses) * naturalLog1p(-point)
        }
        #expect(abs(EValue(wins: wins, losses: losses).log - logSumExp(logs)) < 1e-10)
    }

    @Test("stays finite and exact for a million pairs")
    func large() {
        let n = 1_000_000.0
        // All won: (2ⁿ⁺¹ − 1)/(n + 1).
        #expect(abs(EValue(wins: 1_000_000, losses: 0).log - ((n + 1) * naturalLog(2) - naturalLog(n + 1))) < 1e-6)
        // All lost: 1/(n + 1).
        #expect(abs(EValue(wins: 0, losses: 1_000_000).log + naturalLog(n + 1)) < 1e-12)
        // Half and half: half of the binomial sum, √(π/(2n))·(1 + O(1/n)).
        let half = EValue(wins: 500_000, losses: 500_000)
        #expect(abs(half.value - (Double.pi / (2 * n)).squareRoot()) < 1e-5)
        let mixed = EValue(wins: 600_000, losses: 400_000)
        let more = EValue(wins: 600_001, losses: 400_000)
        #expect(mixed.log.isFinite && more.log > mixed.log)
    }

    @Test("takes graded differences, and whole ones as if they were counted")
    func graded() {
        let whole = EValue([1, -1, 1, 0, 1])
        #expect(whole == EValue(wins: 3, losses: 1))
        // One difference d: ∫(1 + λd) = 1 + d/2; two: 1 + (a + b)/2 + ab/3.
        #expect(abs(EValue([0.3]).value - 1.15) < 1e-12)
        #expect(abs(EValue([0.3, -0.6]).value - (1 - 0.15 - 0.06)) < 1e-12)
        #expect(EValue([Double.nan, 7]) == EValue(wins: 1, losses: 0))
    }

    @Test("does not depend on the order of the pairs", arguments: 0..<5 as Range<UInt64>)
    func order(seed: UInt64) {
        let random = KeyedRandom(seed: seed)
        let differences = (0..<40).map { 2 * random.unit("d", $0) - 1 }
        var stream = random.stream("order")
        #expect(abs(EValue(differences).log - EValue(differences.shuffled(using: &stream)).log) < 1e-9)
    }

    /// Exact, not simulated: over every outcome of n fair pairs the expectation is 1 for paired coins.
    @Test("has expectation 1 under the null", arguments: [1, 2, 5, 12, 30])
    func expectation(n: Int) {
        var (mean, choose) = (0.0, 1.0)
        for wins in 0...n {
            mean += choose * EValue(wins: wins, losses: n - wins).value
            choose *= Double(n - wins) / Double(wins + 1)
        }
        for _ in 0..<n { mean /= 2 }
        #expect(abs(mean - 1) < 1e-10)
    }

    @Test("rarely reaches 20 under the null however often one looks", arguments: [0.2, 0.5, 0.9])
    func looking(rate: Double) {
        var reached = 0
        for run in 0..<400 as Range<UInt64> {
            let random = KeyedRandom(seed: run)
            var (wins, losses) = (0, 0)
            for pair in 0..<100 {
                let (a, b) = (random.unit("a", pair) < rate, random.unit("b", pair) < rate)
                if a, !b { wins += 1 } else if b, !a { losses += 1 }
                if EValue(wins: wins, losses: losses).log >= naturalLog(20) {
                    reached += 1
                    break
                }
            }
        }
        #expect(reached <= 20)
    }

    @Test("the quadrature rule integrates polynomials exactly", arguments: [0, 1, 2, 7, 40, 127])
    func quadrature(degree: Int) {
        let sum = zip(GaussLegendre.points, GaussLegendre.weights).reduce(0.0) { sum, rule in
            sum + rule.1 * exponential(Double(degree) * naturalLog(rule.0))
        }
        #expect(abs(sum * Double(degree + 1) - 1) < 1e-12)
    }
}
