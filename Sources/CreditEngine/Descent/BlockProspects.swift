/// What revising each block promises: the part of the failures that it could mend.
///
/// Where blame lies is not where a fix pays most. A block may have brought the error in, or have had a chance to catch it:
/// every message between the error and the outcome is one. How much of that a revision really mends is a guess at first
/// (`mending`, `catching`) and follows the prompt swaps on failed runs (`SwapScreen`).
struct BlockProspects: Sendable, Equatable {
    /// One block.
    struct Prospect: Sendable, Equatable {
        /// The part of the failures that it brought in, in [0,1].
        var introduced = 0.0
        /// The part of the failures that it could have caught, those that it brought in left out.
        var exposed = 0.0

        /// The part of the failures that it could mend at all.
        var reach: Double { introduced + exposed }
        /// The part that a revision is expected to mend before anything was tried.
        var prior: Double { mending * introduced + catching * exposed }
    }

    /// The part of its own errors that a revised prompt is expected to avoid, and of others' errors to catch.
    static let (mending, catching) = (0.6, 0.35)

    private(set) var all: [Block: Prospect] = [:]

    /// Reads prospects off lost runs.
    init(_ lost: [LostRun], _ prompts: PromptSet) {
        let known = lost.filter { !$0.losses.isEmpty }
        let total = known.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return }
        for run in known {
            for (position, loss) in run.losses {
                let own = run.block(at: position, in: prompts)
                all[own, default: Prospect()].introduced += loss / total
                let after = run.order.cells.indices.dropFirst(position + 1)
                let later = Set(after.map { run.block(at: $0, in: prompts) })
                for block in later where block != own { all[block, default: Prospect()].exposed += loss / total }
            }
        }
    }

    /// Prospects of runs in which only estimated credit says where they were lost: by share.
    init(_ shares: BlockShares) {
        for (block, share) in shares.ranking { all[block] = Prospect(introduced: share) }
    }
}
