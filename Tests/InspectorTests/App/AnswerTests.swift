import CreditEngine
import Testing

@testable import Inspector

/// What comes back late, twice, or not at all.
@Suite struct AnswerTests {
    private func app(runs: Int = 40) -> App {
        var app = App()
        _ = app.update(
            .indexed(IndexProgress(title: "t", runs: (0..<runs).map { RunEntry(id: "run-\($0)", success: false) })))
        return app
    }

    private func opened() -> OpenedRun {
        let (trace, credit) = MadeUpRuns.math()
        return .read(trace, credit, file: "f")
    }

    @Test func theLatestRequestWins() {
        var app = app()
        #expect(app.update(.key(.enter)) == [.open(run: 0, generation: 1)])
        _ = app.update(.key(.down))
        #expect(app.update(.key(.enter)) == [.open(run: 1, generation: 2)])
        _ = app.update(.opened(run: 0, generation: 1, result: opened()))
        #expect(!app.isRunShown)
        _ = app.update(.opened(run: 1, generation: 2, result: opened()))
        #expect(app.isRunShown && app.run?.run == 1)
    }

    @Test func aLongRunIsShownFromItsBeginningOn() {
        var app = app()
        let (trace, credit) = MadeUpRuns.math()
        var beginning = trace
        beginning.messages.removeLast(trace.messages.count - 4)
        _ = app.update(.key(.enter))
        _ = app.update(.opened(run: 0, generation: 1, result: .beginning(beginning, file: "f")))
        #expect(app.isRunShown && app.render().text.contains("the rest is being read"))
        // Nothing is replayed or reviewed that is not there yet.
        #expect(app.update(.key(.character("V"))).isEmpty && app.update(.key(.character("s"))).isEmpty)
        _ = app.update(.key(.down))
        let cell = app.run?.cell
        _ = app.update(.opened(run: 0, generation: 1, result: .read(trace, credit, file: "f")))
        #expect(app.isRunShown && app.run?.cell == cell && !app.render().text.contains("the rest is being read"))
    }

    @Test func whoHasLeftTheBeginningIsNotBroughtBack() {
        var app = app()
        let (trace, credit) = MadeUpRuns.math()
        _ = app.update(.key(.enter))
        _ = app.update(.opened(run: 0, generation: 1, result: .beginning(trace, file: "f")))
        _ = app.update(.key(.escape))
        #expect(!app.isRunShown)
        _ = app.update(.opened(run: 0, generation: 1, result: .read(trace, credit, file: "f")))
        #expect(!app.isRunShown)
    }

    @Test func escapeCallsARequestOff() {
        var app = app()
        _ = app.update(.key(.enter))
        _ = app.update(.key(.escape))
        _ = app.update(.opened(run: 0, generation: 1, result: opened()))
        #expect(!app.isRunShown)
    }

    @Test func aRunThatCannotBeReadIsSaidAndLogged() {
        var app = app()
        _ = app.update(.key(.enter))
        _ = app.update(.opened(run: 0, generation: 1, result: .failed("runs.jsonl: the file is gone; R reads again")))
        #expect(!app.isRunShown)
        #expect(app.render().text.contains("✗ runs.jsonl: the file is gone; R reads again"))
        _ = app.update(.key(.character("L")))
        #expect(app.render().text.contains("error: runs.jsonl: the file is gone"))
    }

    @Test func visibleRunsAreScoredFirstAndAskedForOnce() {
        var app = App()
        let entries = (0..<100).map { RunEntry(id: "run-\($0)") }
        let first = app.update(.indexed(IndexProgress(title: "t", runs: entries)))
        #expect(first == [.scoreFirst(Array(0..<18))])
        #expect(app.update(.clock(1)).isEmpty)
        #expect(app.update(.key(.end)) == [.scoreFirst(Array(82..<100))])
        #expect(app.update(.key(.home)).isEmpty)
        let changed = IndexProgress(title: "t", changed: [(3, RunEntry(id: "run-3", success: true))])
        #expect(app.update(.indexed(changed)) == [.scoreFirst([3])])
    }

    @Test func aReplacedFileVoidsTheRunsAndKeepsTheOpenOne() {
        var app = app()
        _ = app.update(.key(.enter))
        _ = app.update(.opened(run: 0, generation: 1, result: opened()))
        for key in "/error".map({ Key.character($0) }) + [.enter] { _ = app.update(.key(key)) }
        #expect(app.update(.restarted(reason: "runs.jsonl was replaced")).first == .find(["error"]))
        #expect(app.catalogue.entries.isEmpty && app.isRunShown && app.run?.run == nil)
        #expect(app.update(.indexed(IndexProgress(title: "t", runs: [RunEntry(id: "new")]))).isEmpty)
        #expect(app.update(.key(.character("q"))) == [.scoreFirst([0])])
    }

