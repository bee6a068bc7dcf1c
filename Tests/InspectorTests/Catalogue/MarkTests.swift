import CreditEngine
import Testing

@testable import Inspector

@Suite struct MarkTests {
    /// What is done in a session shows in the list, by the letter of its key, and filters find it.
    @Test func theListSaysWhatWasDone() throws {
        var bench = TestBench()
        #expect(bench.app.catalogue.marks(0) == [])
        try bench.press("<Enter>mseen before<Enter>")
        #expect(bench.app.catalogue.marks(0) == [.noted])
        try bench.press("s<Enter>C<Enter>P<Enter><Esc><Esc>q")
        #expect(bench.app.catalogue.marks(0) == [.noted, .measured, .criticised, .proposed])
        try GoldenScreenTests.compare(bench.screen, "runs-done")
        try bench.press("/is:measured<Enter>")
        #expect(bench.app.runs.rows.matches == [0])
        try bench.press("/<C-u>is:noted is:proposed<Enter>")
        #expect(bench.app.runs.rows.matches == [0])
        try bench.press("<Enter>m<C-u><Enter>q")
        #expect(bench.app.runs.rows.matches == [], "the note is gone")
    }

    /// The list, the blame and the row of sums show the effect that the grid shows.
    @Test func whatWasMeasuredCarriesUp() throws {
        var bench = TestBench()
        try bench.press("<Enter>V<Enter>")
        let measured = try #require(bench.app.run?.measurement?.measured)
        let hot = try #require(measured.hot.first)
        let effect = try #require(measured.effects[hot])
        let cell = try #require(bench.app.catalogue.hotCell(0))
        #expect(cell.turn == hot.turn && cell.figure == .measured(effect))
        let sum = try #require(bench.screen.split(separator: "\n").first { $0.contains("│ all ") })
        #expect(sum.contains(Numeral.signedShare(effect.value)) == effect.isClear)
        try bench.press("q")
        let row = try #require(bench.screen.split(separator: "\n").first { $0.contains("run-000417") })
        #expect(row.contains("\(hot.turn) researcher") && row.contains(effect.figure) && !row.contains("~"))
        #expect(bench.screen.contains("measured in 1: researcher 1") == effect.isClear)
    }

    /// A job of another process is no job that was cut off: it goes on there, and its figures come as they grow.
    @Test func jobsOfOtherProcessesAreShownAsSuch() throws {
        var bench = TestBench()
        try bench.press("<Enter>")
        let (cell, holder) = (Cell(turn: 7, agent: 1), "process 4711 on here")
        func stored(_ pairs: Int, isFinished: Bool) -> StoredWork {
            StoredWork(jobs: [
                StoredJob(
                    name: "abc", task: .swap(cell, .resample, pairs: 20, after: 0),
                    findings: MadeUpReplays.swapped(pairs), isFinished: isFinished, calls: 3 * pairs, holder: holder)
            ])
        }
        bench.send(.remembered(stored(4, isFinished: false), file: "traces/runs.jsonl", id: "run-000417"))
        #expect(bench.app.jobs.all.map(\.state) == [.outside(holder)] && bench.app.jobs.open.isEmpty)
        #expect(bench.app.notice?.text.contains("cut off") != true)
        bench.send(.remembered(stored(9, isFinished: false), file: "traces/runs.jsonl", id: "run-000417"))
        #expect(bench.app.jobs.all.count == 1 && bench.app.jobs.all[0].done == 9)
        #expect(bench.app.run?.measurement?.swapped(cell, .resample)?.pairs.count == 9)
        try bench.press("J")
        #expect(bench.screen.contains("outside") && bench.screen.contains("9/20 pairs; process 4711 on here works"))
        bench.send(.remembered(stored(20, isFinished: true), file: "traces/runs.jsonl", id: "run-000417"))
        #expect(bench.app.jobs.all.map(\.state) == [.ended(.finished)])
        #expect(bench.app.run?.measurement?.swapped(cell, .resample)?.pairs.count == 20)
    }

    /// What earlier sessions kept is there before any run is opened.
    @Test func theStoreMarksRuns() throws {
        var bench = TestBench()
        bench.send(
            .marked(
                MarkedRuns(
                    marks: ["run-000511": [.criticised], "no such run": [.measured]],
                    noted: [
                        RunKey(file: "traces/runs.jsonl", id: "run-000023"), RunKey(file: "other", id: "run-000417"),
                    ])))
        #expect((0..<4).map(bench.app.catalogue.marks) == [[], [.criticised], [.noted], []])
        bench.send(
            .measured(
                run: 4, HotCell(turn: 3, agent: "coder", figure: .measured(.init(value: -0.3, interval: nil)))))
        #expect(bench.app.catalogue.marks(4) == [.measured])
        #expect(bench.screen.contains("3 coder       3 "), "no sign without an interval that excludes 0")
    }
}
