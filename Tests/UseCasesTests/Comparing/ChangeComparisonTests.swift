import CreditEngine
import Foundation
import Testing

@testable import UseCases

/// Two recordings are paired by problem and seed, and the verdict counts problems.
struct ChangeComparisonTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ lines: String) throws -> String {
        let path = folder.path + "/\(UUID().uuidString).jsonl"
        try Data(lines.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Writes a recording of one run a problem and seed; `solved` tells which ones are solved.
    private func recording(
        problems: Int, seeds: Range<Int>?, named name: (Int) -> String = { "p\($0)" }, solved: (Int, Int) -> Bool?
    ) throws -> String {
        var lines = ""
        for problem in 0..<problems {
            for seed in seeds ?? 0..<1 {
                let outcome = solved(problem, seed).map { #","outcome":{"success":\#($0)}"# } ?? ""
                let seeding = seeds == nil ? "" : #","seed":\#(seed)"#
                lines += #"{"type":"trace","trace":"r\#(problem)-\#(seed)","problem":{"id":"\#(name(problem))","#
                lines += #""input":"Add up \#(problem)."}\#(seeding),"#
                lines += #""messages":[{"turn":1,"agent":"a","output":"x"}]\#(outcome)}"# + "\n"
            }
        }
        return try write(lines)
    }

    @Test func aLossOverManyProblemsIsWorse() throws {
        let before = try recording(problems: 60, seeds: 1..<2) { _, _ in true }
        let after = try recording(problems: 60, seeds: 1..<2) { problem, _ in problem % 3 != 0 }
        let comparison = try ChangeComparison(before: before, after: after, margin: 0.1)
        #expect(comparison.verdict.decision == .worse)
        #expect(comparison.verdict.pairs == 60)
        #expect(comparison.better == 0)
        #expect(comparison.worse == 20)
        #expect(comparison.sentence.hasPrefix("worse: solved 100 % → 67 %"))
        #expect(comparison.junit.contains("failures=\"1\""))
        #expect(String(decoding: comparison.json, as: UTF8.self).contains(#""decision":"worse""#))
    }

    @Test func theSameRunsAreNotWorse() throws {
        let before = try recording(problems: 80, seeds: 1..<3) { problem, _ in problem % 2 == 0 }
        let comparison = try ChangeComparison(before: before, after: before, margin: 0.1)
        #expect(comparison.verdict.decision == .notWorse)
        #expect(comparison.verdict.pairs == 160)
        #expect(comparison.verdict.problems == 80)
    }

    @Test func aGainThatIsShownIsCalledBetter() throws {
        let before = try recording(problems: 60, seeds: 1..<2) { problem, _ in problem % 3 != 0 }
        let after = try recording(problems: 60, seeds: 1..<2) { _, _ in true }
        let comparison = try ChangeComparison(before: before, after: after, margin: 0.1)
        #expect(comparison.verdict.decision == .notWorse)
        #expect(comparison.sentence.hasPrefix("better: solved 67 % → 100 %"))
        let same = try ChangeComparison(before: before, after: before, margin: 0.1)
        #expect(same.sentence.hasPrefix("not worse by more than 0.10"))
    }

    @Test func repeatsOfFewProblemsAreUndecided() throws {
        let before = try recording(problems: 3, seeds: 0..<40) { _, _ in true }
        let after = try recording(problems: 3, seeds: 0..<40) { _, _ in false }
        let comparison = try ChangeComparison(before: before, after: after, margin: 0.1)
        #expect(comparison.verdict.decision == .undecided)
        #expect(comparison.sentence.contains("on 3 problems; an interval over problems needs at least 30 of them"))
    }

    @Test func runsWithoutSeedsArePairedByProblem() throws {
        let before = try recording(problems: 50, seeds: nil) { _, _ in true }
        let after = try recording(problems: 50, seeds: nil) { problem, _ in problem == 0 ? nil : true }
        let comparison = try ChangeComparison(before: before, after: after, margin: 0.2)
        #expect(comparison.verdict.decision == .notWorse)
        #expect(comparison.notes.contains { $0.contains("paired by problem alone") })
        #expect(comparison.notes.contains { $0.contains("without an outcome counted as not solved") })
        #expect(comparison.worse == 1)
    }

    @Test func oneQuestionUnderTwoNamesIsNoticed() throws {
        let before = try recording(problems: 40, seeds: 1..<3) { _, _ in true }
        let renamed = try String(contentsOfFile: before, encoding: .utf8)
            .replacingOccurrences(of: "\"id\":\"p0\"", with: "\"id\":\"other\"", options: [], range: nil)
        var lines = renamed.split(separator: "\n").map(String.init)
        lines[1] = lines[1].replacingOccurrences(of: "\"id\":\"other\"", with: "\"id\":\"p0\"")
        let path = try write(lines.joined(separator: "\n") + "\n")
        let comparison = try ChangeComparison(before: path, after: before, margin: 0.1)
        #expect(comparison.verdict.problems == 40)
        #expect(comparison.notes.contains { $0.contains("under 2 names") })
    }
}
