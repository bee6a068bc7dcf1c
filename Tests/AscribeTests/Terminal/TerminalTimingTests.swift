import Testing

@testable import ascribe

@Suite("Timing: percentiles of key-to-frame times")
struct TerminalTimingTests {
    @Test(
        "Percentiles by nearest rank",
        arguments: [(0.5, 50), (0.99, 99), (1, 100), (0, 1), (0.001, 1)] as [(Double, Int)])
    func percentiles(share: Double, milliseconds: Int) {
        var timing = TerminalTiming()
        for value in (1...100).shuffled() { timing.add(key: .milliseconds(value)) }
        #expect(timing.percentile(share) == .milliseconds(milliseconds))
    }

    @Test("Without keys there is no percentile, rather than 0")
    func empty() {
        #expect(TerminalTiming().percentile(0.5) == nil)
    }

    @Test("The latest times are kept")
    func bounded() {
        var timing = TerminalTiming()
        for value in 0..<TerminalTiming.capacity + 10 { timing.add(key: .nanoseconds(value)) }
        #expect(timing.keys.count == TerminalTiming.capacity)
        #expect(timing.percentile(0) == .nanoseconds(10))
    }

    @Test("Milliseconds of a duration")
    func milliseconds() {
        #expect(TerminalTiming.milliseconds(.microseconds(1500)) == 1.5)
        #expect(TerminalTiming.milliseconds(.seconds(2)) == 2000)
    }
}
