import CreditEngine
import Testing

@testable import UseCases

/// Several looks at growing numbers of pairs, against streams with a known truth.
struct GateLooksTests {
    /// The decision of a gate on made-up pairs: the team before solves 70 %, the changed one `after`.
    static func decision(after: Double, problems: Int, seed: UInt64, margin: Double = 0.1)
        -> ChangeVerdict.Decision
    {
        let random = KeyedRandom(seed: seed)
        let pairs = (0..<problems).map { number in
            // What is hard for one team is hard for the other: half of the outcomes hang on the problem alone.
            let shared = random.unit("problem", number), isShared = random.unit("shared", number) < 0.5
            let first = isShared ? shared : random.unit("before", number)
            let second = isShared ? shared : random.unit("after", number)
            return ChangeVerdict.Pair(
                problem: "p-\(number)", before: first < 0.7 ? 1 : 0, after: second < after ? 1 : 0)
        }
        var last = ChangeVerdict.Decision.undecided
        for look in GateOrder.looks(upTo: problems) where last == .undecided {
            last = ChangeVerdict(Array(pairs.prefix(look.runs)), margin: margin, interval: look.level).decision
        }
        return last
    }

    @Test func looksGrowAndEndAtTheBudget() {
        #expect(GateOrder.looks(upTo: 320).map(\.runs) == [20, 40, 80, 160, 320])
        #expect(GateOrder.looks(upTo: 130).map(\.runs) == [20, 32, 65, 130])
        #expect(GateOrder.looks(upTo: 7).map(\.runs) == [7])
        #expect(GateOrder.looks(upTo: 1_000).count == 5)
    }

    /// Of 1,000 changes that change nothing at most 5 % are called worse; 71 is three standard deviations above.
    @Test func nullChangesAreRarelyCalledWorse() {
        let worse = (0..<1_000 as Range<UInt64>).count { Self.decision(after: 0.7, problems: 320, seed: $0) == .worse }
        #expect(worse <= 71, "\(worse)")
    }

    /// A loss of exactly the margin is called not worse in at most 5 %.
    @Test func lossesOfTheMarginAreRarelyPassed() {
        let passed = (0..<1_000 as Range<UInt64>).count {
            Self.decision(after: 0.6, problems: 320, seed: $0) == .notWorse
        }
        #expect(passed <= 71, "\(passed)")
    }

    @Test func aLossOfFifteenPointsIsMostlyCaught() {
        let caught = (0..<300 as Range<UInt64>).count { Self.decision(after: 0.55, problems: 320, seed: $0) == .worse }
        #expect(caught >= 240, "\(caught)")
    }
}
