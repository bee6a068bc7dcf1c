/// The search where seeds do not fix what is said: the replay with the most expected information comes next.
///
/// All replays count, the fresh pairs of verdicts too, so a name that these speak against is taken back.
struct PosteriorSearch: Sendable {
    private var posterior: CulpritPosterior
    /// Seeds that may be used again.
    private var open: [UInt64] = []
    /// Whether a message may keep its words while others before it speak again.
    private var pins = true

    /// The probability at which messages are named, and the one at which the search for them ends.
    static let (naming, certain) = (0.9, 0.99)
    /// The probability of a part in the loss from which a message is worth pinning.
    private static let pinning = 0.2

    init(count: Int) {
        posterior = CulpritPosterior(count: count, pairs: true)
    }

    /// The messages that lost the run with `naming` at least: two that both had to go wrong, or one; ascending.
    var named: [Int] {
        let pair = posterior.places.first { $0.positions.count > 1 && $0.probability >= Self.naming }
        if let pair { return pair.positions }
        return posterior.parts.firstIndex { $0 >= Self.naming }.map { [$0] } ?? []
    }

    /// Every position with the probability of its part in the loss, the most probable first.
    var ranking: [(position: Int, score: Double)] {
        posterior.parts.enumerated().map { (position: $0.offset, score: $0.element) }
            .sorted { ($1.score, $0.position) < ($0.score, $1.position) }
    }

    /// Whether it is known which message lost the run, or which two did, or that none did.
    var isCertain: Bool { posterior.places.contains { $0.probability >= Self.certain } }

    /// Whether the rest of the budget is better spent on fresh pairs.
    ///
    /// A message that certainly had a part is not made to wait for its verdict until it is certain that it had no partner,
    /// unless a partner is the more probable.
    ///
    /// - Parameters:
    ///   - left: the replays that may still be made.
    ///   - pairs: the fresh pairs planned for a verdict.
    func isOver(left: Int, pairs: Int) -> Bool {
        if isCertain { return true }
        let paired = posterior.places.reduce(0) { $0 + ($1.positions.count > 1 ? $1.probability : 0) }
        return left <= 2 * pairs && paired < 0.5 && posterior.parts.contains { $0 >= Self.certain }
    }

    /// The shortest stretch of turns that holds all that lost the run.
    func range(_ order: CellOrder) -> TurnRange? { TurnRange(posterior.places, order) }

    /// Takes note of a replay; one without an outcome says nothing.
    mutating func observe(_ kept: KeptCells, _ result: ReplayResult, seed: UInt64) {
        guard let success = result.succeeds else { return }
        posterior.observe(kept, success: success, seed: seed)
    }

    /// Makes the next replay.
    mutating func step(_ state: inout MeasureState) async throws {
        let suspects = pins ? ranking.prefix(2).filter { $0.score >= Self.pinning }.map(\.position) : []
        let next = posterior.best(open: open, pinned: suspects)
        let seed = next.seed ?? state.freshSeed()
        let repetition = UInt64(posterior.seeds[seed]?.count { $0.kept == next.kept } ?? 0)
        let results = try await state.replay([
            ReplayRequest(kept: next.kept.cells, seed: seed, repetition: repetition)
        ])
        guard let result = results.first, result.succeeds != nil else {
            // The same replay would come to nothing again, at no cost and for ever.
            open.removeAll { $0 == seed }
            if next.kept.pinned != nil { pins = false }
            return
        }
        if next.seed == nil, next.kept.pinned == nil {
            state.sample(result, prefix: next.kept.prefix, seed: seed)
            if next.kept.prefix == 0 { state.start(result) }
        }
        observe(next.kept, result, seed: seed)
        open = Array((open.filter { $0 != seed } + [seed]).suffix(3))
    }
}
