import Testing

@testable import planted_faults

/// Means and medians of repairs, with their intervals.
@Suite struct AveragesTests {
    @Test func aMeanIsWorkedByHand() {
        // s² of 2, 4, 4, 4, 5, 5, 5, 5, 7, 9 is 32/9; 1.96·√(32/9/10) = 1.1687.
        let interval = MeanInterval([2, 4, 4, 4, 5, 5, 5, 5, 7, 9])
        #expect(interval.mean == 5)
        #expect(abs((interval.low ?? 0) - 3.8313) < 0.0001 && abs((interval.high ?? 0) - 6.1687) < 0.0001)
        #expect(MeanInterval([3, 5]).words == "4" && MeanInterval([]).words == "—")
    }

    @Test func aMedianLiesBetweenTwoOfItsValues() {
        // n 100: ranks 50 ∓ 9.8, outwards 40 and 61 (the one after 60).
        let interval = MedianInterval((1...100).map { Double($0) })
        #expect(interval.median == 50 && interval.low == 40 && interval.high == 61)
    }

    @Test func whatNeverHappenedIsLaterThanAllThatDid() {
        let half = (1...50).map { Double($0) as Double? } + Array(repeating: nil, count: 50)
        #expect(MedianInterval(half).words == "50 [40, never]")
        #expect(MedianInterval(Array(repeating: nil, count: 10)).words == "never")
        #expect(MedianInterval([]).words == "—")
    }
}
