import Testing

@testable import CreditEngine

@Suite("Pairs that share problems")
struct ClusteredPairsTests {
    @Test("pairs of different problems count as they are")
    func different() {
        var pairs = ClusteredPairs()
        for place in 0..<40 { pairs.add(kept: 0, replaced: place % 3 == 0 ? 1 : 0, of: "p\(place)") }
        #expect(pairs.effectiveCount == 40 && pairs.interval == pairs.pairs.interval())
    }

    @Test("the same pair said ten times is one")
    func same() throws {
        var (once, often) = (ClusteredPairs(), ClusteredPairs())
        for place in 0..<12 {
            let replaced = place % 3 == 0 ? 1.0 : 0
            once.add(kept: 0, replaced: replaced, of: "p\(place)")
            for _ in 0..<10 { often.add(kept: 0, replaced: replaced, of: "p\(place)") }
        }
        #expect(abs((often.effectiveCount ?? 0) - 12) < 1e-9)
        let (wide, narrow) = (try #require(often.interval), try #require(often.pairs.interval()))
        #expect(wide.high - wide.low > 2 * (narrow.high - narrow.low))
    }

    @Test("the interval holds the effect where problems differ, in 95 of 100 comparisons or about")
    func coverage() {
        var (holds, naive) = (0, 0)
        for seed in 0..<300 as Range<UInt64> {
            let random = KeyedRandom(seed: seed)
            var pairs = ClusteredPairs()
            for problem in 0..<15 {
                // A problem is helped always, or never.
                let isHelped = random.unit("helped", problem) < 0.3
                for _ in 0..<8 { pairs.add(kept: 0, replaced: isHelped ? 1 : 0, of: "\(problem)") }
            }
            if let interval = pairs.interval, interval.low <= -0.3, interval.high >= -0.3 { holds += 1 }
            if let interval = pairs.pairs.interval(), interval.low <= -0.3, interval.high >= -0.3 { naive += 1 }
        }
        #expect(holds >= 270 && naive < 240, "\(holds) and \(naive) of 300")
    }
}
