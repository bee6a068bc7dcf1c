import CreditEngine
import Testing

@Suite struct ProblemSplitTests {
    @Test(arguments: 0..<40 as Range<UInt64>) func everyProblemHasOnePartWhateverTheOrder(_ seed: UInt64) {
        let count = Int(seed)
        let problems = (0..<count).map { "p-\($0)" }
        let fractions = ProblemSplit.Fractions(optimise: 0.4, validate: 0.4, test: 0.2)
        let split = ProblemSplit(problems: problems, fractions: fractions, seed: seed)
        let parts = ProblemSplit.Part.allCases.map { split.problems(in: $0) }
        #expect(parts.flatMap { $0 }.sorted() == problems.sorted())
        #expect(abs(Double(parts[0].count) - 0.4 * Double(count)) <= 0.5)
        #expect(abs(Double(parts[2].count) - 0.2 * Double(count)) <= 0.5)
        #expect(ProblemSplit(problems: problems.reversed() + problems, fractions: fractions, seed: seed) == split)
    }

    @Test func seedsDiffer() {
        let problems = (0..<100).map { "p-\($0)" }
        let one = ProblemSplit(problems: problems, seed: 1)
        let two = ProblemSplit(problems: problems, seed: 2)
        let same = problems.count { one.parts[$0] == two.parts[$0] }
        #expect(same < 60, "0.36 of them agree by chance")
    }

    @Test func aPartMayBeEmpty() {
        let split = ProblemSplit(
            problems: ["a", "b"], fractions: ProblemSplit.Fractions(optimise: 0, validate: 1, test: 0), seed: 3)
        #expect(split.problems(in: .validate) == ["a", "b"])
        #expect(split.problems(in: .test).isEmpty)
    }
}
