/// Makes revisions of one block from clustered critiques: minimal edits first, rule by rule.
///
/// In order: the plurality's edit, then those of the next clusters, then the plurality's together with the first of the
/// others that fits beside it, then, when there is a model, its own rewrite of the whole text. Texts that were tried or
/// rejected before are not made again. Source: Method §6.
public struct Reviser: Sendable {
    /// How long a revision may get.
    public var budget: LengthBudget
    /// Rewrites the text as a last candidate; `nil` for none.
    public var model: (any LanguageModel)?
    /// The name to ask the model for; `nil` leaves it to the model.
    public var name: String?
    /// How the model samples.
    public var sampling: SamplingParameters

    /// Makes a reviser.
    public init(
        budget: LengthBudget = LengthBudget(), model: (any LanguageModel)? = nil, name: String? = nil,
        sampling: SamplingParameters = SamplingParameters()
    ) {
        self.budget = budget
        self.model = model
        self.name = name
        self.sampling = sampling
    }

    /// Revisions, and the suggestions that became none with the reason.
    public struct Candidates: Sendable, Equatable {
        /// The revisions, the most promising first; no two have the same text.
        public var revisions: [Revision] = []
        /// What was refused, in order.
        public var refused: [RevisionRefusal] = []

        /// Nothing yet.
        public init() {}
    }

    /// Makes revisions of a block.
    ///
    /// Throws `ProposalError.noBlock`, `IdentityError`, and what the model throws.
    ///
    /// - Parameters:
    ///   - clusters: critiques of this block; those of other blocks, and those that no trace votes for, are not used.
    ///   - known: texts of this block that were tried or rejected before.
    ///   - limit: the most revisions.
    public func candidates(
        for block: Block, of prompts: PromptSet, from clusters: CritiqueClusters, known: Set<String> = [],
        limit: Int = 3
    ) async throws -> Candidates {
        guard let old = prompts[block] else { throw ProposalError.noBlock(block.name) }
        var draft = Draft(old: old, budget: budget, known: known, limit: limit)
        let clusters = clusters.clusters.filter { $0.representative.block == block && $0.votes > 0 }
        for cluster in clusters { draft.add(Suggestion(cluster)) }
        if let first = clusters.first {
            _ = clusters.dropFirst().first { draft.add(Suggestion(first), with: Suggestion($0)) }
        }
        if let model, let first = clusters.first, draft.candidates.revisions.count < limit {
            let rewrite = RewriteRequest(block: block, old: old, cluster: first, budget: budget)
            let request = ModelRequest(messages: try rewrite.messages(), model: name, sampling: sampling)
            let reply = try await model.reply(to: request)
            draft.add(rewrite, reply)
        }
        return draft.candidates
    }
}

/// What a cluster suggests.
struct Suggestion {
    let edit: RuleEdit
    let critiques: [Critique]
    let reason: String

    init(_ cluster: CritiqueClusters.Cluster) {
        edit = cluster.representative.suggestion
        critiques = cluster.critiques
        let runs = Numeral.count(cluster.votes, "run")
        reason = "\(cluster.representative.weakness) (\(runs))"
    }
}

/// Revisions as they are made.
private struct Draft {
    let old: String
    let budget: LengthBudget
    var known: Set<String>
    let limit: Int
    var candidates = Reviser.Candidates()

    mutating func add(_ suggestion: Suggestion) {
        guard let text = suggestion.edit.applied(to: old) else {
            candidates.refused.append(.doesNotFit(suggestion.edit))
            return
        }
        keep(
            text, edits: [suggestion.edit], critiques: suggestion.critiques, reason: suggestion.reason,
            simulated: suggestion.critiques.contains(where: \.isSimulated))
    }

    /// Both suggestions at once; whether they fit beside each other.
    mutating func add(_ first: Suggestion, with other: Suggestion) -> Bool {
        guard first.edit.old == nil || first.edit.old != other.edit.old,
            let half = first.edit.applied(to: old), other.edit.applied(to: old) != nil,
            let text = other.edit.applied(to: half), first.edit.new.map({ text.contains($0) }) ?? true
        else { return false }
        let critiques = first.critiques + other.critiques.filter { !first.critiques.contains($0) }
        keep(
            text, edits: [first.edit, other.edit], critiques: critiques,
            reason: "\(first.reason); \(other.reason)", simulated: critiques.contains(where: \.isSimulated))
        return true
    }

    mutating func add(_ rewrite: RewriteRequest, _ reply: ModelReply) {
        do {
            let text = try rewrite.text(of: reply.text)
            let critiques = rewrite.cluster.critiques
            keep(
                text, edits: [rewrite.cluster.representative.suggestion], critiques: critiques,
                reason: Suggestion(rewrite.cluster).reason,
                simulated: reply.simulated || critiques.contains(where: \.isSimulated))
        } catch let refusal as RevisionRefusal {
            candidates.refused.append(refusal)
        } catch {
            candidates.refused.append(.reply(.empty))
        }
    }

    private mutating func keep(
        _ text: String, edits: [RuleEdit], critiques: [Critique], reason: String, simulated: Bool
    ) {
        guard candidates.revisions.count < limit else { return }
        let text = text.ending(like: old)
        let most = budget.limit(replacing: old)
        if text.count > most {
            candidates.refused.append(.tooLong(text.count, limit: most))
        } else if text == old || !known.insert(text).inserted {
            candidates.refused.append(.known)
        } else {
            candidates.revisions.append(
                Revision(text: text, edits: edits, critiques: critiques, reason: reason, isSimulated: simulated))
        }
    }
}

extension String {
    /// The text with the line ends at the end of another one, which models leave out of what they write.
    fileprivate func ending(like other: String) -> String {
        var bare = Substring(self)
        while bare.last?.isNewline == true { bare.removeLast() }
        return bare + String(other.reversed().prefix(while: \.isNewline).reversed())
    }
}
