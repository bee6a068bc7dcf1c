import CreditEngine
import CreditStore
import Foundation
import Testing

/// Notes of the real program: kept in the store, found again from elsewhere, and nothing is written when nothing may be.
@Suite struct StoredNotesTests {
    private static func screen(
        _ path: String, _ keys: String, _ scratch: Scratch, in folder: String = Program.package, _ more: [String] = [],
        input: [UInt8] = []
    ) throws -> String {
        let result = try Program.run(
            ["view", path, "--headless", "--size", "100x30", "--keys", keys, "--dump", "-"] + more, input: input,
            environment: ["XDG_DATA_HOME": scratch.path + "/data"], in: folder)
        #expect(result.status == 0, "\(result.complaint)")
        return result.text
    }

    @Test func aNoteIsFoundAgainFromAnotherFolderAndRemoved() async throws {
        let scratch = try Scratch()
        let runs = try scratch.file("runs.jsonl", Self.runs)
        #expect(try Self.screen(runs, "<Enter>m研究 why?<Enter>", scratch).contains("✎ 研究 why?"))
        let again = try Self.screen("runs.jsonl", "<Enter>", scratch, in: scratch.path)
        #expect(again.contains("✎ 研究 why?"))
        #expect(!(try Self.screen(runs, "<Enter>m<C-u><Enter>", scratch).contains("✎")))
        #expect(!(try Self.screen(runs, "<Enter>", scratch).contains("✎")))
        let store = try Store(folder: scratch.path + "/data/ascribe", access: .readOnly)
        #expect(try await store.faults() == [])
    }

    @Test func aChangedMessageIsNotTakenForTheOneThatWasNoted() throws {
        let scratch = try Scratch()
        let runs = try scratch.file("runs.jsonl", Self.runs)
        _ = try Self.screen(runs, "<Enter>mwrong here<Enter>", scratch)
        try scratch.file("runs.jsonl", Self.runs.replacing("seventeen", with: "eighteen"))
        #expect(try Self.screen(runs, "<Enter>", scratch).contains("⚠ the message said"))
    }

    @Test func readOnlyWritesNothingAndMakesNoStore() throws {
        let scratch = try Scratch()
        let runs = try scratch.file("runs.jsonl", Self.runs)
        let screen = try Self.screen(runs, "<Enter>m", scratch, ["--readonly"])
        #expect(screen.contains("--readonly") && !screen.contains("note:"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/data"))
    }

    @Test func standardInputHasNoNotes() throws {
        let scratch = try Scratch()
        let screen = try Self.screen("-", "<Enter>m", scratch, input: Array(Self.runs.utf8))
        #expect(screen.contains("standard input is not a file that stays"))
    }

    private static let runs = """
        {"type":"trace","trace":"run-1","problem":{"id":"p"}}
        {"type":"message","trace":"run-1","turn":1,"agent":"a","output":"it is seventeen"}
        {"type":"outcome","trace":"run-1","success":false}

        """
}
