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
}