    @Test func appendedRunsDoNotMoveTheSelection() {
        var app = app()
        _ = app.update(
            .indexed(
                IndexProgress(title: "t", badLines: [BadLine(file: 0, line: 9, byte: 1, offset: 0, reason: "not JSON")])
            ))
        _ = app.update(.key(.end))
        #expect(app.isOnBadLine)
        _ = app.update(.indexed(IndexProgress(title: "t", runs: [RunEntry(id: "later")])))
        #expect(app.isOnBadLine && app.runs.position(app.catalogue) == 41)
    }

    @Test func hitsOfAnotherSearchAreIgnored() throws {
        var app = app()
        for key in try App.keys("/text~new<Enter>") { _ = app.update(.key(key)) }
        _ = app.update(.found(FindProgress(words: ["old"], hits: [(1, [3])], searched: 2, total: 40, finished: false)))
        #expect(app.catalogue.hits.isEmpty)
        _ = app.update(.found(FindProgress(words: ["new"], hits: [(2, [3])], searched: 4, total: 40, finished: false)))
        #expect(app.runs.rows.matches == [2])
        #expect(app.render().text.contains("1 run has it in a message, 4 of 40 searched"))
    }

    @Test func aLongMessageGrowsAsItIsRead() {
        var app = app()
        _ = app.update(.key(.enter))
        let text = String(repeating: "seventeen modulo five\n", count: 30_000)
        let message = Message(ordinal: 0, turn: 1, agent: 0, output: text)
        let trace = Trace(id: "t", agents: [Agent(name: "a")], messages: [message])
        let credit = EstimatedCredit(metric: "stall", temporal: [], structural: [], cells: [], suspects: [], states: [])
        _ = app.update(.opened(run: 0, generation: 1, result: .read(trace, credit, file: "f")))
        for key in [Key.character("2"), .end] { _ = app.update(.key(key)) }
        let first = app.run?.messagePane.lines.count ?? 0
        #expect(first < 30_000)
        for _ in 0..<4 { _ = app.update(.key(.end)) }
        #expect(app.run?.messagePane.lines.count == 30_000)
        _ = app.update(.key(.character("y")))
        #expect(app.update(.key(.character("y"))) == [.copy(text)])
    }

    @Test func comingBackFindsTheListAsItWas() {
        var app = app(runs: 100)
        _ = app.update(.key(.pageDown))
        _ = app.update(.key(.pageDown))
        _ = app.update(.key(.up))
        let before = app.render()
        _ = app.update(.key(.enter))
        _ = app.update(.opened(run: 33, generation: 1, result: opened()))
        _ = app.update(.key(.down))
        _ = app.update(.key(.character("q")))
        #expect(app.render() == before)
    }

    @Test func aLongProblemLeavesRoomForTheRun() {
        var app = app()
        _ = app.update(.key(.enter))
        var (trace, credit) = MadeUpRuns.math()
        trace.problem = Problem(id: String(repeating: "which-problem-", count: 20))
        credit.suspects = []
        _ = app.update(.opened(run: 0, generation: 1, result: .read(trace, credit, file: "dir/runs.jsonl")))
        #expect(app.render().text.hasPrefix(" runs.j… › run-000417  ✗ 0.00  which-p… "))
        #expect(app.render().text.contains("none stands out in this run"))
    }

    @Test func theMouseSelectsAndOpens() {
        var app = app()
        #expect(app.update(.click(column: 5, row: 5)).isEmpty)
        #expect(app.runs.selectedRun == 2)
        #expect(app.update(.click(column: 5, row: 5)) == [.open(run: 2, generation: 1)])
        _ = app.update(.opened(run: 2, generation: 1, result: opened()))
        _ = app.update(.click(column: 33, row: 6))
        #expect(app.run?.cell == Cell(turn: 2, agent: 2))
        _ = app.update(.click(column: 63, row: 4))
        #expect(app.run?.tab == .tools)
        _ = app.update(.wheel(column: 10, row: 10, steps: 3))
        #expect(app.run?.cell.turn == 5)
        _ = app.update(.click(column: 10, row: 19))
        #expect(app.run?.focus == .evidence)
    }
}
