import CreditEngine
import Testing

@Suite("Blame by agent and phase")
struct PhaseBlameTests {
    /// A run whose blame is set by hand.
    private func run(_ heats: [(String, Int, Double)], success: Bool? = false) -> (Trace, EstimatedCredit) {
        var trace = Trace(id: "r", outcome: success.map { Outcome(success: $0) })
        var cells: [EstimatedCredit.CellHeat] = []
        for (name, turn, heat) in heats {
            let agent = trace.agents.firstIndex { $0.name == name } ?? trace.agents.count
            if agent == trace.agents.count { trace.agents.append(Agent(name: name)) }
            cells.append(.init(cell: Cell(turn: turn, agent: agent), score: .value(heat)))
        }
        let suspects = cells.prefix(1).map {
            EstimatedCredit.Suspect(cell: $0.cell, message: 0, why: "x", path: [$0.cell])
        }
        return (
            trace,
            EstimatedCredit(
                metric: "stall", temporal: [], structural: [], cells: cells, suspects: suspects, states: [])
        )
    }

    private func blame(_ runs: [(Trace, EstimatedCredit)]) -> PhaseBlame {
        var blame = PhaseBlame()
        for (trace, credit) in runs { blame.add(trace, credit) }
        return blame
    }

    /// Two runs, 1 in all each.
    ///
    /// Run 1: a .375 in turn 1, b .125 in turn 9 → .75 / .25. Run 2: b .25 in turn 3 → 0 / 1.
    @Test("By hand")
    func byHand() throws {
        let rows = blame([run([("a", 1, 0.375), ("b", 9, 0.125)]), run([("b", 3, 0.25)])]).rows
        #expect(rows.map(\.agent) == ["b", "a"])
        #expect(rows.map(\.share) == [0.625, 0.375])
        #expect(rows[0].phases == [0, 0.5, 0, 0, 0.125])
        #expect(rows[1].phases == [0.375, 0, 0, 0, 0])
        #expect(rows.map(\.runs) == [1, 1])
        #expect(rows.allSatisfy { $0.interval == nil })
    }

    /// Ten runs, five each: mean ½, variance ¼·10/9, half-width t₉·√(.2778/10) = 2.2619·.16667 = .3770.
    @Test("The interval of ten runs")
    func interval() throws {
        let runs = (0..<10).map { run([($0 < 5 ? "a" : "b", 1, 0.4)]) }
        let interval = try #require(blame(runs).rows[0].interval)
        #expect(abs(interval.lowerBound - 0.12302) < 1e-4)
        #expect(abs(interval.upperBound - 0.87698) < 1e-4)
    }

    /// Five runs that all blame one agent: the variance counts as 1/5, half-width t₄·√(.2/5), about .54.
    @Test("Five runs have a wide interval, even where all agree; four have none")
    func fewRuns() throws {
        let one = run([("a", 1, 0.4)])
        let interval = try #require(blame([one, one, one, one, one]).rows[0].interval)
        #expect(interval.upperBound == 1 && interval.lowerBound > 0.4 && interval.lowerBound < 0.5)
        #expect(blame([one, one, one, one]).rows[0].interval == nil)
    }

    @Test("Runs that did not fail are left out; failed ones that nothing explains are counted apart")
    func leftOut() {
        let all = blame([
            run([("a", 1, 0.3)], success: true), run([("a", 1, 0.3)], success: nil), run([("a", 1, 0)]), run([]),
        ])
        #expect(all.runs == 0)
        #expect(all.unexplained == 2)
        #expect(all.rows.isEmpty)
    }

    @Test("Phases", arguments: [(1, "1–2"), (2, "1–2"), (3, "3–4"), (8, "7–8"), (9, "9+"), (100_000, "9+")])
    func phases(turn: Int, title: String) throws {
        let row = try #require(blame([run([("a", turn, 0.3)])]).rows.first)
        let place = try #require(row.phases.firstIndex(of: 1))
        #expect(PhaseBlame.phases[place].title == title)
    }

    @Test("Parts add up, and merging equals adding", arguments: 0..<20 as Range<UInt64>)
    func merging(seed: UInt64) {
        let runs = (0..<30).map { index in
            let trace = TraceSketch.random(seed: seed * 1000 + UInt64(index), messages: 25, agents: 4)
            return (trace, estimateCredit(of: trace))
        }
        let whole = blame(runs)
        var parts = blame(Array(runs.prefix(11)))
        parts.merge(blame(Array(runs.dropFirst(11))))
        #expect(parts.runs == whole.runs && parts.unexplained == whole.unexplained)
        #expect(abs(whole.rows.map(\.share).reduce(0, +) - 1) < 1e-9)
        #expect(whole.rows.map(\.runs).reduce(0, +) == whole.runs)
        for (a, b) in zip(whole.rows, parts.rows) {
            #expect(a.agent == b.agent && abs(a.share - b.share) < 1e-9)
            #expect(abs(a.phases.reduce(0, +) - a.share) < 1e-9)
        }
    }

    @Test("Memory does not grow with the names of a hostile file")
    func manyNames() {
        var blame = PhaseBlame()
        for index in 0..<3000 {
            let (trace, credit) = run([("agent \(index)", 1, 0.4)])
            blame.add(trace, credit)
        }
        #expect(blame.rows.count == PhaseBlame.agentLimit + 1)
        #expect(blame.rows.first?.agent == "others")
    }
}
