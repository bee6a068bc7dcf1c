/// Tries candidates of one block cheaply: on failed runs the block alone speaks under the revised prompt, from the first
/// message on with which it could have mended the run.
///
/// Each replay is paired with one under the current prompts that has the same seed: the recorded run where seeds fix what is
/// said, else a replay that all candidates share. It orders candidates and blocks, and decides nothing: the gate does. Source: Method §4, the replacement `prompt`.
struct SwapScreen: Sendable {
    /// What the swaps of a candidate came to.
    struct Score: Sendable, Equatable {
        /// Σ (revised − current) of successes.
        var gained = 0.0
        /// Runs that failed under the current prompts too: what there was to mend.
        var open = 0.0

        /// The part of the failures within reach that it mends, drawn towards what was expected of it.
        func mended(expecting prior: Double) -> Double {
            max(0, (gained + SwapScreen.doubt * prior) / (open + SwapScreen.doubt))
        }
    }

    /// The number of failed runs that what was expected counts for.
    private static let doubt = 2.0
    /// Failed runs that each candidate is tried on.
    private static let runs = 5

    /// Tries candidates; the scores are in their order.
    ///
    /// - Parameter couples: whether seeds fix what is said.
    /// Throws `StrategyResources.BudgetSpent` when the swaps do not fit into what is left.
    static func scores(
        _ candidates: [Candidate], on lost: [LostRun], couples: Bool, _ resources: inout StrategyResources
    ) async throws
        -> [Score]
    {
        guard let block = candidates.first?.block else { return [] }
        let places = lost.suffix(runs).compactMap { run in
            run.chance(of: block, in: resources.current).map { (run: run, position: $0) }
        }
        let turn = resources.freshSamples()
        func replays(_ revised: PromptSet?) -> [PrefixReplay] {
            places.enumerated().map { index, place in
                PrefixReplay(
                    trace: place.run.trace, order: place.run.order, prefix: place.position,
                    replay: couples ? place.run.own : turn &+ UInt64(index), revised: revised)
            }
        }
        // Where seeds fix what is said, the record is the run under the current prompts.
        var all = couples ? [] : replays(nil)
        for candidate in candidates { all += replays(resources.current.replacing(block, by: candidate.text)) }
        let results = try await resources.replays(all, for: .trial)
        try await resources.tell(.trial)
        return candidates.indices.map { candidate in
            var score = Score()
            for index in places.indices {
                guard let current = couples ? false : results[index].success else { continue }
                // A revised run without outcome counts against the revision.
                let revised = results[(candidate + (couples ? 0 : 1)) * places.count + index].success ?? false
                score.gained += (revised ? 1 : 0) - (current ? 1 : 0)
                score.open += current ? 0 : 1
            }
            return score
        }
    }
}
