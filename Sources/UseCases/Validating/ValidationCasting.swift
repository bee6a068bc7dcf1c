package import CreditEngine
package import CreditStore

/// Who speaks in a validation, and against which prompts.
extension ValidationJob {
    /// The runtime of a proposal: of `--team`, else the embedded team that it was made for.
    package static func runtime(for record: ProposalRecord, _ source: TeamSource, in store: Store) async throws
        -> TeamRuntime
    {
        guard let runtime = try await source.runtime(ofTeam: record.content.team, in: store) else {
            throw ValidationRefusal.noTeam(record.id, team: record.content.team)
        }
        return runtime
    }

    /// The team before any approval: as its file says now, or as it was kept for an embedded one.
    package static func base(of record: ProposalRecord, _ runtime: TeamRuntime, in store: Store) async throws -> Team {
        let name = runtime.team.name ?? ""
        guard name == record.content.team else {
            throw ValidationRefusal.otherTeam(record.id, proposal: record.content.team, team: name)
        }
        if let owner = runtime.owner { try await store.keep(owner) }
        return runtime.team
    }
}
