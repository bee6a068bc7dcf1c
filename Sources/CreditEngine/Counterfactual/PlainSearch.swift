/// The methods `exhaustive` and `article` of `Measure`: the same work at every cell, for comparison.
struct PlainSearch: Sendable {
    let recorded: Double
    var state: MeasureState
    let observer: Measure.Observer

    init(recorded: Double, state: MeasureState, observer: @escaping Measure.Observer) {
        self.recorded = recorded
        self.state = state
        self.observer = observer
    }

    /// Every V_k with the same seeds, as many as the budget allows; the cell with the most negative δ is named.
    mutating func exhaustive() async throws -> MeasureReport {
        do {
            while state.left > 0 {
                let seed = state.freshSeed()
                let prefixes = Array(0..<min(state.order.count, state.left))
                let results = try await state.replay(prefixes.map { ReplayRequest(prefix: $0, seed: seed) })
                for (prefix, result) in zip(prefixes, results) {
                    state.sample(result, prefix: prefix, seed: seed)
                }
                try await tell([])
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
            named: named, relation: named.isEmpty ? nil : .single, ranking: ranking, pairs: [:], verdicts: [:],
            curve: state.curve, check: nil, systematic: SystematicFault(state.curve.points[0]), partnersSearched: false,
            counts: state.ledger.counts, searchCost: state.ledger.counts.made, left: state.left)
    }
}
