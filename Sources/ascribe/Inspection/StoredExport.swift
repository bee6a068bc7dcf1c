import CreditEngine
import CreditStore
import Foundation
import Inspector
import UseCases

/// What the interface exports of a team: the approved prompts as text files, as `ascribe export` writes them.
struct StoredExport: Sendable {
    let session: StoreSession
    let team: String
    /// The embedded suite that the team belongs to, or its team file; neither when nobody knows.
    let suite: String?
    let file: String?

    /// What would be written to a folder; throws when nothing can be written there.
    ///
    /// - Parameter typed: the folder as a person types it; a `~` in front is the home folder.
    func plan(to typed: String) async throws -> ExportPlan {
        let folder = Self.expanded(typed)
        try ExportFolder.examine(folder)
        let set = try await FrozenSet(of: team, in: session.opened())
        let origin = try origin
        let files = try set.files(.files, team: origin.map { try ExportTeamFile.text(set, $0) }).map { file in
            ExportPlan.File(name: file.name, what: Self.words(file.name, set))
        }
        return ExportPlan(folder: folder, team: team, files: files, warnings: set.warnings(.files, origin))
    }

    /// Writes them; returns what was done, in a sentence.
    func write(to folder: String) async throws -> String {
        let set = try await FrozenSet(of: team, in: session.opened())
        try set.write(to: folder, .files, origin, force: false)
        let approved = set.manifest.blocks.count { $0.source == "approved" }
        return
            "\(Numeral.count(set.manifest.blocks.count, "block")) of \(team) written to \(folder), \(approved) approved"
    }

    /// A path with the home folder in the place of a `~` in front.
    static func expanded(_ path: String, home: String? = ProcessInfo.processInfo.environment["HOME"]) -> String {
        guard path == "~" || path.hasPrefix("~/") else { return path }
        return (home ?? NSHomeDirectory()) + path.dropFirst()
    }

    private var origin: ExportTeamFile.Origin? {
        get throws {
            if let suite { return .simulated(suite: suite) }
            return try file.map { .file(try TeamFile(path: TeamSource.file(at: $0))) }
        }
    }

    private static func words(_ name: String, _ set: FrozenSet) -> String {
        guard let entry = set.manifest.blocks.first(where: { $0.file == name }) else {
            return name == ExportTeamFile.name ? "the team, to be run again" : "hashes, figures, who approved and when"
        }
        guard let last = entry.approvals.last else { return "\(entry.block), as its owner has it" }
        return "\(entry.block), approved by \(last.who)"
    }
}
