package import CreditEngine
package import CreditStore
package import PlantedFaults

/// Who speaks for a team that the store keeps by its name.
extension TeamSource {
    /// The runtime of a team of the store: of `--team`, else of the suite that the team is named after; `nil` when nobody
    /// says who speaks.
    ///
    /// Its team has another name when `--team` is another team. Throws `StoreError`, `TeamError` and `TeamFileError`.
    package func runtime(ofTeam name: String, in store: Store) async throws -> TeamRuntime? {
        let kept = try await store.team(name)
        let own = kept.flatMap(Self.suite(of:)).map { Self.simulated + $0.name }
        var source = self
        source.team = team ?? own
        guard let named = source.team else { return nil }
        guard named.hasPrefix(Self.simulated), own == nil || own == named else { return try source.runtime() }
        // An embedded team comes in many shapes, each with its own problems.
        return try source.runtime(for: kept.map { Trace(id: name, team: $0) })
    }

    /// The suite that a team is named after; `nil` when it is somebody else's team of that name, with other members.
    package static func suite(of team: Team) -> Suite? {
        guard let suite = team.name.flatMap(Suite.ofTeam) else { return nil }
        let planted = suite.planting(TeamShape(of: team)).team
        return planted.members.map(\.name) == team.members.map(\.name) ? suite : nil
    }
}
