import Testing

@testable import CreditEngine
@testable import Inspector

/// Swaps by words that a person writes first, and by another model.
@Suite struct EditedReplacementTests {
    /// The made-up run with a team that has prompts, and terms with another model.
    private static func bench() throws -> TestBench {
        var bench = TestBench(columns: 100, rows: 30)
        bench.opening = { _ in
            var (trace, credit) = MadeUpRuns.math()
            trace.team = Team(
                members: trace.agents.map { Team.Member(name: $0.name, prompt: "You are the \($0.name).") })
            var terms = MadeUpReplays.terms
            terms.others = ["simulated/healthy"]
            return .read(trace, credit, file: "traces/runs.jsonl", replay: .replayable(terms))
        }
        try bench.press("<Enter>s")
        return bench
    }

    @Test func theMenuOffersThemWithTheirPrice() throws {
        var bench = try Self.bench()
        for (name, price) in [
            ("reference", "your words first; then 40 replays, 880 calls"),
            ("prompt", "your words first; then 40 replays, 900 calls"), ("model", "40 replays, 900 calls"),
        ] {
            while bench.app.menu?.price.contains(price) != true, bench.app.menu?.selected != 4 { try bench.press("j") }
            #expect(bench.app.menu?.price.contains(price) ?? false, "\(name)")
            #expect(bench.screen.contains(name))
        }
    }

    @Test(arguments: [
        ("jj", "The total for step three", EditedReplacement.reference), ("jjj", "You are the researcher.", .prompt),
    ]) func theEditorStartsFromWhatIsThere(_ keys: String, _ start: String, _ wording: EditedReplacement) throws {
        var bench = try Self.bench()
        bench.editing = .changed("other words")
        try bench.press(keys + "<Enter>")
        let asked = bench.takeEffects().compactMap { effect -> String? in
            if case .edit(let words, _) = effect { words } else { nil }
        }
        #expect(asked.last?.hasPrefix(start) ?? false)
        #expect(bench.app.menu?.offers == [.swap(Cell(turn: 7, agent: 1), wording.choice("other words"))])
        try bench.press("<Enter>")
        let option = wording == .prompt ? "--prompt-file" : "--text-file"
        let command = try #require(bench.app.equivalent)
        // The line names a file that is written when it is shown.
        let file = WrittenWords.path("other words", in: "")
        #expect(command.hasSuffix("--with \(wording.rawValue) \(option) \(file) --samples 20"))
        _ = bench.takeEffects()
        try bench.press("=")
        #expect(bench.takeEffects() == [.keepWords("other words", path: file)])
        // What `e` writes is plain text again.
        try bench.press("e")
        #expect(bench.app.menu?.offers == [.swap(Cell(turn: 7, agent: 1), .known(.text("other words")))])
    }

    @Test func anotherModelSpeaksInItsPlace() throws {
        var bench = try Self.bench()
        try bench.press("jjjj<Enter>")
        let command = try #require(bench.app.equivalent)
        #expect(command.hasSuffix("--with model --with-model simulated/healthy --samples 20"))
        #expect(bench.screen.contains("model simul"))
    }

    @Test func severalTestedCellsAreJudgedTogether() throws {
        var bench = try Self.bench()
        try bench.press("<Enter>")
        #expect(!bench.screen.contains("e-BH"), "one cell is no family")
        try bench.press("js<Enter>6")
        #expect(
            bench.screen.contains(
                "2 of 48 cells tested by resample; over all cells of the run, which takes more (e-BH)"))
        let measurement = try #require(bench.app.run?.measurement)
        let evidence = Dictionary(
            uniqueKeysWithValues: measurement.swaps.compactMap { swap in
                measurement.order.position(of: swap.cell).map { ($0, swap.pairs.hurting) }
            })
        let found = VerdictRule.discoveries(evidence, of: measurement.order.count)
        #expect(measurement.measured.tested == 2 && measurement.measured.hurting.count == found.count)
    }
}
