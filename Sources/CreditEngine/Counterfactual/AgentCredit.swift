/// Structural credit of whole agents: coalitions keep their recorded words, everyone else speaks again.
///
/// v(S) is the mean outcome with all cells of the agents in S kept; v(N) is the recorded run and v(∅) is V_0. A later
/// speaker that is kept is pinned though its input changed. Negative credit means that the agent hurt.
/// Source: Method §4.
public struct AgentCredit: Sendable {
    /// The agents, as indices into the trace's agents, in order of their first cell.
    public let agents: [Int]
    /// The seeds that every coalition is sampled with, so that coalitions are paired.
    public let seeds: [UInt64]
    private let order: CellOrder

    /// Makes the measurement.
    public init(_ order: CellOrder, seeds: [UInt64]) {
        self.order = order
        self.seeds = seeds
        agents = order.cells.reduce(into: []) { if !$0.contains($1.agent) { $0.append($1.agent) } }
    }

    /// Leave-one-out credit: v(N) − v(N∖a), the first thing to look at.
    ///
    /// It is about 0 for every culprit of an OR fault; when `sum` is far from `total`, go on to `shapley`.
    public struct LeaveOneOut: Sendable, Equatable {
        /// By place in `agents`; `nil` when every sample was UNDEFINED.
        public var values: [Double?]
        /// v(N) − v(∅); `nil` when every sample was UNDEFINED.
        public var total: Double?

        /// Σ of the values; `nil` when one is missing.
        public var sum: Double? {
            let known = values.compactMap { $0 }
            return known.count == values.count ? known.reduce(0, +) : nil
        }
    }

    /// Measures each agent alone.
    public func leaveOneOut(_ ledger: inout ReplayLedger) async throws -> LeaveOneOut {
        let alone = agents.indices.map { place in kept(players: agents.indices.filter { $0 != place }) }
        let worth = try await worth([kept(players: agents.indices), kept(players: [])] + alone, &ledger)
        let whole = worth[0]
        return LeaveOneOut(
            values: worth.dropFirst(2).map { without in whole.flatMap { all in without.map { all - $0 } } },
            total: whole.flatMap { all in worth[1].map { all - $0 } })
    }

    /// Shapley values over the agents: exact for up to 6, else from antithetic orders.
    ///
    /// `nil` when a coalition has no defined sample.
    public func shapley(
        _ ledger: inout ReplayLedger, pairs: Int = 8, random: KeyedRandom = KeyedRandom(seed: 0)
    ) async throws -> ShapleyValues? {
        if agents.count <= ShapleyValues.exactLimit {
            let worth = try await worth((0..<(1 << agents.count)).map(kept), &ledger).compactMap { $0 }
            return worth.count == 1 << agents.count ? ShapleyValues(exact: worth) : nil
        }
        let orders = ShapleyValues.orders(players: agents.count, pairs: pairs, random: random)
        let sets = orders.flatMap { order in
            (0...order.count).map { size in kept(players: order.prefix(size)) }
        }
        let flat = try await worth(sets, &ledger).compactMap { $0 }
        guard flat.count == sets.count else { return nil }
        let step = agents.count + 1
        let walks = orders.enumerated().map { index, order in
            (order: order, worth: Array(flat[(index * step)..<((index + 1) * step)]))
        }
        guard let first = walks.first else { return nil }
        return ShapleyValues(walks: walks, total: first.worth[step - 1] - first.worth[0])
    }

    /// The interaction of two agents, given as places in `agents`; `nil` when a coalition has no defined sample.
    public func interaction(_ a: Int, _ b: Int, _ ledger: inout ReplayLedger) async throws -> Double? {
        let sets = [[a, b], [a], [b], []].map { kept(players: $0) }
        let worth = try await worth(sets, &ledger).compactMap { $0 }
        guard worth.count == 4 else { return nil }
        return ShapleyValues.interaction(both: worth[0], first: worth[1], second: worth[2], none: worth[3])
    }

    private func kept(_ coalition: Int) -> CellSet {
        kept(players: agents.indices.filter { coalition >> $0 & 1 == 1 })
    }

    private func kept(players: some Sequence<Int>) -> CellSet {
        let speakers = Set(players.map { agents[$0] })
        return CellSet(order.cells.indices.filter { speakers.contains(order.cells[$0].agent) })
    }

    /// v of sets; with everything kept nobody speaks, so one seed says it all.
    private func worth(_ sets: [CellSet], _ ledger: inout ReplayLedger) async throws -> [Double?] {
        let requests = sets.map { kept in
            seeds.prefix(kept.count == order.count ? 1 : seeds.count).map { ReplayRequest(kept: kept, seed: $0) }
        }
        let results = try await ledger.replay(requests.flatMap { $0 })
        var next = 0
        return requests.map { asked in
            let outcomes = results[next..<next + asked.count].compactMap(\.outcome)
            next += asked.count
            return outcomes.isEmpty ? nil : outcomes.reduce(0, +) / Double(outcomes.count)
        }
    }
}
