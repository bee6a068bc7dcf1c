import CreditEngine
package import CreditStore
import Foundation
import PlantedFaults

/// Which team is exported, and how it is run as far as that is known.
package struct ExportSource {
    /// The name under which the store keeps it.
    package let team: String
    /// How it is run; `nil` when nobody knows.
    package let origin: ExportTeamFile.Origin?

    /// A team of the store, and how it is run as far as somebody knows.
    ///
    /// - Parameters:
    ///   - suite: the embedded suite that it belongs to.
    ///   - file: its team file, or the folder of that.
    package init(team: String, suite: String?, file: String?) throws {
        self.team = team
        origin =
            try suite.map { .simulated(suite: $0) }
            ?? file.map { .file(try TeamFile(path: TeamSource.file(at: $0))) }
    }

    /// Finds a team by what a person wrote, or the only one that the store knows.
    ///
    /// A team file, or a suite none of whose teams the store knows, is read and kept as its owner's latest word. Throws
    /// `ExportError`, `StoreError` and `TeamFileError`.
    package init(_ wanted: String?, in store: Store) async throws {
        let known = try await store.teams()
        if let wanted, !wanted.hasPrefix(TeamSource.simulated), !known.contains(wanted) {
            guard let path = Self.file(at: wanted) else { throw ExportError.noTeam(wanted, known: known) }
            let file = try TeamFile(path: path)
            try await store.keep(file.team)
            (team, origin) = (file.team.name ?? "", .file(file))
            return
        }
        if let wanted, wanted.hasPrefix(TeamSource.simulated) {
            team = try await Self.team(of: wanted, known, in: store)
        } else {
            guard let name = wanted ?? (known.count == 1 ? known[0] : nil) else { throw ExportError.whichTeam(known) }
            team = name
        }
        origin = try await store.team(team).flatMap(TeamSource.suite(of:)).map { .simulated(suite: $0.name) }
    }

    /// The team of a suite (`simulated/SUITE`) that the store knows, of several the usual one; else that is kept.
    private static func team(of wanted: String, _ known: [String], in store: Store) async throws -> String {
        guard let suite = Suite.named(String(wanted.dropFirst(TeamSource.simulated.count))) else {
            throw ExportError.noTeam(wanted, known: Suite.all.map { TeamSource.simulated + $0.name })
        }
        let usual = suite.planting().team
        let own = known.filter { Suite.ofTeam(named: $0)?.name == suite.name }
        if own.count == 1 { return own[0] }
        guard own.contains(usual.name ?? "") || own.isEmpty else { throw ExportError.whichTeam(own) }
        if own.isEmpty { try await store.keep(usual) }
        return usual.name ?? ""
    }

    private static func file(at path: String) -> String? {
        FileManager.default.fileExists(atPath: path) ? TeamSource.file(at: path) : nil
    }
}
