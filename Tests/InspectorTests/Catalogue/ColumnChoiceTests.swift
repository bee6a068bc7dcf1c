import CreditEngine
import Testing

@testable import Inspector

/// Columns of the runs list that a person widens or hides.
@Suite struct ColumnChoiceTests {
    private static let long = "run-of-the-whole-night"

    private func bench(columns: Int = 80) -> TestBench {
        var bench = TestBench()
        bench.send(.resize(columns: columns, rows: 24))
        bench.send(.indexed(IndexProgress(title: "t", runs: [RunEntry(id: Self.long, success: false)])))
        return bench
    }

    @Test func aWideColumnShowsAllOfItAndTheSameAgainTakesThatBack() throws {
        var bench = bench()
        #expect(!bench.screen.contains(Self.long))
        try bench.press(":widen run<Enter>")
        #expect(bench.screen.contains(Self.long) && bench.screen.contains("hot cell"))
        try bench.press(":widen run<Enter>")
        #expect(!bench.screen.contains(Self.long))
    }

    /// A figure stands at the end of the hottest cell, further right when that is wide, and in sight at every width.
    @Test func aWideHotCellHasItsFigureFurtherRight() throws {
        for columns in [66, 71, 72, 80, 100, 130, 200] {
            for hidden in ["", ":hide cost<Enter>", ":hide problem<Enter>:hide turns<Enter>:hide score<Enter>"] {
                var bench = bench(columns: columns)
                try bench.press(hidden)
                func place() -> Int? {
                    let line = bench.screen.split(separator: "\n").first { $0.contains("6~") }
                    return line.flatMap { line in line.firstRange(of: "6~").map { line[..<$0.lowerBound].count } }
                }
                let before = try #require(place())
                try bench.press(":widen hot<Enter>")
                let after = try #require(place(), "\(columns) columns, \(hidden)")
                #expect(after >= before && (after > before || columns < 80))
            }
        }
    }

    @Test(arguments: [("problem", "problem"), ("score", "score"), ("turns", "turns"), ("cost", "cost")])
    func aHiddenColumnIsGoneAndTheSameAgainShowsIt(column: String, head: String) throws {
        var bench = bench()
        #expect(bench.screen.contains(" \(head)"))
        try bench.press(":hide \(column)<Enter>")
        #expect(!bench.screen.split(separator: "\n")[1].contains(" \(head)"))
        try bench.press(":hide \(column)<Enter>")
        #expect(bench.screen.contains(" \(head)"))
    }

    /// Whatever is chosen, heads stand in order and inside, at every width.
    @Test func everyChoiceFits() throws {
        var choices = [ColumnChoice.usual]
        for wide in [nil] + ColumnChoice.widened.map(Optional.some) {
            for mask in 0..<(1 << ColumnChoice.hidden.count) {
                var choice = ColumnChoice.usual
                for (place, column) in ColumnChoice.hidden.enumerated() where mask >> place & 1 == 1 {
                    choice.hide(column)
                }
                if let wide { choice.widen(wide) }
                choices.append(choice)
                #expect(ColumnChoice(words: choice.words) == choice)
            }
        }
        let catalogue = bench().app.session.catalogue
        for width in 40...220 {
            for choice in choices {
                let places = RunColumns(width: width, catalogue, choice).headPlaces
                #expect(
                    places == places.sorted() && Set(places).count == places.count && places.allSatisfy { $0 < width })
            }
        }
    }

    @Test func theChoiceIsKept() throws {
        var bench = bench()
        try bench.press(":widen run<Enter>:hide cost<Enter>:hide cost<Enter>:widen run<Enter>")
        let kept = bench.takeEffects().compactMap { if case .keep("columns", let value) = $0 { value } else { nil } }
        #expect(kept == ["run+", "run+ cost-", "run+", "usual"])
        #expect(["cost+", "run-", "run+ hot+", "colour-", "run"].allSatisfy { ColumnChoice(words: $0) == nil })
    }
}
