import CreditEngine
import Testing

@testable import PlantedFaults

/// Measured credit on planted faults; the full figures are those of the Guide, these are few runs of each suite.
@Suite struct MeasuredSuiteTests {
    private func failures(_ suite: Suite, _ shape: TeamShape, _ count: Int, coupling: Double = 1) async throws
        -> [PlantedRun]
    {
        var runs: [PlantedRun] = []
        var number: UInt64 = 0
        while runs.count < count {
            let run = try await suite.run(number, shape: shape, coupling: coupling)
            if run.trace.outcome?.success == false { runs.append(run) }
            number += 1
        }
        return runs
    }

    private func measure(_ run: PlantedRun, _ suite: Suite, coupling: Double = 1, budget: Int = 60) async throws
        -> MeasureReport
    {
        let team = try #require(run.trace.team)
        let replayer = TeamReplayer(run.trace, runner: suite.runner(team, coupling: coupling))
        return try await Measure(run.trace, replayer, MeasureSettings(budget: budget, pairs: 0)).run()
    }

    /// The positions of the realised cause.
    private func truth(_ run: PlantedRun) -> Set<Int> {
        let order = CellOrder(run.trace)
        return Set(
            (run.cause?.culprits ?? []).compactMap { culprit in
                run.trace.agents.firstIndex { $0.name == culprit.agent }
                    .flatMap { order.position(of: Cell(turn: culprit.turn, agent: $0)) }
            })
    }

    @Test(arguments: Suite.all.map(\.name), [TeamShape.cells15, .cells30])
    func theRealisedCauseIsNamed(name: String, shape: TeamShape) async throws {
        let suite = try #require(Suite.named(name))
        let runs = try await failures(suite, shape, 8)
        var right = 0
        for run in runs {
            let report = try await measure(run, suite)
            if Set(report.named) == truth(run) { right += 1 }
            #expect(report.counts.made <= 60)
        }
        #expect(right >= 7, "\(right) of 8")
    }

    @Test func aCulpritIsFoundWithoutCoupledSeeds() async throws {
        var right = 0
        for run in try await failures(.rootEcho, .cells15, 8, coupling: 0) {
            let report = try await measure(run, .rootEcho, coupling: 0)
            #expect(report.check?.couples == false)
            if Set(report.named) == truth(run) { right += 1 }
        }
        #expect(right >= 6, "\(right) of 8")
    }

    @Test(arguments: [0.0, 1]) func nobodyIsAccusedInAHealthyTeam(coupling: Double) async throws {
        for run in try await failures(.healthy, .cells15, 8, coupling: coupling) {
            let report = try await measure(run, .healthy, coupling: coupling)
            #expect(report.named.isEmpty)
            #expect(report.systematic != nil)
        }
    }

    @Test func twentyFreshPairsShowThatTheCulpritHurts() async throws {
        var hurts = 0
        let runs = try await failures(.rootEcho, .cells15, 12)
        for run in runs {
            let culprit = try #require(truth(run).first)
            let runner = Suite.rootEcho.runner(try #require(run.trace.team))
            var ledger = ReplayLedger(TeamReplayer(run.trace, runner: runner), cells: run.trace.messages.count)
            var sample = PairedOutcomes()
            try await Swap(at: culprit).sample((0..<20).map { 9_000 + $0 }, into: &sample, &ledger)
            if VerdictRule().verdict(on: sample) == .hurts { hurts += 1 }
        }
        #expect(hurts >= 9, "\(hurts) of 12")
    }
}
