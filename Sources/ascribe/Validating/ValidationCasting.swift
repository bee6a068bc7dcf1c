import CreditEngine
import CreditStore

/// Who speaks in a validation, and against which prompts.
extension ValidationJob {
    /// The crew of a proposal: of `--team`, else the embedded team that it was made for.
    static func crew(for record: ProposalRecord, _ source: CrewSource, in store: Store) async throws -> Crew {
        guard let crew = try await source.crew(ofTeam: record.content.team, in: store) else {
            throw ValidationRefusal.noTeam(record.id, team: record.content.team)
        }
        return crew
    }

    /// The team before any approval: as its file says now, or as it was kept for an embedded one.
    static func base(of record: ProposalRecord, _ crew: Crew, in store: Store) async throws -> Team {
        let name = crew.team.name ?? ""
        guard name == record.content.team else {
            throw ValidationRefusal.otherTeam(record.id, proposal: record.content.team, team: name)
        }
        if let owner = crew.owner { try await store.keep(owner) }
        return crew.team
    }

    /// The proposal to judge: itself, or itself proposed anew where it is stale or is to be judged again.
    static func standing(
        _ record: ProposalRecord, _ order: ValidationOrder, _ current: PromptSet, _ base: Team, in store: Store,
        _ notes: inout [String]
    ) async throws -> ProposalRecord {
        let content = record.content
        let stale = content.staleBlock(in: try current.hashes())
        if let stale, stale == content.block.name {
            throw ValidationRefusal.overtaken(record.id, block: stale)
        }
        guard stale != nil || order.isAgain else { return record }
        let why = stale.map { "is stale (\($0) has changed since)" } ?? "is to be judged again"
        if let next = try await waiting(after: record, current, in: store) {
            notes.append("\(record.id) \(why): \(next.id) is the same text proposed anew")
            return next
        }
        let anew = try Proposal(
            revising: content.block, of: current, to: content.newText, lineage: content.lineage,
            critiques: content.critiques, reason: content.reason, isSimulated: content.isSimulated)
        let next = try await store.propose(anew, of: base)
        notes.append("\(record.id) \(why): proposed anew as \(next.id), candidate \(next.ordinal) of its lineage")
        return next
    }

    /// The same text proposed anew that is neither stale nor judged; `nil` when there is none.
    private static func waiting(after record: ProposalRecord, _ current: PromptSet, in store: Store) async throws
        -> ProposalRecord?
    {
        let hashes = try current.hashes()
        for other in try await sameText(as: record, in: store).reversed()
        where other.ordinal > record.ordinal && other.content.staleBlock(in: hashes) == nil {
            let judged = try await store.validations(of: other.id).contains { $0.report.ending != .stopped }
            if !judged { return other }
        }
        return nil
    }

    /// How often the text was proposed before in its lineage: each try has seeds of its own.
    static func earlierTries(of record: ProposalRecord, in store: Store) async throws -> UInt64 {
        UInt64(try await sameText(as: record, in: store).count { $0.ordinal < record.ordinal })
    }

    private static func sameText(as record: ProposalRecord, in store: Store) async throws -> [ProposalRecord] {
        try await store.proposals(of: record.content.team).filter {
            $0.content.lineage == record.content.lineage && $0.content.newText == record.content.newText
        }
    }
}
