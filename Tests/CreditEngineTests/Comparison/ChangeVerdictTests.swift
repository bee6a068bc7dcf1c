import CreditEngine
import Testing

/// A gate fails what is worse, passes what is not, and counts problems rather than repeats.
struct ChangeVerdictTests {
    private static func pairs(
        _ seed: UInt64, problems: Int, repeats: Int = 1, before: Double, after: Double
    ) -> [ChangeVerdict.Pair] {
        let random = KeyedRandom(seed: seed)
        return (0..<problems * repeats).map { number in
            ChangeVerdict.Pair(
                problem: "p\(number % problems)", before: random.unit("before", number) < before ? 1 : 0,
                after: random.unit("after", number) < after ? 1 : 0)
        }
    }

    @Test func anUnchangedTeamIsSeldomCalledWorse() {
        let worse = (0..<1_000).count {
            ChangeVerdict(Self.pairs($0, problems: 130, before: 0.7, after: 0.7)).decision == .worse
        }
        #expect(worse <= 65, "\(worse) of 1000")
    }

    @Test func aLossIsCalledWorse() {
        let worse = (0..<500).count {
            ChangeVerdict(Self.pairs($0, problems: 130, repeats: 2, before: 0.7, after: 0.55)).decision == .worse
        }
        #expect(worse >= 450, "\(worse) of 500")
    }

    @Test func repeatsOfThreeProblemsDecideNothing() {
        let verdict = ChangeVerdict(Self.pairs(1, problems: 3, repeats: 40, before: 0.9, after: 0.2))
        #expect(verdict.pairs == 120)
        #expect(verdict.problems == 3)
        #expect(verdict.interval == nil)
        #expect(verdict.decision == .undecided)
        #expect(ChangeVerdict([]).decision == .undecided)
    }

    @Test func everySuccessKeptOverManyProblemsIsNotWorse() {
        let same = (0..<60).map { ChangeVerdict.Pair(problem: "p\($0)", before: 1, after: 1) }
        #expect(ChangeVerdict(same).decision == .notWorse)
        #expect(ChangeVerdict(Array(same.prefix(5))).decision == .undecided)
    }
}
