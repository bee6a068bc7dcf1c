package import CreditEngine
package import CreditStore
import Foundation
import Yams

/// The prompts of a team as they are approved, ready to be written.
package struct FrozenSet {
    /// How it is written.
    package enum Format: String, CaseIterable {
        /// One text file a block, with a manifest and, where it is known, a team file.
        case files
        /// One JSON file with everything.
        case json
        /// The same in YAML.
        case yaml
    }

    /// The approved texts.
    package let prompts: PromptSet
    /// What is said about them, with the names of their files.
    package let manifest: ExportManifest
    /// Likely secrets in the texts, which are exported as they are.
    package let secrets: Int

    /// What is approved now in a team that the store keeps; throws `StoreError`.
    package init(of team: String, in store: Store) async throws {
        let prompts = try await store.currentPrompts(of: team)
        let owners = try await store.team(team).map { PromptSet($0) }
        let approved = try await store.reviewItems(of: team).filter { $0.status == .approved }
        let order = try await store.decisions().mapValues(\.id)
        let names = try ExportNames.names(of: prompts.blocks)
        var entries: [ExportManifest.Entry] = []
        for block in prompts.blocks {
            guard let text = prompts[block] else { continue }
            // Back from the text to the owner's, approval by approval.
            var approvals: [ExportManifest.Approval] = []
            var reached = text
            let own = approved.filter { $0.proposal.block == block }.sorted { order[$0.id] ?? 0 > order[$1.id] ?? 0 }
            for item in own where item.proposal.newText.utf8.elementsEqual(reached.utf8) {
                guard let decision = item.decision else { continue }
                approvals.insert(
                    ExportManifest.Approval(
                        proposal: item.id, who: decision.who, at: decision.at, reason: decision.reason,
                        hash: item.approvalHash ?? "", validation: item.validation.map(ExportManifest.Figures.init)),
                    at: 0)
                reached = item.proposal.oldText
            }
            let isOwners = approvals.isEmpty || owners == nil
            entries.append(
                ExportManifest.Entry(
                    block: block.name, file: names[block], hash: try PromptSet.hash(of: text),
                    source: isOwners ? "owner" : "approved", approvals: approvals))
        }
        self.prompts = prompts
        manifest = ExportManifest(
            format: ExportManifest.format, team: team, identity: try prompts.identity(), blocks: entries)
        secrets = prompts.blocks.reduce(0) { $0 + Redaction(of: prompts[$1] ?? "").count }
    }

    /// The files, the one that makes the export whole last.
    ///
    /// - Parameter team: the text of a team file beside them; only in the format of files.
    package func files(_ format: Format, team: String? = nil) throws -> [ExportFolder.File] {
        switch format {
        case .files:
            var files = manifest.blocks.compactMap { entry -> ExportFolder.File? in
                guard let name = entry.file, let text = Block(name: entry.block).flatMap({ prompts[$0] }) else {
                    return nil
                }
                return ExportFolder.File(name: name, bytes: Array(text.utf8))
            }
            var manifest = manifest
            if let team {
                files.append(ExportFolder.File(name: ExportTeamFile.name, bytes: Array(team.utf8)))
                manifest.teamFileHash = try SHA256Digest(of: team).hex
            }
            manifest.files = files.map(\.name) + [ExportManifest.file]
            return files + [ExportFolder.File(name: ExportManifest.file, bytes: try Self.json(manifest))]
        case .json: return [ExportFolder.File(name: "prompts.json", bytes: try Self.json(whole("prompts.json")))]
        case .yaml:
            let encoder = YAMLEncoder()
            encoder.options.allowUnicode = true
            return [
                ExportFolder.File(name: "prompts.yaml", bytes: Array(try encoder.encode(whole("prompts.yaml")).utf8))
            ]
        }
    }

    /// The manifest with the texts in it.
    private func whole(_ file: String) -> ExportManifest {
        var whole = manifest
        whole.files = [file]
        for index in whole.blocks.indices {
            whole.blocks[index].file = nil
            whole.blocks[index].text = Block(name: whole.blocks[index].block).flatMap { prompts[$0] }
        }
        return whole
    }

    private static func json(_ manifest: ExportManifest) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(manifest)) + [0x0A]
    }
}
