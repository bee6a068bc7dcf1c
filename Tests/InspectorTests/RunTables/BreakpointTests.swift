import CreditEngine
import Testing

@testable import Inspector

/// Where the person wants to stop while walking through messages.
@Suite struct BreakpointTests {
    private static let book = { () -> RunTables in
        let made = MadeUpRuns.math()
        return RunTables(trace: made.0, credit: made.1, file: "runs.jsonl")
    }()

    @Test(arguments: [
        ("agent:critic", 10), ("agent:CRIT text~\"no error\"", 10), ("text~modulo", 9), ("hot>.6", 2), ("hot<=1", 48),
        ("agent:planner hot>.35", 4), ("text~nowhere", 0),
    ]) func holds(_ condition: String, _ count: Int) throws {
        let stops = BreakpointHits(try Breakpoint.parse(condition), in: Self.book)
        #expect(stops.messages.count == count)
        #expect(stops.messages == stops.messages.sorted())
        for message in stops.messages {
            #expect(stops.contains(message) && stops.cells.contains(Self.book.trace.messages[message].cell))
        }
    }

    @Test func anUnknownFigureNeverHolds() throws {
        // The critic's message in turn 4 is unscored.
        let cell = Cell(turn: 4, agent: 3)
        let stops = [try Breakpoint.parse("hot<=1"), try Breakpoint.parse("hot>=0")].map {
            BreakpointHits($0, in: Self.book)
        }
        #expect(stops.allSatisfy { !$0.cells.contains(cell) })
    }

    @Test(arguments: ["status:fail", "turns>3", "problem:p", "score>.5", "word", "hot", "text:x", "agent:"])
    func mistakesSayTheWayOut(_ text: String) throws {
        let error = #expect(throws: Filter.Mistake.self) { try Breakpoint.parse(text) }
        #expect(error?.sentence.contains("as in") == true || error?.sentence.contains("write") == true)
    }

    @Test func theLineSaysHowManyAndTheKeyGoesThroughThemInTimeOrder() throws {
        var bench = TestBench()
        try bench.press("<Enter>bagent:critic<Enter>")
        #expect(bench.status == "breakpoint: agent:critic · 10 of 49 messages · B goes to the next")
        var visited: [Int] = []
        try bench.press("gB")
        for _ in 0..<10 {
            visited.append(bench.app.run?.message ?? -1)
            try bench.press("B")
        }
        #expect(visited == bench.app.run?.stops?.messages)
        #expect(bench.status == "stop 1 of 10, around the end")
    }

    @Test func cellsAreMarkedWithASign() throws {
        var bench = TestBench()
        try bench.press("<Enter>bhot>.35<Enter>")
        try GoldenScreenTests.compare(bench.screen, "breakpoint-80x24")
        #expect(bench.screen.contains("●[6~█]") && bench.screen.contains("7 researcher  1 of 2  ●"))
        try bench.press("t")
        try GoldenScreenTests.compare(bench.screen, "breakpoint-transposed")
        var ascii = TestBench(columns: 100, rows: 30, isAscii: true)
        try ascii.press("<Enter>btext~\"no error\"<Enter>B")
        try GoldenScreenTests.compare(ascii.screen, "breakpoint-ascii")
    }

    @Test func chineseNamesAndWordsAreFound() throws {
        var bench = TestBench(columns: 100, rows: 30)
        try bench.press("Gk<Enter>bagent:研究 text~余数<Enter>B")
        try GoldenScreenTests.compare(bench.screen, "breakpoint-cjk")
    }

    @Test func aMistakeStaysInSightWhileItIsCorrected() throws {
        var bench = TestBench()
        try bench.press("<Enter>bstatus:fail<Enter>")
        #expect(bench.app.input?.text == "status:fail")
        #expect(bench.screen.contains("a breakpoint looks at one message"))
        #expect(bench.app.breakpoint == nil)
    }

    @Test func itGoesFromRunToRunAndAwayWhenNothingIsTyped() throws {
        var bench = TestBench()
        try bench.press("btext~modulo<Enter>")
        #expect(bench.status == "breakpoint: text~modulo · it holds in the runs that you open")
        try bench.press("<Enter>}")
        #expect(bench.app.run?.stops?.messages.isEmpty == false)
        try bench.press("b<C-u><Enter>")
        #expect(bench.status == "no breakpoint any more")
        #expect(bench.app.run?.stops == nil && !bench.screen.contains("●"))
        try bench.press("B")
        #expect(bench.status == "no breakpoint is set; b sets one, as in agent:critic")
    }
}
