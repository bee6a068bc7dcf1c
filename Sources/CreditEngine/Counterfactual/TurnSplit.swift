/// The credit of one turn, split among agents who cannot hear each other in it.
///
/// Every coalition of them keeps its recorded words while the others of the turn, and everyone later, speak again; the
/// Shapley split of these values sums to the part of δ[t] that belongs to them. Source: Method §4.
public struct TurnSplit: Sendable {
    /// The positions that share the turn; at most 6 of them can be split.
    public let positions: [Int]
    /// The seeds that every coalition is sampled with.
    public let seeds: [UInt64]

    /// Makes a split of positions that follow each other.
    public init(_ positions: Range<Int>, seeds: [UInt64]) {
        self.positions = Array(positions)
        self.seeds = seeds
    }

    /// The agents of a turn who cannot hear each other: all but the aggregator, where only its message is carried.
    public static func positions(ofTurn turn: Int, in trace: Trace, _ order: CellOrder) -> Range<Int>? {
        guard let protocolOfTeam = trace.team?.aggregation, protocolOfTeam.visibility == .aggregated,
            let range = order.turns.first(where: { $0.turn == turn })?.positions
        else { return nil }
        let others = range.prefix { trace.agents[order.cells[$0].agent].name != protocolOfTeam.aggregator }
        return others.count > 1 ? others.startIndex..<others.endIndex : nil
    }

    /// What is kept in each coalition: everything before, and the members of the coalition; empty when there are more than
    /// 6 positions.
    var sets: [CellSet] {
        guard let first = positions.first, positions.count <= ShapleyValues.exactLimit else { return [] }
        return (0..<(1 << positions.count)).map { coalition in
            CellSet(prefix: first).union(
                CellSet(positions.indices.filter { coalition >> $0 & 1 == 1 }.map { positions[$0] }))
        }
    }

    /// Measures the split; `nil` when there are too many agents or a coalition has no defined sample.
    public func measure(_ ledger: inout ReplayLedger) async throws -> ShapleyValues? {
        guard !sets.isEmpty else { return nil }
        let results = try await ledger.replay(
            sets.flatMap { kept in seeds.map { ReplayRequest(kept: kept, seed: $0) } })
        var worth: [Double] = []
        for index in sets.indices {
            let outcomes = results[(index * seeds.count)..<((index + 1) * seeds.count)].compactMap(\.outcome)
            guard !outcomes.isEmpty else { return nil }
            worth.append(outcomes.reduce(0, +) / Double(outcomes.count))
        }
        return ShapleyValues(exact: worth)
    }
}
