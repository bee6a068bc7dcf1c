import CreditEngine
import PlantedFaults

/// What measuring one planted run came to, beside what really cost it its outcome.
///
/// The only place where a measurement and a label meet; neither the engine nor the team sees the label.
struct Localisation: Sendable {
    /// How the culprits work together; `nil` when no message is to blame.
    let relation: RealisedCause.Relation?
    /// The positions of the realised culprits; empty when no message is to blame.
    let culprits: Set<Int>
    /// What each method found.
    let found: [MeasureSettings.Method: Finding]

    /// What one method found.
    struct Finding: Sendable {
        /// The positions it names.
        let named: Set<Int>
        /// The position it ranks first.
        let first: Int?
        /// Replays made until the first message was found, and in all.
        let searchCost: Int
        let made: Int
        /// The positions that are shown to hurt by pairs within the budget.
        let hurting: Set<Int>
        /// Whether the stretch of turns that stands for a name holds every culprit; `nil` when none is given.
        var rangeHolds: Bool?
        /// Those that are shown to hurt by 20 fresh pairs on top of the budget.
        var hurtingByFresh: Set<Int> = []
    }

    /// How a finding compares with the culprits; every run is exactly one of these.
    enum Naming: String, CaseIterable {
        /// All culprits and nothing else; nothing when no message is to blame.
        case exact
        /// Some of the culprits and nothing else.
        case part
        /// An innocent message among what is named.
        case wrong
        /// Nothing, though messages are to blame.
        case none
    }

    /// How a method's finding compares.
    func naming(_ method: MeasureSettings.Method) -> Naming? {
        guard let named = found[method]?.named else { return nil }
        if named == culprits { return .exact }
        if named.isEmpty { return Naming.none }
        return named.isSubset(of: culprits) ? .part : .wrong
    }
}

/// Measures planted runs by several methods.
struct LocalisationTrial: Sendable {
    let condition: FaultCondition
    /// The budget of each method that is tried.
    let budgets: [MeasureSettings.Method: Int]

    /// Fresh pairs on top of the budget, and their first seed, far from those of the search.
    private static let (pairs, firstFresh) = (20, UInt64(9_000_000))

    /// Measures one run.
    func run(_ run: PlantedRun) async throws -> Localisation {
        let order = CellOrder(run.trace)
        let names = run.trace.agents.map(\.name)
        let culprits = (run.cause?.culprits ?? []).compactMap { culprit in
            names.firstIndex(of: culprit.agent).flatMap { order.position(of: Cell(turn: culprit.turn, agent: $0)) }
        }
        var found: [MeasureSettings.Method: Localisation.Finding] = [:]
        for (method, budget) in budgets {
            found[method] = try await measure(run.trace, order, Set(culprits), method, budget)
        }
        return Localisation(relation: run.cause?.relation, culprits: Set(culprits), found: found)
    }

    private func measure(
        _ trace: Trace, _ order: CellOrder, _ culprits: Set<Int>, _ method: MeasureSettings.Method, _ budget: Int
    ) async throws -> Localisation.Finding {
        let team = trace.team ?? condition.suite.planting(condition.shape).team
        let runner = condition.suite.runner(team, coupling: condition.coupling, recordsInput: false)
        let replayer = TeamReplayer(trace, runner: runner)
        let report = try await Measure(trace, replayer, MeasureSettings(method: method, budget: budget)).run()
        var finding = Localisation.Finding(
            named: Set(report.named), first: report.ranking.first?.position, searchCost: report.searchCost,
            made: report.counts.made,
            hurting: Set(report.verdicts.filter { $0.value == .hurts }.keys))
        finding.rangeHolds = report.range.map { range in
            !culprits.isEmpty && culprits.allSatisfy { range.turns.contains(order.cells[$0].turn) }
        }
        guard method == .adaptive, !condition.isVast else { return finding }
        let rule = VerdictRule(finalists: report.named.count)
        for position in report.named {
            var ledger = ReplayLedger(replayer, cells: order.count)
            var sample = PairedOutcomes()
            let seeds = (0..<UInt64(Self.pairs)).map { Self.firstFresh + $0 }
            try await Swap(at: position).sample(seeds, into: &sample, &ledger)
            if rule.verdict(on: sample) == .hurts { finding.hurtingByFresh.insert(position) }
        }
        return finding
    }
}
