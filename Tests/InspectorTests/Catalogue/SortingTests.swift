import CreditEngine
import Testing

@testable import Inspector

@Suite struct SortingTests {
    /// The runs of MadeUpRuns in an order; those without a figure stand at the end either way.
    @Test(
        arguments: [
            ("cost", false, [5, 1, 0, 2, 3, 4]), ("cost", true, [3, 2, 0, 1, 5, 4]),
            ("score", false, [0, 2, 1, 5, 4, 3]),
            ("turns", false, [1, 0, 4, 2, 5, 3]), ("hot", false, [0, 1, 2, 3, 4, 5]),
            ("hot", true, [2, 1, 0, 3, 4, 5]),
            ("outcome", false, [0, 1, 2, 5, 4, 3]), ("problem", false, [2, 3, 4, 0, 1, 5]),
            ("run", true, [5, 1, 0, 4, 3, 2]), ("task", false, [0, 1, 2, 3, 4, 5]),
            ("file", false, [0, 1, 2, 3, 4, 5]),
        ] as [(String, Bool, [Int])])
    func sorts(_ column: String, _ isReversed: Bool, _ runs: [Int]) throws {
        var bench = TestBench()
        try bench.press("o\(column)<Enter>" + (isReversed ? "O" : ""))
        #expect(Self.shown(bench.app) == runs)
    }

    /// What comes later is sorted in; the selection stays on its run, and a filter keeps the order.
    @Test func staysSorted() throws {
        var bench = TestBench()
        try bench.press("ocost<Enter>g")
        bench.send(.scored([(0, RunScore(turns: 12, hot: nil, temporal: [], cost: 99))]))
        #expect(Self.shown(bench.app) == [0, 5, 1, 2, 3, 4])
        #expect(bench.app.runs.selectedRun == 5)
        bench.send(.indexed(IndexProgress(title: "t", runs: [RunEntry(id: "run-new", success: false)])))
        bench.send(.scored([(6, RunScore(turns: 1, hot: nil, temporal: [], cost: 50))]))
        #expect(Self.shown(bench.app) == [0, 6, 5, 1, 2, 3, 4])
        try bench.press("/status:fail<Enter>")
        #expect(Self.shown(bench.app) == [0, 6, 5, 1, 2])
        try bench.press("ofile<Enter>")
        #expect(Self.shown(bench.app) == [0, 1, 2, 5, 6])
    }

    /// Whatever the order of events, the list is what sorting all of it at once gives.
    @Test(arguments: 0..<8 as Range<UInt64>) func isTheSameInAnyOrder(_ seed: UInt64) throws {
        var dice = RandomSessionTests.Dice(state: seed)
        var bench = TestBench(isFilled: false)
        let column = Sorting.Column.allCases[Int(seed) % Sorting.Column.allCases.count]
        try bench.press("o\(column.rawValue)<Enter>" + (seed % 2 == 0 ? "/status:fail<Enter>" : ""))
        for start in stride(from: 0, to: 300, by: 50) {
            bench.send(
                .indexed(
                    IndexProgress(
                        title: "t",
                        runs: (start..<start + 50).map {
                            RunEntry(id: "run-\($0)", success: $0 % 3 == 0, score: Double($0 % 7))
                        })))
            for _ in 0..<20 {
                let run = Int.random(in: 0..<start + 50, using: &dice)
                let cost = Bool.random(using: &dice) ? Double.random(in: 0...1, using: &dice) : nil
                bench.send(.scored([(run, RunScore(turns: run % 9, hot: nil, temporal: [], cost: cost))]))
            }
        }
        let list = bench.app.runs.rows
        let all =
            list.filter == nil ? Array(0..<300) : (0..<300).filter { bench.app.catalogue.entries[$0].success == true }
        #expect(
            list.filter == nil || list.matches == (0..<300).filter { bench.app.catalogue.entries[$0].success == false })
        let expected = Sorting(column).sorted(list.filter == nil ? all : list.matches, bench.app.catalogue)
        #expect(Self.shown(bench.app) == expected)
    }

    @Test(arguments: [
        ("run-9", "run-10", true), ("run-10", "run-9", false), ("a", "b", true), ("run", "run-1", true),
        ("run-007", "run-7b", true), ("run-2/x10", "run-2/x9", false), ("", "a", true), ("a", "a", false),
    ])
    func peopleCountInNames(_ a: String, _ b: String, _ isLess: Bool) { #expect(NaturalOrder.isLess(a, b) == isLess) }

    /// A click on a head sorts by it, and the next one turns it round.
    @Test func headsAreClicked() throws {
        var bench = TestBench()
        bench.send(.click(column: 24, row: 1))
        #expect(bench.app.runs.rows.sorting == Sorting(.score))
        bench.send(.click(column: 24, row: 1))
        #expect(bench.app.runs.rows.sorting == Sorting(.score).reversed)
        bench.send(.click(column: 30, row: 1))
        #expect(bench.app.runs.rows.sorting == Sorting(.turns))
        #expect(bench.screen.contains("turns▼"))
    }

    /// How the list is sorted is kept, and is there the next time.
    @Test func theOrderIsKept() throws {
        var bench = TestBench()
        func kept(_ keys: String) throws -> [String] {
            try bench.press(keys)
            return bench.takeEffects().compactMap { if case .keep("sort", let value) = $0 { value } else { nil } }
        }
        #expect(try kept(":sort turns<Enter>") == ["turns"])
        #expect(try kept("O") == ["turns reversed"])
        #expect(try kept(":sort file<Enter>") == ["file"])
        for words in ["turns", "turns reversed", "score", "score reversed"] {
            let sorting = try #require(Sorting(words: words))
            #expect(sorting.words == words)
            let app = App(configuration: App.Configuration(sorting: sorting))
            #expect(app.runs.rows.sorting == sorting)
        }
        #expect(
            ["", "file", "colour", "turns backwards", "turns reversed twice"].allSatisfy { Sorting(words: $0) == nil })
    }

    /// Every command of the footer runs where it is clicked.
    @Test func theFooterIsClicked() throws {
        var bench = TestBench()
        let footer = bench.app.footer(Size(columns: 80, rows: 24))
        let filter = try #require(footer.first { $0.word == "filter" })
        bench.send(.click(column: filter.columns.lowerBound, row: 23))
        #expect(bench.app.input != nil)
        try bench.press("<Esc>")
        let help = try #require(footer.last)
        bench.send(.click(column: help.columns.lowerBound, row: 23))
        #expect(bench.app.overlays == [.help])
    }

    private static func shown(_ app: App) -> [RunIndex] {
        let rows = app.runs.rows
        return (0..<rows.runCount(app.catalogue)).compactMap {
            if case .run(let run)? = rows.row($0, app.catalogue) { run } else { nil }
        }
    }
}
