import Testing

@testable import CreditEngine
@testable import Inspector

/// The value curve says no more than was measured.
@Suite struct CurveTextTests {
    /// The lines of the curve pane for some measured points: prefix and outcomes.
    private static func words(_ points: [(prefix: (CellOrder) -> Int, value: Double)]) throws -> String {
        var bench = TestBench(columns: 200, rows: 50)
        let (trace, _) = MadeUpRuns.math()
        let order = CellOrder(trace)
        var curve = ValueCurve(order)
        for point in points {
            for sample in 0..<10 { curve.add(Double(sample) < point.value * 10 ? 1 : 0, prefix: point.prefix(order)) }
        }
        let shown = curve
        bench.working = { _ in
            [
                .progressed(
                    .measuring(
                        MeasureProgress(
                            phase: .search, counts: MadeUpReplays.counts(made: 31, spoken: 700), leading: [],
                            pairs: [:], curve: shown)))
            ]
        }
        try bench.press("<Enter>V<Enter>7z")
        return bench.screen
    }

    private static func start(of turn: Int) -> (CellOrder) -> Int {
        { order in order.turns.first { $0.turn == turn }?.positions.lowerBound ?? 0 }
    }

    @Test func noTurnIsNamedWhenTheNextWasNeverMeasured() throws {
        let words = try Self.words([(Self.start(of: 1), 0.8), (Self.start(of: 5), 0.8)])
        #expect(!words.contains("point of no return"))
    }

    @Test func theTurnIsNamedWhenTheValueFellBehindIt() throws {
        let words = try Self.words([(Self.start(of: 1), 0.8), (Self.start(of: 5), 0.8), (Self.start(of: 6), 0.1)])
        #expect(words.contains("point of no return: turn 5"))
    }

    /// A bar is full where the outcome is certain, not where it is best.
    @Test func barsAreSharesOfOne() throws {
        let words = try Self.words([(Self.start(of: 1), 0.5), (Self.start(of: 2), 0.2)])
        #expect(words.contains("V by turn  ▄▂"))
        #expect(Sparkline([0.5, 1, 0.25, nil], top: 1).text(columns: 4) == "▄█▂?")
    }
}
