package import CreditStore
import Foundation

/// An export of a team's approved prompts that is ready to be written.
package struct PromptExport: Sendable {
    /// A file of the export.
    package struct File: Sendable {
        /// Its name within the folder.
        package let name: String
        /// What it holds, in words.
        package let what: String
    }

    /// The approved texts.
    package let set: FrozenSet
    /// What a person should know about it, one sentence each.
    package let warnings: [String]
    /// The files, in the order in which they are written.
    package let files: [File]
    private let source: ExportSource
    private let format: FrozenSet.Format

    /// Freezes what is approved now; throws `StoreError`, `ExportError` and `TeamFileError`.
    package init(of source: ExportSource, _ format: FrozenSet.Format = .files, in store: Store) async throws {
        let set = try await FrozenSet(of: source.team, in: store)
        let team = try source.origin.map { try ExportTeamFile.text(set, $0) }
        files = try set.files(format, team: format == .files ? team : nil).map { file in
            File(name: file.name, what: Self.words(file.name, set))
        }
        warnings = set.warnings(format, source.origin)
        (self.set, self.source, self.format) = (set, source, format)
    }

    /// Writes it to a folder; throws `ExportError`.
    ///
    /// - Parameter force: replaces what an earlier export wrote there.
    package func write(to folder: String, force: Bool, _ permit: Permit) throws {
        try set.write(to: folder, format, source.origin, force: force)
    }

    /// The name of the team.
    package var team: String { source.team }

    /// Blocks whose text a person has approved.
    package var approved: Int { self.set.manifest.blocks.count { $0.source == "approved" } }

    private static func words(_ name: String, _ set: FrozenSet) -> String {
        guard let entry = set.manifest.blocks.first(where: { $0.file == name }) else {
            return name == ExportTeamFile.name ? "the team, to be run again" : "hashes, figures, who approved and when"
        }
        guard let last = entry.approvals.last else { return "\(entry.block), as its owner has it" }
        return "\(entry.block), approved by \(last.who)"
    }
}
