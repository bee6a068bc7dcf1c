/// Structural credit of whole agents as far as it had to be measured: leave-one-out, and Shapley values when that does
/// not add up.
///
/// Source: Method §4, "`shapley` over agents": leave-one-out first.
public struct AgentCreditReport: Sendable, Equatable {
    /// What two agents do together beyond what each does alone.
    public struct Interaction: Sendable, Equatable {
        /// The agents, as places in `agents`, the earlier one first.
        public let pair: [Int]
        /// v(ab) − v(a) − v(b) + v(∅), in [−2,2].
        public let value: Double
    }

    /// The agents, as indices into the trace's agents, in order of their first cell.
    public let agents: [Int]
    /// The seeds that every coalition was sampled with.
    public let seeds: Int
    /// Each agent alone.
    public let leaveOneOut: AgentCredit.LeaveOneOut
    /// Whether leave-one-out is too far from the total to be the answer, or incomplete.
    public let escalates: Bool
    /// Shapley values; `nil` when they were not needed, or a coalition had no defined sample.
    public let shapley: ShapleyValues?
    /// Whether every coalition was measured, rather than orders of agents drawn.
    public let isExact: Bool
    /// Interactions: of all pairs where every coalition was measured, else of the two agents with the largest values; empty
    /// when Shapley values were not needed.
    public let interactions: [Interaction]

    /// The distance of Σ leave-one-out from v(N) − v(∅) above which Shapley values are measured.
    public static let tolerance = 0.1
}

extension AgentCredit {
    /// The most replays of `report` with so many seeds a coalition, for n agents in K cells.
    ///
    /// All kept is one replay whatever the seeds, because nobody speaks in it.
    public static func cost(agents: Int, seeds: Int) -> Int {
        if agents <= ShapleyValues.exactLimit { return ((1 << agents) - 1) * seeds + 1 }
        // Leave-one-out and nobody kept, then the inner coalitions of both orders of every antithetic pair, then the
        // interaction of two.
        return (agents + 1) * seeds + 1 + 2 * pairs * (agents - 1) * seeds + 3 * seeds
    }

    /// The most seeds a coalition that a budget of replays allows; 0 when it does not allow one.
    public static func seeds(agents: Int, budget: Int) -> Int {
        max(0, (budget - 1) / max(1, cost(agents: agents, seeds: 1) - 1))
    }

    /// Antithetic pairs of orders that are drawn when there are too many coalitions.
    static let pairs = 8

    /// Measures each agent alone, and every coalition when that does not add up.
    public func report(_ ledger: inout ReplayLedger) async throws -> AgentCreditReport {
        let alone = try await leaveOneOut(&ledger)
        let gap = alone.sum.flatMap { sum in alone.total.map { (sum - $0).magnitude } }
        let escalates = gap.map { $0 > AgentCreditReport.tolerance } ?? true
        let isExact = agents.count <= ShapleyValues.exactLimit
        var shapley: ShapleyValues?
        var interactions: [AgentCreditReport.Interaction] = []
        if escalates { shapley = try await self.shapley(&ledger, pairs: Self.pairs) }
        for pair in shapley.map({ isExact ? allPairs : [largest($0)] }) ?? [] {
            guard let value = try await interaction(pair[0], pair[1], &ledger) else { continue }
            interactions.append(AgentCreditReport.Interaction(pair: pair, value: value))
        }
        return AgentCreditReport(
            agents: agents, seeds: seeds.count, leaveOneOut: alone, escalates: escalates, shapley: shapley,
            isExact: isExact, interactions: interactions)
    }

    private var allPairs: [[Int]] {
        agents.indices.flatMap { a in agents.indices.filter { $0 > a }.map { [a, $0] } }
    }

    /// The two agents with the largest values, ties to the earlier, in order.
    private func largest(_ shapley: ShapleyValues) -> [Int] {
        let order = agents.indices.sorted {
            (shapley.values[$1].magnitude, $0) < (shapley.values[$0].magnitude, $1)
        }
        return order.prefix(2).sorted()
    }
}
