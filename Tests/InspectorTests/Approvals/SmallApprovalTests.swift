import Testing

@testable import CreditEngine
@testable import Inspector

/// Nothing is approved whose figures were not on the screen, however small it is.
@Suite struct SmallApprovalTests {
    private static func bench(_ columns: Int, _ rows: Int) throws -> TestBench {
        var bench = TestBench(columns: columns, rows: rows)
        var item = try MadeUpReviews.item("1123456789ab", validation: MadeUpReviews.report(hasBroken: false))
        item.validation?.report.checks.removeAll { $0.passes == nil }
        bench.queue = [item]
        try bench.press("A")
        return bench
    }

    @Test(arguments: [(40, 10), (60, 16), (80, 16), (80, 20), (80, 24), (130, 16), (100, 30)])
    func theFiguresAreReadBefore(_ size: (Int, Int)) throws {
        var bench = try Self.bench(size.0, size.1)
        var seen = bench.screen
        for _ in 0..<60 where bench.app.approvals?.isDiffSeen != true {
            try bench.press("a")
            #expect(bench.app.input == nil, "something is still to be read")
            try bench.press("<PgDn>")
            seen += bench.screen
        }
        try bench.press("a")
        #expect(bench.app.input != nil)
        // The difference with its interval, the pairs, the train gap, the caps and the looks.
        for words in ["+.", "60 pairs", "gap .07", "under .10", "length", "looks at this validation set: 2"] {
            let isThere = seen.contains(words) || words.split(separator: " ").allSatisfy { seen.contains($0) }
            #expect(isThere, "\(words) was never on \(size)")
        }
    }

    @Test func whatGoesOnBelowIsSaid() throws {
        var bench = try Self.bench(60, 16)
        #expect(bench.screen.contains("w word · line + figures"))
        try bench.press("a")
        #expect(bench.status.contains("diff and figures go on below: read to the end first (PgDn)"))
    }

    /// A window that becomes large enough shows the figures in their box; what was read stays read.
    @Test func aLargerWindowShowsThemBesideTheDiff() throws {
        var bench = try Self.bench(40, 10)
        bench.send(.resize(columns: 100, rows: 40))
        #expect((bench.app.approvals?.layout.table.rows ?? 0) > 0)
        #expect(bench.screen.contains("looks at this validation set: 2"))
        try bench.press("<PgDn>a")
        #expect(bench.app.input != nil)
    }
}
