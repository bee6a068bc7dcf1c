/// Edits of different blocks that were accepted one by one, held against held-out problems together.
///
/// Each was shown to be better beside the current texts of the other blocks. Together they may add up, get in each other's
/// way, or leave one of them without effect: pairs of the same problems and samples compare everything accepted with the
/// prompts before, and with everything but one.
public struct AcceptedTogether: Sendable, Equatable {
    /// What one edit does beside the others.
    public struct Part: Sendable, Equatable {
        /// The block.
        public var block: Block
        /// Pairs with the edit (kept) and without it (replaced), all other edits in both.
        public var pairs: PairedOutcomes

        /// What the pairs say: `helps`, `hurts`, no effect shown, or nothing yet.
        public var verdict: Verdict { VerdictRule().verdict(on: pairs) }
        /// Whether the edit is offered for removal: no effect is shown beside the others, or a harmful one.
        public var mayGo: Bool { verdict == .noEffectShown || verdict == .hurts }

        /// Makes a part.
        public init(block: Block, pairs: PairedOutcomes) {
            self.block = block
            self.pairs = pairs
        }
    }

    /// Pairs with everything accepted (kept) and the prompts before (replaced).
    public var all: PairedOutcomes
    /// One entry an edited block, in the order of acceptance.
    public var parts: [Part]

    /// Pairs of each comparison at most, and the fewest that are worth making.
    static let (pairs, fewest) = (20, 8)

    /// Makes one of its parts.
    public init(all: PairedOutcomes, parts: [Part]) {
        self.all = all
        self.parts = parts
    }

    /// Makes the pairs as far as the budget goes; `nil` when fewer than two blocks were edited or too little is left.
    ///
    /// - Parameter edits: the accepted texts; of several of one block the last counts.
    static func measure(
        _ edits: [(block: Block, text: String)], before: PromptSet, _ resources: inout StrategyResources
    ) async throws -> AcceptedTogether? {
        resources.releaseTogether()
        var blocks: [Block] = []
        for edit in edits where !blocks.contains(edit.block) { blocks.append(edit.block) }
        let texts = Dictionary(edits.map { ($0.block, $0.text) }) { $1 }
        guard blocks.count > 1 else { return nil }
        func prompts(without left: Block?) -> PromptSet {
            blocks.filter { $0 != left }.reduce(before) { $0.replacing($1, by: texts[$1] ?? "") }
        }
        let arms = [before, prompts(without: nil)] + blocks.map { prompts(without: $0) }
        let count = min(pairs, resources.validate.count, Int(resources.left / Double(arms.count)))
        guard count >= fewest else { return nil }
        let samples = resources.drawn(count, from: resources.validate, turn: resources.freshSample())
        var outcomes: [[Double?]] = []
        for arm in arms { outcomes.append(try await resources.runs(arm, on: samples, for: .final).map(\.score)) }
        try await resources.tell(.final)
        func sample(against arm: Int) -> PairedOutcomes {
            var pairs = PairedOutcomes()
            for (with, other) in zip(outcomes[1], outcomes[arm]) {
                // A run without outcome counts against the prompts that it ran, as in the gate; two say nothing.
                if with != nil || other != nil { pairs.add(kept: with ?? 0, replaced: other ?? 0) }
            }
            return pairs
        }
        return AcceptedTogether(
            all: sample(against: 0),
            parts: blocks.enumerated().map { Part(block: $0.element, pairs: sample(against: $0.offset + 2)) })
    }
}
