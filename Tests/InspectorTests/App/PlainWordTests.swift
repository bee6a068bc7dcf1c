import Testing

@testable import CreditEngine
@testable import Inspector

/// What is said fits, and means what it says.
@Suite struct PlainWordTests {
    @Test func aLongSentenceKeepsItsWayOut() throws {
        var bench = TestBench()
        let why =
            "process 4711 on a-host-with-a-name has been running jobs and decisions on this store since 12:00 "
            + "(measure run-1); wait for it, or stop it there"
        bench.send(.noticed(Notice(.error, why)))
        let lines = bench.screen.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[21].hasPrefix(" ✗ process 4711 on"))
        #expect(lines[22].hasPrefix("   ") && lines[22].hasSuffix("wait for it, or stop it there"))
        #expect(!bench.screen.contains("L: all"))
    }

    @Test func theHelpFitsEightyColumns() {
        let rows = HelpScreen(all: Screens.commands.all).rows.map { $0.columns(isAscii: false) }
        #expect(rows.count > 90)
        for row in rows {
            #expect(Glyph.columns(of: row.help) <= 80 - 33, "\(row.name): \(row.help)")
            #expect(Glyph.columns(of: row.name) <= 16, "\(row.name)")
        }
    }

    @Test func aSmallScreenShowsTheRunAndTheKeyOfItsTask() throws {
        var bench = TestBench(columns: 40, rows: 12)
        try bench.press("<Enter>")
        let title = bench.screen.prefix { $0 != "\n" }
        #expect(title.contains("000417") && title.contains("9 task"), "\(title)")
    }

    @Test func theLegendLiesOverTheFirstRunUntilAKey() throws {
        var bench = TestBench(showsLegend: true)
        #expect(!bench.screen.contains("what the grid shows"))
        try bench.press("<Enter>")
        #expect(bench.screen.contains("what the grid shows") && bench.screen.contains("any key goes on"))
        _ = bench.takeEffects()
        try bench.press("s")
        #expect(bench.takeEffects() == [.keep(key: "legend", value: "false")])
        #expect(!bench.screen.contains("what the grid shows") && bench.screen.contains("swap 7 researcher"))
        try bench.press("<Esc>q<Enter>")
        #expect(!bench.screen.contains("what the grid shows"))

        bench = TestBench(showsLegend: true)
        try bench.press("<Enter><Esc>")
        #expect(bench.screen.contains("turn rule") && !bench.screen.contains("what the grid shows"))
    }

    @Test func unreadableFilesAreCounted() throws {
        var bench = TestBench(isFilled: false)
        var progress = MadeUpRuns.index()
        progress.unreadable = 17
        bench.send(.indexed(progress))
        #expect(bench.screen.contains("1 bad line · 17 files not read: press L"))
        #expect(!bench.screen.contains("nothing dropped"))
    }

    @Test func escTakesTheFilterAwayFirst() throws {
        var bench = TestBench()
        try bench.press("/status:ok<Enter>")
        let count = bench.app.runs.rows.count(bench.app.catalogue)
        try bench.press("<Esc>")
        #expect(bench.app.runs.rows.filter == nil)
        #expect(bench.app.runs.rows.count(bench.app.catalogue) > count)
        #expect(bench.status == "all runs again; / filters")
        try bench.press("<Esc>")
        #expect(bench.status == "this is the top; Q quits")
    }

    @Test func nothingFoundOffersNoNextHit() throws {
        var bench = TestBench()
        try bench.press("<Enter>/zzz<Enter>")
        #expect(!bench.screen.contains("next hit"))
        try bench.press("/<C-u>value<Enter>")
        #expect(bench.screen.contains("next hit"))
    }

    @Test func zoomingGoesBackToWhereItBegan() throws {
        var bench = TestBench(columns: 100, rows: 30)
        try bench.press("<Enter>zz")
        #expect(bench.app.run?.focus == .grid)
        try bench.press("z<Esc>")
        #expect(bench.app.run?.focus == .grid)
        try bench.press("6zz")
        #expect(bench.app.run?.focus == .evidence)
        try bench.press("1z6z")
        #expect(bench.app.run?.focus == .evidence, "what was chosen meanwhile keeps the keyboard")
    }

    @Test func aCutNameSaysSo() {
        let names = ["planner", "researcher", "qa", "coordinator", "规划者甲乙"]
        #expect(ColumnNames.labels(names, width: 4) == ["pla…", "res…", "qa", "coo…", "规…"])
        #expect(ColumnNames.labels(names, width: 11) == names)
    }

    @Test func lateTurnsKeepOffTheHead() throws {
        var bench = TestBench(columns: 100, rows: 30)
        bench.opening = { _ in
            let messages = (1...1200).map { Message(ordinal: $0 - 1, turn: $0, agent: 0, output: "x") }
            let (trace, credit) = MadeUpRuns.scored("run-long", ["planner"], messages)
            return .read(trace, credit, file: "f")
        }
        try bench.press("<Enter>t0$")
        let head = bench.screen.split(separator: "\n")[4]
        #expect(head.contains(" share ‹") && head.contains(" 1200"))
        #expect(head.split(separator: " ").compactMap { Int($0) }.allSatisfy { $0 > 1000 })
    }

    @Test func aMenuThatGoesOnSaysSo() throws {
        var bench = TestBench(columns: 40, rows: 10)
        try bench.press("<Enter>s")
        #expect(bench.screen.contains("1 of 4"))
        try bench.press("jj")
        #expect(bench.screen.contains("3 of 4"))
        var large = TestBench()
        try large.press("<Enter>s")
        #expect(!large.screen.contains("1 of 4"))
    }

    @Test func aVerdictKeepsItsUnitAndOffTheBorder() throws {
        var bench = TestBench()
        bench.working = { _ in
            let pairs = PairedOutcomes((0..<20).map { .init(kept: $0 % 2 == 0 ? 1 : 0, replaced: $0 % 3 == 0 ? 1 : 0) })
            return [.progressed(.swapped(pairs, undefined: 0, counts: MadeUpReplays.counts(made: 40, spoken: 900)))]
        }
        try bench.press("<Enter>s<Enter>")
        let lines = bench.screen.split(separator: "\n")
        let words = bench.app.evidence
        #expect(
            words.contains("can't tell yet, about") && words.contains("more pairs: solved 10 of 20 with this message"))
        #expect(lines.allSatisfy { !$0.contains("pairs│") && !$0.contains("pai│") })
    }

    @Test func aRunThatGrowsIsReadAgain() throws {
        var bench = TestBench()
        try bench.press("<Enter>j")
        let cell = bench.app.run?.cell
        _ = bench.takeEffects()
        bench.opening = { _ in
            let names = MadeUpRuns.team
            let messages = (1...13).map { Message(ordinal: $0 - 1, turn: $0, agent: 1, output: "x") }
            let (trace, credit) = MadeUpRuns.scored("run-000417", names, messages)
            return .read(trace, credit, file: "traces/runs.jsonl")
        }
        var progress = MadeUpRuns.index()
        progress.runs = []
        progress.badLines = []
        progress.changed = [
            (0, RunEntry(id: "run-000417", problem: "p-42", success: false, score: 0, messages: 13))
        ]
        bench.send(.indexed(progress))
        #expect(bench.screen.contains("13 turns × 5 agents"))
        #expect(bench.app.run?.cell == cell)
    }

    /// Where only ASCII can be shown, nothing of the program's own is anything else.
    @Test(arguments: GoldenScreenTests.screens.map(\.keys) + ReviewScreenTests.screens.map(\.keys))
    func asciiIsAscii(_ keys: String) throws {
        var bench = TestBench(columns: 100, rows: 30, isAscii: true)
        try bench.press(keys)
        let own = bench.screen.unicodeScalars.filter {
            !$0.isASCII && !(0x2E80...0xFFFF).contains($0.value)
        }
        #expect(own.isEmpty, "\(String(String.UnicodeScalarView(own)))")
    }
}
