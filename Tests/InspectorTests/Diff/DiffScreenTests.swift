import CreditEngine
import Testing

@testable import Inspector

/// Two runs side by side: which runs, what is shown, where keys lead.
@Suite struct DiffScreenTests {
    struct Screen: Sendable, CustomTestStringConvertible {
        var name: String
        var size: (columns: Int, rows: Int) = (80, 24)
        var keys = ""
        var isAscii = false
        var pair: @Sendable () -> RunComparison = { MadeUpPairs.math() }
        var testDescription: String { name }
    }

    static let screens: [Screen] = [
        Screen(name: "diff-80x24"), Screen(name: "diff-100x30", size: (100, 30)),
        Screen(name: "diff-200x50", size: (200, 50)), Screen(name: "diff-40x10", size: (40, 10)),
        Screen(name: "diff-40x10-text", size: (40, 10), keys: "<Tab>"),
        Screen(name: "diff-words", keys: "w"), Screen(name: "diff-next", keys: "n"),
        Screen(name: "diff-only-right", size: (100, 30), keys: "NNNNN<Tab><Right>"),
        Screen(name: "diff-silent", keys: "gg"), Screen(name: "diff-same", keys: "g0j"),
        Screen(name: "diff-zoomed", size: (100, 30), keys: "z"), Screen(name: "diff-ascii", isAscii: true),
        Screen(name: "diff-cjk-80x24", pair: { MadeUpPairs.chinese() }),
        Screen(name: "diff-cjk-100x30", size: (100, 30), pair: { MadeUpPairs.chinese() }),
        Screen(name: "diff-hostile-100x30", size: (100, 30), pair: { MadeUpPairs.hostile() }),
    ]

    private static func bench(
        _ pair: @escaping @Sendable () -> RunComparison = { MadeUpPairs.math() }, columns: Int = 80, rows: Int = 24,
        isAscii: Bool = false
    ) -> TestBench {
        var bench = TestBench(columns: columns, rows: rows, isAscii: isAscii)
        bench.comparing = { _, _ in .read(pair()) }
        return bench
    }

