import CreditEngine
import Foundation
import Testing
import TraceFiles

@testable import UseCases

/// A recorded run is paid for: its file is looked at before, and the run is kept whatever that file holds afterwards.
@Suite struct RecordedRunTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ id: String, prompt: String) -> Trace {
        Trace(
            id: id, team: Team(members: [.init(name: "a", prompt: prompt)]), agents: [Agent(name: "a")],
            messages: [Message(ordinal: 0, turn: 1, agent: 0, output: "said")], outcome: Outcome(success: true))
    }

    private func runs(of path: String) throws -> [String] {
        let catalogue = try Catalogue(paths: [path])
        var names: [String] = []
        try catalogue.index { update in
            names += update.runs.map(\.id)
            return true
        }
        return names
    }

    @Test func aFileOfSomethingElseIsRefusedBefore() throws {
        let other = folder.path + "/notes.jsonl"
        try Data("my notes\n".utf8).write(to: URL(fileURLWithPath: other))
        #expect(throws: TraceFileError.self) { try RecordedRun.check(other) }
        #expect(throws: TraceFileError.self) { try RecordedRun.check(folder.path + "/nowhere/runs.jsonl") }
        let new = folder.path + "/runs.jsonl"
        try RecordedRun.check(new)
        #expect(!FileManager.default.fileExists(atPath: new))
    }

    @Test func aRunThatItsFileDoesNotTakeHasOneOfItsOwn() throws {
        let path = folder.path + "/runs.jsonl"
        let first = try RecordedRun.add(run("rec-1", prompt: "one"), to: path)
        #expect(first.path == path && first.refusal == nil)
        let second = try RecordedRun.add(run("rec-2", prompt: "other"), to: path)
        #expect(second.path == folder.path + "/rec-2.jsonl" && second.refusal != nil)
        #expect(try runs(of: path) == ["rec-1"])
        #expect(try runs(of: second.path) == ["rec-2"])
    }

    @Test func aFileThatAnotherHasForAMomentIsWaitedFor() async throws {
        let path = folder.path + "/runs.jsonl"
        var other: RunRecording? = try RunRecording(path: path, fresh: false, prompts: PromptSet(Team(members: [])))
        try other?.append(run("first", prompt: "one"))
        let added = Task.detached { [run = run("rec-1", prompt: "one")] in try RecordedRun.add(run, to: path) }
        while try runs(of: path).isEmpty { await Task.yield() }
        other = nil
        #expect(try await added.value.path == path)
        #expect(try runs(of: path) == ["first", "rec-1"])
    }
}
