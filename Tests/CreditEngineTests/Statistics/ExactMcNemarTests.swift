import Testing

@testable import CreditEngine

@Suite("Exact McNemar test")
struct ExactMcNemarTests {
    /// Counted, not computed: of the 2ⁿ ways to order n wins and losses, those with so many wins or more.
    private static func counted(wins: Int, losses: Int) -> Double {
        let n = wins + losses
        var ways: [UInt64] = [1]
        for _ in 0..<n { ways = zip([0] + ways, ways + [0]).map { $0 + $1 } }
        return Double(ways[wins...].reduce(0, +)) / Double(UInt64(1) << UInt64(n))
    }

    @Test("is the share of orders with so many wins", arguments: [0, 1, 2, 5, 9, 16, 28, 50])
    func exact(n: Int) {
        for wins in 0...n {
            let p = ExactMcNemar(wins: wins, losses: n - wins).p
            #expect(abs(p / Self.counted(wins: wins, losses: n - wins) - 1) < 1e-12)
        }
    }

    @Test(
        "worked by hand",
        arguments: [(0, 0, 1), (5, 0, 1.0 / 32), (0, 5, 1), (4, 1, 6.0 / 32), (8, 1, 10.0 / 512)]
            as [(Int, Int, Double)])
    func byHand(wins: Int, losses: Int, p: Double) {
        #expect(abs(ExactMcNemar(wins: wins, losses: losses).p - p) < 1e-15)
    }

    @Test("stays in (0,1] where 2ⁿ does not fit", arguments: [(1_000, 1_000), (1_100, 900), (2_000, 0), (0, 2_000)])
    func large(wins: Int, losses: Int) {
        let p = ExactMcNemar(wins: wins, losses: losses).p
        #expect(p >= 0 && p <= 1)
        if wins == losses { #expect(p > 0.5 && p < 0.52) }
    }
}
