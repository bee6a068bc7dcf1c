import CreditEngine
import Testing

@testable import CreditStore

/// Notes beside messages, kept under file, trace and ordinal.
@Suite struct NoteTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func note(_ ordinal: Int, _ text: String) -> Note {
        Note(ordinal: ordinal, text: text, messageHash: "hash of \(ordinal)")
    }

    @Test func notesAreFoundAgainInTheirOrderAfterReopening() async throws {
        var store = try Store(folder: folder("s"))
        try await store.keep(Self.note(7, "seven\n七"), file: "/a.jsonl", trace: "run")
        try await store.keep(Self.note(2, "two"), file: "/a.jsonl", trace: "run")
        try await store.keep(Self.note(7, "elsewhere"), file: "/b.jsonl", trace: "run")
        try await store.keep(Self.note(7, "other run"), file: "/a.jsonl", trace: "run-2")
        try store.close()
        store = try Store(folder: folder("s"), access: .readOnly)
        let notes = try await store.notes(file: "/a.jsonl", trace: "run")
        #expect(notes == [Self.note(2, "two"), Self.note(7, "seven\n七")])
        #expect(try await store.notes(file: "/c.jsonl", trace: "run").isEmpty)
    }

    @Test func aLaterNoteTakesThePlaceAndOneWithoutWordsRemovesIt() async throws {
        let store = try Store(folder: folder("s"))
        try await store.keep(Self.note(1, "first"), file: "/a", trace: "r")
        try await store.keep(Self.note(1, "second"), file: "/a", trace: "r")
        #expect(try await store.notes(file: "/a", trace: "r").map(\.text) == ["second"])
        try await store.keep(Self.note(1, ""), file: "/a", trace: "r")
        try await store.keep(Self.note(1, ""), file: "/a", trace: "r")
        #expect(try await store.notes(file: "/a", trace: "r").isEmpty)
    }

    @Test func nothingIsKeptWhereNothingMayBeWritten() async throws {
        try Store(folder: folder("s")).close()
        let store = try Store(folder: folder("s"), access: .readOnly)
        await #expect(throws: StoreError.self) {
            try await store.keep(Self.note(1, "x"), file: "/a", trace: "r")
        }
    }
}
