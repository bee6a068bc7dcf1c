import CreditEngine
import Testing

@testable import Inspector

/// A burst of keys, as a slow line delivers it, is meant for the screens that it brings up.
@Suite struct TypedAheadTests {
    private func app() -> App {
        var app = App()
        _ = app.update(
            .indexed(IndexProgress(title: "t", runs: (0..<4).map { RunEntry(id: "run-\($0)", success: false) })))
        return app
    }

    @Test func keysWaitForTheRunThatTheyAreFor() {
        var app = app()
        #expect(app.update(.key(.enter)) == [.open(run: 0, generation: 1)])
        #expect(app.update(.keyAhead(.character("t"))).isEmpty && app.update(.keyAhead(.character("9"))).isEmpty)
        #expect(!app.isRunShown && app.runs.selectedRun == 0)
        let (trace, credit) = MadeUpRuns.math()
        _ = app.update(.opened(run: 0, generation: 1, result: .read(trace, credit, file: "f")))
        #expect(app.run?.isTransposed == true && app.run?.focus == .task)
    }

    @Test func keysForARunThatCannotBeReadAreForNoOther() {
        var app = app()
        _ = app.update(.key(.enter))
        _ = app.update(.keyAhead(.down))
        _ = app.update(.opened(run: 0, generation: 1, result: .failed("gone; R reads again")))
        #expect(app.runs.selectedRun == 0 && app.notice?.text == "gone; R reads again")
    }

    @Test func escapeAndALaterKeyDoNotWait() {
        var app = app()
        _ = app.update(.key(.enter))
        _ = app.update(.keyAhead(.down))
        _ = app.update(.keyAhead(.escape))
        #expect(app.notice?.text == "not opened")
        _ = app.update(.key(.down))
        #expect(app.runs.selectedRun == 1)
        _ = app.update(.keyAhead(.down))
        #expect(app.runs.selectedRun == 2, "nothing is awaited")
    }
}
