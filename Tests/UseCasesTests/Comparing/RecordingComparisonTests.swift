import CreditEngine
import Foundation
import Testing
import TraceFiles

@testable import UseCases

/// What two recordings of the same problems and seeds come to.
@Suite struct RecordingComparisonTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes a recording, a character a run: `+` solved, `-` not, `?` without an outcome, `.` no such run.
    private func record(_ runs: String, _ name: String) throws -> String {
        var text = JSONText()
        for (place, run) in runs.enumerated() where run != "." {
            let trace = Trace(
                id: "run-\(place)", problem: Problem(id: "p-\(place)", input: "Question \(place)?"),
                agents: [Agent(name: "a")],
                messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "x")],
                outcome: run == "?" ? nil : Outcome(success: run == "+"), seed: UInt64(place))
            NativeWriter.write(trace, form: .packed, to: &text)
        }
        let path = folder.path + "/" + name
        try Data(text.bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func compare(_ after: String, with before: String) throws -> String {
        let comparison = try RecordingComparison(
            of: record(after, "after.jsonl"), with: RecordedOutcomes(record(before, "before.jsonl")))
        return comparison.line.replacingOccurrences(of: folder.path + "/", with: "")
    }

    @Test func aRunOfTheNewTeamWithoutOutcomeCountsAgainstIt() throws {
        let words = try compare("+??+", with: "+++-")
        #expect(words.contains("solved 3 → 2 of 4") && words.contains("1 better, 2 worse than in before.jsonl"))
        #expect(words.contains("2 runs of after.jsonl without an outcome counted as not solved"))
    }

    @Test func aRunOfTheOldTeamWithoutOutcomeIsLeftOutAndCounted() throws {
        let words = try compare("+-+", with: "??-")
        #expect(words.contains("solved 0 → 1 of 1"))
        #expect(words.contains("2 pairs left out, because the run of before.jsonl has no outcome"))
        #expect(try compare("++", with: "??").contains("no run in common that has an outcome: nothing to compare"))
    }

    @Test func whatHasNoPartnerOnEitherSideIsCounted() throws {
        let words = try compare("++..", with: ".+-+")
        #expect(words.contains("of 1:") && words.contains("3 runs without a partner left out"))
        #expect(!words.contains("outcome"))
    }

    @Test func aFileWithoutProblemsIsRefused() throws {
        let path = folder.path + "/none.jsonl"
        try Data(#"{"type":"trace","trace":"r","messages":[{"turn":1,"agent":"a","output":"x"}]}"#.utf8)
            .write(to: URL(fileURLWithPath: path))
        #expect(throws: TraceFileError.self) { try RecordedOutcomes(path) }
    }
}
