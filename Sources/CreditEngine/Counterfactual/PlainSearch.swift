/// The methods `exhaustive` and `article` of `Measure`: the same work at every cell, for comparison.
struct PlainSearch: Sendable {
    let trace: Trace
    let recorded: Double
    var state: MeasureState
    let observer: Measure.Observer

    init(_ trace: Trace, recorded: Double, state: MeasureState, observer: @escaping Measure.Observer) {
        self.trace = trace
        self.recorded = recorded
        self.state = state
        self.observer = observer
    }

    /// Every V_k with the same seeds, as many as the budget allows; the cell with the most negative δ is named.
    ///
    /// Agents of a turn who cannot hear each other are split in every order in which they could be listed, as far as whole
    /// seeds go.
    mutating func exhaustive() async throws -> MeasureReport {
        let groups = state.order.turns.compactMap { TurnSplit.positions(ofTurn: $0.turn, in: trace, state.order) }
        let prefixes = (0..<state.order.count).map { CellSet(prefix: $0) }
        let sets = Set(groups.flatMap { TurnSplit($0, seeds: []).sets }).subtracting(prefixes)
        let others = sets.sorted { $0.positions.lexicographicallyPrecedes($1.positions) }
        var whole: [UInt64] = []
        do {
            while state.left > 0 {
                // Shares add up to what the curve says of their turn when both have the same seeds.
                if !groups.isEmpty, !whole.isEmpty, state.left < prefixes.count + others.count { break }
                let seed = state.freshSeed()
                let kept = (prefixes + others).prefix(state.left)
                let results = try await state.replay(kept.map { ReplayRequest(kept: $0, seed: seed) })
                for (prefix, result) in zip(prefixes.indices, results) {
                    state.sample(result, prefix: prefix, seed: seed)
                }
                if results.count == prefixes.count + others.count { whole.append(seed) }
                try await tell([])
            }
            for group in groups where !whole.isEmpty {
                let split = TurnSplit(group, seeds: whole)
                guard let values = try await split.measure(&state.ledger)?.values else { continue }
                state.curve.split(values, at: split.positions)
            }
        } catch is MeasureState.BudgetSpent {}
        return report(
            state.order.cells.indices.compactMap { position in
                state.curve.effect(at: position).map { (position, -$0) }
            })
    }

    /// |y − y(no-op)| at every cell, one sample, as far as the budget goes.
    mutating func article() async throws -> MeasureReport {
        let seed = state.freshSeed()
        let positions = Array(state.order.cells.indices.prefix(max(0, state.left)))
        let results = try await state.replay(positions.map { Swap(at: $0, .noOp).requests(seed: seed).replaced })
        return report(
            zip(positions, results).compactMap { position, result in
                result.outcome.map { (position, (recorded - $0).magnitude) }
            })
    }

    private func tell(_ leading: [Int]) async throws {
        try Task.checkCancellation()
        await observer(
            MeasureProgress(
                phase: .search, counts: state.ledger.counts, leading: leading, pairs: [:], joint: nil,
                curve: state.curve))
    }

    private func report(_ scores: [(position: Int, score: Double)]) -> MeasureReport {
        let ranking = scores.sorted { ($1.score, $0.position) < ($0.score, $1.position) }
        let named = ranking.first.flatMap { $0.score > 0 ? [$0.position] : nil } ?? []
        return MeasureReport(
            named: named, relation: named.isEmpty ? nil : .single, ranking: ranking, range: nil, pairs: [:],
            verdicts: [:],
            curve: state.curve, check: nil, systematic: SystematicFault(state.curve.points[0]),
            outsideState: state.outsideState(named), partnersSearched: false,
            counts: state.ledger.counts, searchCost: state.ledger.counts.made, left: state.left)
    }
}