    @Test(arguments: screens) func screen(_ screen: Screen) throws {
        var bench = Self.bench(
            screen.pair, columns: screen.size.columns, rows: screen.size.rows, isAscii: screen.isAscii)
        try bench.press("  d" + screen.keys)
        try GoldenScreenTests.compare(bench.screen, screen.name)
        #expect(
            !bench.screen.unicodeScalars.contains {
                $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" || $0 == "\u{200B}"
            })
    }

    @Test func theFirstDivergenceIsSelectedAndMarkedWithoutColour() throws {
        var bench = Self.bench()
        try bench.press("  d")
        #expect(bench.app.diff?.cell == Cell(turn: 7, agent: 1))
        #expect(bench.screen.contains("▸≠"))
        #expect(bench.screen.contains("▸ first divergence"))
        #expect(bench.screen.contains("7   ▸ first"))
    }

    @Test(arguments: [
        ("", "says no run is marked: Space marks one, then d compares it with the selected one"),
        (" k", "says this is the marked run; select another one, or mark a second"),
        (" G", "says this row is no run; select the run to compare with"),
        ("   ", "says 3 runs are marked, and d compares two; Space takes a mark off"),
    ]) func theRunsListSaysWhyNot(_ before: String, _ after: String) throws {
        var bench = Self.bench()
        try bench.press(before)
        _ = bench.takeEffects()
        try bench.press("d")
        #expect(KeyTests.state(bench.app).hasSuffix(after))
        #expect(bench.takeEffects().isEmpty)
    }

    @Test(arguments: [
        ("  ", 0, 1), (" jj", 0, 3), ("j jjj ", 1, 5), ("j k", 1, 2),
    ]) func theRunsListComparesWhatIsMarked(_ keys: String, _ left: Int, _ right: Int) throws {
        var bench = Self.bench()
        try bench.press(keys)
        if keys == "j k" { try bench.press("j") }
        try bench.press("d")
        #expect(bench.takeEffects().contains(.compare(left: left, right: right, generation: 1)))
        #expect(bench.app.overlays == [.diff])
    }

    /// Runs of one problem around a failed one; the partner is the nearest that succeeded.
    @Test func anOpenedRunIsComparedWithTheNearestThatEndedDifferently() throws {
        var bench = TestBench(isFilled: false)
        bench.comparing = { _, _ in .read(MadeUpPairs.math()) }
        var progress = MadeUpRuns.index()
        progress.runs = [
            RunEntry(id: "a", problem: "p", success: true), RunEntry(id: "b", problem: "p", success: nil),
            RunEntry(id: "c", problem: "q", success: true), RunEntry(id: "d", problem: "p", success: false),
            RunEntry(id: "e", problem: "p", success: false), RunEntry(id: "f", problem: "p", success: true),
            RunEntry(id: "g", success: false), RunEntry(id: "h", problem: "q", success: true),
        ]
        bench.send(.indexed(progress))
        func partner(of row: Int) throws -> String {
            try bench.press("g" + String(repeating: "j", count: row) + "<Enter>")
            _ = bench.takeEffects()
            try bench.press("d")
            defer { while bench.app.isRunShown || !bench.app.overlays.isEmpty { try? bench.press("q") } }
            for case .compare(let left, let right, _) in bench.takeEffects() { return "\(left) with \(right)" }
            return KeyTests.state(bench.app)
        }
        #expect(try partner(of: 3) == "3 with 5")
        #expect(try partner(of: 0) == "0 with 3")
        #expect(try partner(of: 1) == "1 with 0")
        #expect(
            try partner(of: 2).hasSuffix(
                "no run of this problem ended differently; Space in the runs list marks another"
            ))
        #expect(
            try partner(of: 6).hasSuffix(
                "no problem is recorded for this run; Space in the runs list marks another"))
        // One other marked run goes before the nearest; a mark on the opened run itself is none.
        try bench.press("gjj gjjj ")
        #expect(try partner(of: 3) == "3 with 2")
    }

    @Test func enterOpensTheCellInTheChosenRunAndEscapeLeadsBack() throws {
        var bench = Self.bench()
        try bench.press("  dn")
        let cell = bench.app.diff?.cell
        _ = bench.takeEffects()
        try bench.press("<Enter>")
        #expect(bench.takeEffects() == [.open(run: 0, generation: 2)])
        #expect(bench.app.isRunShown && bench.app.overlays.isEmpty && bench.app.run?.cell == cell)
        try bench.press("<Esc>")
        #expect(bench.app.overlays == [.diff] && !bench.app.isRunShown && bench.app.diff?.cell == cell)
        try bench.press("<Tab><Right><Enter>")
        #expect(bench.takeEffects() == [.open(run: 1, generation: 3)])
        // Only the right run has the last difference, whichever side is chosen.
        try bench.press("<Esc><Left><Esc>")
        for _ in 0..<40 where bench.app.diff?.entry?.match != .onlyRight { try bench.press("n") }
        _ = bench.takeEffects()
        #expect(bench.app.diff?.side == .left)
        try bench.press("<Enter>")
        #expect(bench.takeEffects() == [.open(run: 1, generation: 4)])
    }

    @Test func aSecondDiffFromAVisitedRunLeadsBackToo() throws {
        var bench = Self.bench()
        try bench.press("  d<Enter>d")
        #expect(bench.app.overlays == [.diff])
        try bench.press("<Esc>")
        #expect(bench.app.overlays.isEmpty && bench.app.isRunShown)
        try bench.press("<Esc>")
        #expect(bench.app.overlays == [.diff] && bench.screen.contains("turn × agent"))
        try bench.press("<Esc>")
        #expect(bench.app.overlays.isEmpty && bench.app.diff == nil && !bench.app.isRunShown)
    }

    @Test func differencesComeInTimeOrderAndAroundTheEnd() throws {
        var bench = Self.bench()
        try bench.press("  dN")
        #expect(bench.app.notice?.text.hasSuffix("around the end") == true)
        let comparison = MadeUpPairs.math()
        var visited = 0
        repeat {
            try bench.press("n")
            visited += 1
        } while bench.app.diff?.cell != comparison.entries[comparison.differences.last ?? 0].cell && visited < 99
        #expect(visited == comparison.differences.count)
        try bench.press("g0n")
        #expect(bench.app.diff?.cell == comparison.firstDivergence?.cell)
        try bench.press("GN")
        #expect((bench.app.diff?.cell.turn ?? 0) <= 12)
    }

    @Test func copyingGivesTheLinesWithTheirSigns() throws {
        var bench = Self.bench()
        try bench.press("  d")
        _ = bench.takeEffects()
        try bench.press("y")
        guard case .copy(let text)? = bench.takeEffects().first else {
            Issue.record("nothing was copied")
            return
        }
        #expect(text.hasPrefix("--- run-000417 turn 7 researcher\n+++ run-000025 turn 7 researcher\n"))
        #expect(text.contains("\n-The total for step three is 17 modulo 5, so the value is 3, passed on"))
        #expect(text.contains("\n+The total for step three is 17 modulo 5, so the value is 2, as python says.\n"))
    }

    @Test func equalRunsSayNothingDiffers() throws {
        let trace = MadeUpRuns.math().0
        var bench = Self.bench { RunComparison(left: trace, right: trace) }
        try bench.press("  d")
        #expect(bench.screen.contains("the same in all"))
        try bench.press("n")
        #expect(bench.status == "the runs say the same in every cell")
    }

    @Test func aRunThatCannotBeReadIsSaid() throws {
        var bench = Self.bench()
        bench.comparing = { _, _ in .failed("runs.jsonl: the file is gone; R reads it again") }
        try bench.press("  d")
        #expect(bench.app.overlays.isEmpty && bench.status == "✗ runs.jsonl: the file is gone; R reads it again")
    }

    @Test func lateAnswersAndReadingAnewDoNoHarm() throws {
        var app = App(configuration: .init(columns: 80, rows: 24))
        _ = app.update(.indexed(MadeUpRuns.index()))
        for key in try App.keys("  d") { _ = app.update(.key(key)) }
        _ = app.update(.key(.escape))
        #expect(app.notice?.text == "not opened")
        _ = app.update(.compared(generation: 1, result: .read(MadeUpPairs.math())))
        #expect(app.overlays.isEmpty && app.diff == nil)
        for key in try App.keys("d") { _ = app.update(.key(key)) }
        _ = app.update(.compared(generation: app.generation, result: .read(MadeUpPairs.math())))
        #expect(app.overlays == [.diff])
        _ = app.update(.restarted(reason: "runs.jsonl was replaced"))
        _ = app.update(.key(.enter))
        #expect(app.notice?.text.hasPrefix("the files were read again") == true)
    }

    @Test func hugeTextsAreBoundedAndSaySo() throws {
        var left = MadeUpRuns.math().0
        let many = String(repeating: "word ", count: 400_000)
        left.messages[0].output = many + "three\n" + many
        var right = left
        right.messages[0].output = many + "two\n" + many
        let (one, other) = (left, right)
        var bench = Self.bench { RunComparison(left: one, right: other) }
        try bench.press("  d<Tab>")
        #expect(bench.screen.contains("bytes are the same in both"))
        try bench.press("G")
        #expect(bench.screen.contains("not compared beyond"))
        #expect((bench.app.diff?.pane.lines.count ?? 0) < 2_000)
    }

    @Test func resizingToOneCellAndBackChangesNothing() throws {
        for keys in ["", "Gl", "<Tab>j", "z"] {
            var bench = Self.bench()
            try bench.press("  d" + keys)
            let before = bench.screen
            for size in [(1, 1), (200, 1), (1, 50), (40, 10), (100, 30), (80, 24)] {
                bench.send(.resize(columns: size.0, rows: size.1))
            }
            #expect(bench.screen == before, "after \(keys)")
        }
    }

    @Test func aClickSelectsACell() throws {
        var bench = Self.bench()
        try bench.press("  d")
        let lines = bench.screen.split(separator: "\n", omittingEmptySubsequences: false)
        let row = lines.firstIndex { $0.contains("▸ first ") && !$0.contains("diff") } ?? 0
        let column = bench.app.diff?.grid?.column(0) ?? 0
        bench.send(.click(column: column + 2, row: row))
        #expect(bench.app.diff?.cell == Cell(turn: 7, agent: 0))
    }
}
