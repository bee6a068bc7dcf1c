import Testing

@testable import CreditEngine

@Suite("Interval of an effect")
struct EffectIntervalTests {
    /// p₁ = (B+1)/(N+2), p₂ = (W+1)/(N+2), worked by hand with z = 1.959964.
    @Test(
        "Bonett–Price matches values worked by hand",
        arguments: [
            (0, 0, 10, -0.2310, 0.2310), (0, 8, 10, -1.0, -0.3138), (3, 3, 20, -0.2520, 0.2520),
            (0, 10, 20, -0.6978, -0.2113),
        ])
    func bonettPrice(better: Int, worse: Int, count: Int, low: Double, high: Double) {
        let interval = EffectInterval(better: better, worse: worse, of: count)
        #expect(abs(interval.low - low) < 2e-4, "\(interval.low)")
        #expect(abs(interval.high - high) < 2e-4, "\(interval.high)")
    }

    @Test("has the written coverage", arguments: [10, 20, 40])
    func coverage(n: Int) {
        var covered = 0
        for run in 0..<2_000 as Range<UInt64> {
            let random = KeyedRandom(seed: run)
            var (better, worse) = (0, 0)
            for pair in 0..<n {
                let u = random.unit("u", pair)
                if u < 0.1 { better += 1 } else if u < 0.5 { worse += 1 }
            }
            let interval = EffectInterval(better: better, worse: worse, of: n)
            if interval.low <= -0.3, -0.3 <= interval.high { covered += 1 }
        }
        #expect(covered >= 1_860)
    }

    @Test("Student's quantile agrees with tables", arguments: [(29.0, 2.0452), (60, 2.0003), (120, 1.9799)])
    func student(freedom: Double, expected: Double) {
        #expect(abs(EffectInterval.studentQuantile(1.959_964, freedom: freedom) - expected) < 1e-4)
    }

    @Test("graded outcomes have one from 30 pairs on")
    func graded() throws {
        let few = (0..<29).map { Double($0 % 2) / 2 }
        #expect(EffectInterval(pairedT: few) == nil)
        // 15 zeros and 15 halves: mean .25, s² = 30·.0625/29, half width 2.0452·√(s²/30) = .09497.
        let interval = try #require(EffectInterval(pairedT: (0..<30).map { Double($0 % 2) / 2 }))
        #expect(abs(interval.low - (0.25 - 0.09497)) < 1e-4)
        #expect(abs(interval.high - (0.25 + 0.09497)) < 1e-4)
        // 30 pairs that all agree: the variance is taken for 1/30, and t at 29 degrees is 2.0452.
        let same = try #require(EffectInterval(pairedT: Array(repeating: 0, count: 30)))
        #expect(abs(same.high - 0.06817) < 1e-4 && same.low == -same.high)
    }
}
