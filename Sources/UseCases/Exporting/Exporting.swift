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

/// An export that lies in a folder, held against what is approved now.
package struct ExportCheck: Sendable {
    /// The folder.
    package let folder: String
    /// The name of the team.
    package let team: String
    /// How every block stands.
    package let findings: [DeployedSet.Finding]
    /// Whether the store knows the team; else the export is held against its own manifest only.
    package let isAgainstApprovals: Bool

    /// Whether all is as it should be.
    package var isSound: Bool { findings.allSatisfy(\.isSound) }

    /// Checks an export; writes nothing.
    ///
    /// Throws `ExportError` and `StoreError`.
    package init(of folder: String, storeFolder: String?) async throws {
        let deployed = try DeployedSet(at: folder)
        let name = deployed.manifest.team
        let store = try Store.existing(in: storeFolder)
        let approved = try await store?.team(name) == nil ? nil : try await store?.currentPrompts(of: name)
        (self.folder, team, isAgainstApprovals) = (folder, name, approved != nil)
        findings = try deployed.findings(against: approved)
    }
}
