import CreditEngine
import Foundation
import Testing
import TraceFiles

@testable import UseCases

/// What two recordings of the same problems and seeds come to.
@Suite struct RecordingComparisonTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Writes a recording, a character a run: `+` solved, `-` not, `?` without an outcome, `.` no such run.
    private func record(_ runs: String, _ name: String) throws -> String {
        var text = JSONText()
        for (place, run) in runs.enumerated() where run != "." {
            let trace = Trace(
                id: "run-\(place)", problem: Problem(id: "p-\(place)", input: "?"), agents: [Agent(name: "a")],
                messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "x")],
                outcome: run == "?" ? nil : Outcome(success: run == "+"), seed: UInt64(place))
            NativeWriter.write(trace, form: .packed, to: &text)
        }
        return try scratch.file(name, text.bytes)
    }

    private func compare(_ after: String, with before: String) throws -> (RecordingComparison, String) {
        let comparison = try RecordingComparison(
            of: record(after, "after.jsonl"), with: .init(record(before, "before.jsonl")))
        let words = comparison.lines.joined().replacingOccurrences(of: scratch.path + "/", with: "")
        return (comparison, words)
    }

    @Test func aRunOfTheNewTeamWithoutOutcomeCountsAgainstIt() throws {
        let (comparison, words) = try compare("+??+", with: "+++-")
        #expect(comparison.pairs.wins == 1 && comparison.pairs.losses == 2 && comparison.pairs.count == 4)
        #expect(words.contains("solved 3 → 2 of 4"))
        #expect(words.contains("2 runs of after.jsonl without an outcome counted as not solved"))
    }

    @Test func aRunOfTheOldTeamWithoutOutcomeIsLeftOutAndCounted() throws {
        let (comparison, words) = try compare("+-+", with: "??-")
        #expect(comparison.pairs.count == 1 && comparison.undefinedBefore == 2)
        #expect(words.contains("solved 0 → 1 of 1"))
        #expect(words.contains("2 pairs left out, because the run of before.jsonl has no outcome"))
        #expect(try compare("++", with: "??").1.hasSuffix("came to an outcome: nothing to compare"))
    }

    @Test func whatHasNoPartnerOnEitherSideIsCounted() throws {
        let (comparison, words) = try compare("++..", with: ".+-+")
        #expect(comparison.pairs.count == 1 && comparison.unpaired == 3)
        #expect(words.contains("3 runs without a partner left out"))
        #expect(!words.contains("outcome"))
    }
}
