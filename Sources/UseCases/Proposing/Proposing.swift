package import CreditEngine
package import CreditStore

/// Which revisions of a block are looked for.
package struct RevisionOrder: Sendable {
    /// The block.
    package var block: Block
    /// The most that a text may grow.
    var length: LengthBudget
    /// The model of the team file that writes the whole prompt anew as a last candidate; `nil` asks none.
    var reviser: String?
    /// The most proposals to make.
    var limit: Int
    /// Whether critiques count none of whose quotes was found in the trace.
    var includesUngrounded: Bool

    /// Makes an order.
    package init(
        block: Block, length: LengthBudget = LengthBudget(), reviser: String? = nil, limit: Int = 1,
        includesUngrounded: Bool = false
    ) {
        self.block = block
        self.length = length
        self.reviser = reviser
        self.limit = limit
        self.includesUngrounded = includesUngrounded
    }
}

/// What critiques of a block came to.
package struct Revision: Sendable {
    /// The block.
    package let block: Block
    /// The critiques by what they suggest.
    package let clusters: CritiqueClusters
    /// What waits in the queue now.
    package let proposals: [ProposalRecord]
    /// What was not proposed, and why.
    package let refused: [RevisionRefusal]
    /// The earlier proposal of the same text as the suggestion; `nil` when there is none.
    package let known: ProposalRecord?
    /// A sentence on critiques that read another text than the current one; `nil` when there are none.
    package let note: String?
}

extension StoreSession {
    /// Proposes revisions of one block from critiques that were kept.
    ///
    /// Throws `RevisionInputError`, `ProposalError`, `TeamError.noModel` and `StoreError`.
    /// - Parameters:
    ///   - ids: the critiques' names, or the beginnings of these.
    ///   - runtime: the team, when one was named; else it is the one that the critiques are about.
    package func propose(
        _ order: RevisionOrder, from ids: [String], as runtime: TeamRuntime?, _ permit: Permit
    ) async throws -> Revision {
        let store = try opened()
        if let runtime, order.reviser != nil {
            let from: CanonicalJSON = .array(ids.sorted().map { .string($0) })
            try await runtime.limit(
                to: JobName.of("revise", runtime, ["block": .string(order.block.name), "from": from]))
        }
        var records: [CritiqueRecord] = []
        for id in ids { records.append(try await store.critique(store.critiqueID(id))) }
        let base = try await RevisionBase(of: records, on: order.block, as: runtime, in: store)
        let readers = records.map { (name: "critique \($0.id)", team: $0.team) }
        return try await propose(
            order, from: records.map(\.critique), of: base, readers: readers,
            model: try order.reviser.flatMap { try runtime?.model(named: $0) }, permit)
    }

    /// Proposes revisions of one block of a team from critiques at hand; throws as above.
    package func propose(
        _ order: RevisionOrder, from critiques: [Critique], of runtime: TeamRuntime, _ permit: Permit
    ) async throws -> Revision {
        let base = try await RevisionBase(runtime.team, owner: runtime.owner, in: opened())
        return try await propose(order, from: critiques, of: base, readers: [], model: nil, permit)
    }

    private func propose(
        _ order: RevisionOrder, from critiques: [Critique], of base: RevisionBase,
        readers: [(name: String, team: Team)], model: (any LanguageModel)?, _ permit: Permit
    ) async throws -> Revision {
        let (store, block) = (try opened(), order.block)
        let tried = try await store.proposals(of: base.team.name ?? "").filter { $0.content.block == block }
        let clusters = CritiqueClusters(critiques, includesUngrounded: order.includesUngrounded)
        let made = try await Reviser(budget: order.length, model: model).candidates(
            for: block, of: base.current, from: clusters, known: Set(tried.map(\.content.newText)), limit: order.limit)
        let lineage = try Proposal.lineage(of: block, from: base.team)
        var proposals: [ProposalRecord] = []
        for revision in made.revisions {
            let proposal = try revision.proposal(for: block, of: base.current, lineage: lineage)
            proposals.append(try await store.propose(proposal, of: base.team))
        }
        let suggested = base.current[block].map { old in critiques.compactMap { $0.suggestion.applied(to: old) } } ?? []
        return Revision(
            block: block, clusters: clusters, proposals: proposals, refused: made.refused,
            known: tried.last { suggested.contains($0.content.newText) }, note: base.note(on: block, readers))
    }

    /// Puts a person's own words into the queue as a further candidate of a proposal's lineage; throws `StoreError`.
    package func propose(words text: String, after id: String, _ permit: Permit) async throws -> ProposalRecord {
        let store = try opened()
        let old = try await store.proposal(id).content
        let current = try await store.currentPrompts(of: old.team)
        var proposal = try Proposal(
            revising: old.block, of: current, to: text, lineage: old.lineage, critiques: old.critiques,
            reason: "\(Person.login()) wrote it, from proposal \(id): \(old.reason)", isSimulated: old.isSimulated)
        proposal.critiqued = old.critiqued
        let base = try await store.team(old.team) ?? current.team
        return try await store.propose(proposal, of: base)
    }
}

extension RevisionBase {
    /// What critiques of one block are revised from: the named team, else the one that they are about; until the store
    /// knows it, they must have read the same texts.
    init(of records: [CritiqueRecord], on block: Block, as runtime: TeamRuntime?, in store: Store) async throws {
        if let other = records.first(where: { $0.critique.block != block }) {
            throw RevisionInputError.otherBlock(other.id, other.critique.block.name)
        }
        guard let first = records.first else { throw ProposalError.noBlock(block.name) }
        let team = runtime?.team ?? first.team
        if let other = records.first(where: { $0.team.name != team.name }) {
            throw RevisionInputError.otherTeam(other.id, other.team.name ?? "", team.name ?? "")
        }
        if runtime == nil, try await store.team(team.name ?? "") == nil {
            let texts = try PromptSet(team).hashes()
            if let other = try records.first(where: { try PromptSet($0.team).hashes() != texts }) {
                throw RevisionInputError.otherTexts(first.id, other.id)
            }
        }
        try await self.init(team, owner: runtime?.owner, in: store)
    }
}
