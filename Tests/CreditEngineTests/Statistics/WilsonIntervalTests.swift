import CreditEngine
import Testing

@Suite("Wilson interval")
struct WilsonIntervalTests {
    /// Worked by hand from the formula with z = 1.95996.
    @Test(
        "matches values worked by hand",
        arguments: [(5, 10, 0.2366, 0.7634), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (81, 100, 0.7222, 0.8749)])
    func values(successes: Int, count: Int, low: Double, high: Double) {
        let interval = WilsonInterval(successes, of: count)
        #expect(abs(interval.low - low) < 1e-4)
        #expect(abs(interval.high - high) < 1e-4)
    }

    @Test("is all there is when nothing was counted")
    func empty() {
        #expect(WilsonInterval(0, of: 0).low == 0)
        #expect(WilsonInterval(0, of: 0).high == 1)
    }
}
