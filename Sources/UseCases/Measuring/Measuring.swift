package import CreditEngine

/// Structural credit of whole agents, and what it took.
package struct AgentMeasurement: Sendable {
    /// What it came to.
    package let report: AgentCreditReport
    /// Where every replay went.
    package let counts: ReplayCounts
    /// Replays of the budget that were not made.
    package let left: Int
}

extension TeamRuntime {
    /// Looks within a budget of replays for the message that cost a failed run its outcome.
    ///
    /// The job is finished unless every replay failed. Throws `MeasureError`, `ReplayError`, and what ends all replays.
    package func measure(
        _ trace: Trace, _ settings: MeasureSettings, _ permit: Permit,
        observer: ReplayObserver<MeasureProgress> = .init()
    ) async throws -> MeasureReport {
        let session = try await ReplaySession("measure", trace, self, ReplaySession.parts(of: settings))
        observer.begin(session)
        let measure = try Measure(
            session.trace, observer.watching(session.replayer), settings, journal: session.journal)
        let report = try await measure.run { progress in
            await observer.progressed(progress)
            await observer.hold()
        }
        if !report.counts.allFailed { try await session.finish() }
        return report
    }

    /// Measures the credit of whole agents within a budget of replays; throws `ReplayError.budgetTooSmall`.
    package func measureAgents(
        of trace: Trace, budget: Int, firstSeed: UInt64, width: Int, _ permit: Permit,
        observer: ReplayObserver<Never> = .init()
    ) async throws -> AgentMeasurement {
        let order = CellOrder(trace)
        let agents = Set(order.cells.map(\.agent)).count
        let count = AgentCredit.seeds(agents: agents, budget: budget)
        guard count > 0 else {
            throw ReplayError.budgetTooSmall(budget, needed: AgentCredit.cost(agents: agents, seeds: 1), agents: agents)
        }
        let session = try await ReplaySession(
            "shapley", trace, self, ["seeds": .integer(count), "seed": .string(String(firstSeed))])
        observer.begin(session)
        var ledger = session.ledger(width: width)
        let seeds = (0..<UInt64(count)).map { firstSeed &+ $0 }
        let report = try await AgentCredit(order, seeds: seeds).report(&ledger)
        if !ledger.counts.allFailed { try await session.finish() }
        return AgentMeasurement(report: report, counts: ledger.counts, left: budget - ledger.counts.made)
    }
}
