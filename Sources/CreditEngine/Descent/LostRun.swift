/// One failed run on its way to the message at which it was lost, with a seed of the same problem that succeeds.
///
/// Where seeds couple, the prefixes of that seed are bisected: it succeeds from the start and fails with everything kept,
/// so one cell in between makes the difference. Where they do not, the replay with the most expected information comes
/// next, within a small budget. Source: Method §4, "Spending a budget", and Method §6, the choice of a block.
struct LostRun: Sendable {
    /// The failed run.
    let trace: Trace
    /// Its cells.
    let order: CellOrder
    /// What it weighs among lost runs (`ProblemSlot.weight`): never 0.
    let weight: Double
    /// The seed that succeeds.
    private let winning: UInt64
    /// The number of the sample that it is.
    let own: UInt64
    private var (low, high): (Int, Int)
    private var posterior: CulpritPosterior?
    private var left: Int
    private var fresh: UInt64

    /// Replays of one run where seeds do not couple.
    static let patience = 12

    /// Takes up a failed run.
    ///
    /// - Parameters:
    ///   - own: the number of the sample that it is.
    ///   - weight: what it weighs among lost runs, above 0.
    ///   - winning: the number of a sample that succeeded.
    ///   - couples: whether seeds fix what is said.
    ///   - fresh: the first of sample numbers that nothing was asked with.
    init(_ trace: Trace, own: UInt64, weight: Double, winning: UInt64, couples: Bool, fresh: UInt64) {
        self.trace = trace
        order = CellOrder(trace)
        self.weight = weight
        self.own = own
        self.winning = winning
        self.fresh = fresh
        (low, high) = (0, order.count)
        left = Self.patience
        guard !couples else { return }
        var posterior = CulpritPosterior(count: order.count)
        posterior.observe(KeptCells(prefix: 0), success: true, seed: winning)
        self.posterior = posterior
    }

    /// The replay to make next; `nil` when no more is needed.
    var next: PrefixReplay? {
        if let posterior {
            guard left > 0, !posterior.places.contains(where: { $0.probability >= 0.95 }) else { return nil }
            return PrefixReplay(trace: trace, order: order, prefix: posterior.best().kept.prefix, replay: fresh)
        }
        guard high - low > 1 else { return nil }
        return PrefixReplay(trace: trace, order: order, prefix: (low + high) / 2, replay: winning)
    }

    /// Takes note of how the next replay ended; UNDEFINED ends the search where seeds couple.
    mutating func observe(_ success: Bool?) {
        guard let replay = next else { return }
        left -= 1
        if posterior != nil {
            fresh &+= 1
            if let success {
                posterior?.observe(KeptCells(prefix: replay.prefix), success: success, seed: replay.replay)
            }
        } else if let success {
            if success { low = replay.prefix } else { high = replay.prefix }
        } else {
            (low, high) = (0, 0)
        }
    }

    /// The part of the weight that was lost at each position, as far as it is known; they sum to at most the weight.
    var losses: [Int: Double] {
        if let posterior {
            let positions = posterior.parts.enumerated()
            return Dictionary(uniqueKeysWithValues: positions.map { ($0.offset, $0.element * weight) })
        }
        return high - low == 1 ? [low: weight] : [:]
    }

    /// Where it was most likely lost; `nil` when nothing is known.
    var culprit: Int? { losses.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }

    /// The first place at which a block could have mended it: its own message where the run was lost, or its next one after
    /// that; `nil` when it does not speak there.
    func chance(of block: Block, in prompts: PromptSet) -> Int? {
        guard let culprit else { return nil }
        return (culprit..<order.count).first { self.block(at: $0, in: prompts) == block }
    }

    /// The block that the message at a position answers to.
    func block(at position: Int, in prompts: PromptSet) -> Block {
        CritiqueSubject.block(speaking: trace.agents[order.cells[position].agent].name, in: prompts)
    }
}
