import CreditEngine
import CreditStore
import Foundation
import PlantedFaults

/// Which team is exported, and how it is run as far as that is known.
struct ExportSource {
    /// The name under which the store keeps it.
    let team: String
    /// How it is run; `nil` when nobody knows.
    let origin: ExportTeamFile.Origin?

    /// Finds a team by what a person wrote, or the only one that the store knows.
    ///
    /// A team file or an embedded team is read and kept as its owner's latest word. Throws `ExportError`, `StoreError`
    /// and `TeamFileError`.
    init(_ wanted: String?, in store: Store) async throws {
        let known = try await store.teams()
        guard let wanted else {
            guard known.count == 1 else { throw ExportError.whichTeam(known) }
            (team, origin) = (known[0], nil)
            return
        }
        if wanted.hasPrefix(CrewSource.simulated) {
            guard let suite = Suite.named(String(wanted.dropFirst(CrewSource.simulated.count))) else {
                throw ExportError.noTeam(wanted, known: Suite.all.map { CrewSource.simulated + $0.name })
            }
            let planted = suite.planting().team
            try await store.keep(planted)
            (team, origin) = (planted.name ?? "", .simulated(suite: suite.name))
            return
        }
        if known.contains(wanted) {
            (team, origin) = (wanted, nil)
            return
        }
        guard let path = Self.file(at: wanted) else { throw ExportError.noTeam(wanted, known: known) }
        let file = try TeamFile(path: path)
        try await store.keep(file.team)
        (team, origin) = (file.team.name ?? "", .file(file))
    }

    private static func file(at path: String) -> String? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        return isFolder.boolValue ? (path as NSString).appendingPathComponent(ExportTeamFile.name) : path
    }
}
