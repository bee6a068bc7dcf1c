import CreditEngine
import Testing

@testable import Inspector

/// What a person writes beside messages.
@Suite struct NoteTests {
    @Test func aNoteIsKeptShownChangedAndRemoved() throws {
        var bench = TestBench()
        try bench.press("<Enter>mwhy not python?<Enter>")
        #expect(bench.status == "the note is kept; m changes it, an empty line clears it")
        let kept = bench.takeEffects().compactMap { if case .keepNote(let note, _) = $0 { note } else { nil } }
        #expect(kept.map(\.text) == ["why not python?"])
        #expect(bench.screen.contains("✎ why not python?"))
        try GoldenScreenTests.compare(bench.screen, "note-80x24")
        try bench.press("m")
        #expect(bench.app.input?.text == "why not python?")
        try bench.press(" ask<Enter>")
        #expect(bench.notes["run-000417"]?.map(\.text) == ["why not python? ask"])
        try bench.press("m<C-u><Enter>")
        #expect(bench.status == "the note is removed")
        #expect(bench.notes["run-000417"]?.isEmpty == true && !bench.screen.contains("✎"))
    }

    @Test func notesComeBackWithTheRunAndAreMarkedInTheGrid() throws {
        var bench = TestBench(columns: 100, rows: 30)
        try bench.press("<Enter>mhier beginnt es: 研究员看错了<Enter>nmand here<Enter>}{")
        #expect(bench.app.run?.notes.cells == [Cell(turn: 7, agent: 1), Cell(turn: 8, agent: 4)])
        try bench.press("n")
        try GoldenScreenTests.compare(bench.screen, "note-100x30")
        try bench.press("t")
        try GoldenScreenTests.compare(bench.screen, "note-transposed")
    }

    @Test func eachSignHasItsOwnPlace() throws {
        for keys in ["", "t"] {
            var bench = TestBench(columns: 100, rows: 30)
            try bench.press("<Enter>mlook<Enter>n/total<Enter>bagent:researcher<Enter>nm again<Enter>" + keys)
            let screen = bench.screen
            #expect(screen.contains("✎") && screen.contains("●") && screen.contains("*"))
            try GoldenScreenTests.compare(screen, keys.isEmpty ? "signs" : "signs-transposed")
        }
    }

    @Test func otherWordsThanThoseThatWereNotedAreSaid() throws {
        var bench = TestBench()
        bench.notes["run-000417"] = [Note(ordinal: 26, text: "old", messageHash: "0000")]
        let made = MadeUpRuns.math().0
        let place = try #require(made.messages.firstIndex { $0.cell == Cell(turn: 7, agent: 1) })
        bench.notes["run-000417"]?[0].ordinal = made.messages[place].ordinal
        try bench.press("<Enter>")
        #expect(bench.screen.contains("✎ old") && bench.screen.contains("⚠ the message said"))
    }

    @Test func foreignControlCharactersInANoteStayHarmless() throws {
        var bench = TestBench()
        let message = MadeUpRuns.math().0.messages.first { $0.cell == Cell(turn: 7, agent: 1) }
        bench.notes["run-000417"] = [try Note(on: #require(message), text: "a\u{1B}[2J\u{202E}b\u{07}")]
        try bench.press("<Enter>")
        #expect(bench.screen.contains("✎ a^[[2J<U+202E>b^G"))
    }

    @Test func refusalsSayWhy() throws {
        var bench = TestBench()
        try bench.press("<Enter>gm")
        #expect(bench.app.input == nil && bench.status == "nobody speaks in this cell")
        bench.app = App(configuration: App.Configuration(isReadOnly: true))
        bench.send(.indexed(MadeUpRuns.index()))
        try bench.press("<Enter>m")
        #expect(bench.app.input == nil && bench.status.contains("--readonly"))
        // What was noted before is shown all the same.
        bench.app = App(configuration: App.Configuration())
        bench.send(.indexed(MadeUpRuns.index()))
        try bench.press("<Enter>")
        let why = "standard input is not a file that stays, so a note on it could not be found again"
        bench.send(.notes(RunKey(file: "traces/runs.jsonl", id: "run-000417"), .failed(why)))
        try bench.press("m")
        #expect(bench.app.input == nil && bench.app.notice?.text == why)
    }

    @Test func aNoteGoesToTheMessageItWasBegunOn() throws {
        var bench = TestBench()
        try bench.press("<Enter>mabc")
        bench.send(.restarted(reason: "runs.jsonl was replaced"))
        try bench.press("<Enter>")
        #expect(!bench.effects.contains { if case .keepNote = $0 { true } else { false } })
        #expect(bench.app.notice?.text.contains("abc") == true)
    }
}
