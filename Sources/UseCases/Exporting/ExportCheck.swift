import CreditEngine
import CreditStore

/// An export that lies in a folder, held against its own manifest and against what is approved now.
package struct ExportCheck: Sendable {
    /// The folder.
    package let folder: String
    /// The name of the team.
    package let team: String
    /// How every block stands, then what stands beside them.
    package let findings: [ExportFinding]
    /// Whether the store knows the team; else the export is held against its own manifest only.
    package let isAgainstApprovals: Bool

    /// Whether every text, hash and approval is the store's.
    package var isSound: Bool { findings.allSatisfy(\.isSound) }

    /// Checks an export; writes nothing.
    ///
    /// Throws `ExportError` and `StoreError`.
    package init(of folder: String, storeFolder: String?) async throws {
        let place = try? ExportPlace(folder)
        place?.lock(isShared: true)
        let deployed = try withExtendedLifetime(place) { try DeployedSet(at: folder) }
        let name = deployed.manifest.team
        let store = try Store.existing(in: storeFolder)
        var current: ExportManifest?
        if let store, try await store.team(name) != nil {
            current = try await FrozenSet(of: name, in: store).manifest
        }
        try self.init(of: deployed, in: folder, against: current)
    }

    /// Holds an export against what would be exported now; throws `IdentityError`.
    init(of deployed: DeployedSet, in folder: String, against current: ExportManifest?) throws {
        (self.folder, team, isAgainstApprovals) = (folder, deployed.manifest.team, current != nil)
        let hashes = try deployed.texts.mapValues { try SHA256Digest(of: $0).hex }
        let entries = Dictionary(current?.blocks.map { ($0.block, $0) } ?? []) { first, _ in first }
        var findings = deployed.manifest.blocks.map { entry in
            let (state, reason) = Self.state(
                of: entry, hash: hashes[entry.block], current: entries[entry.block], isKnown: current != nil,
                absence: entry.file.flatMap { deployed.absences[$0] })
            return ExportFinding(subject: entry.block, file: entry.file, state: state, reason: reason)
        }
        let exported = Set(deployed.manifest.blocks.map(\.block))
        for entry in current?.blocks ?? [] where !exported.contains(entry.block) {
            findings.append(ExportFinding(subject: entry.block, state: .differs, reason: "not exported"))
        }
        if exported.count < deployed.manifest.blocks.count {
            findings.append(.manifest("it names a block twice"))
        } else if try PromptSet.identity(ofHashes: hashes) != deployed.manifest.identity {
            findings.append(.manifest("its identity is not that of the texts"))
        }
        if let finding = try Self.teamFile(deployed) { findings.append(finding) }
        self.findings = findings
    }

    /// How the team file stands, which the store knows nothing of; `nil` where there is none and should be none.
    private static func teamFile(_ deployed: DeployedSet) throws -> ExportFinding? {
        let now = try deployed.teamFile.map { try SHA256Digest(of: $0).hex }
        let reason: String? =
            switch (deployed.manifest.teamFileHash, now) {
            case (nil, nil): nil
            case (let hash?, let now?) where hash == now: nil
            case (_?, nil): deployed.absences[ExportTeamFile.name] ?? "it is gone"
            case (_?, _?): "not the file that was exported; the store does not vouch for it"
            case (nil, _?): "the manifest does not list it, and the store does not vouch for it"
            }
        guard deployed.manifest.teamFileHash != nil || now != nil else { return nil }
        return ExportFinding(
            subject: ExportTeamFile.name, state: reason == nil ? .exported : .differs, reason: reason)
    }

    /// How a block stands.
    ///
    /// - Parameters:
    ///   - entry: what the export's manifest says of it.
    ///   - hash: the hash of the text that is there; `nil` when none is.
    ///   - current: what would be exported now; `nil` when the team has no such block.
    ///   - isKnown: whether the store knows the team.
    ///   - absence: what stands in the place of the text.
    private static func state(
        of entry: ExportManifest.Entry, hash: String?, current: ExportManifest.Entry?, isKnown: Bool, absence: String?
    ) -> (ExportFinding.State, String?) {
        guard let hash else { return (.differs, absence ?? "its text is gone") }
        guard hash == entry.hash else {
            return (
                .differs,
                hash == current?.hash ? "the manifest gives another hash" : "not the text that was exported"
            )
        }
        guard let current else { return (.unknown, isKnown ? "the team has no such block now" : nil) }
        guard hash == current.hash else {
            return (
                .differs,
                current.source != "owner"
                    ? "another text is approved now"
                    : entry.source == "owner" ? "its owner has another text now" : "its approval was taken back"
            )
        }
        guard entry.source == current.source, entry.approvals.count == current.approvals.count,
            zip(entry.approvals, current.approvals).allSatisfy({ $0.agrees(with: $1) })
        else {
            return (.differs, "the manifest's account of approvals is not the store's")
        }
        return (current.source == "owner" ? .owned : .approved, nil)
    }
}

extension ExportFinding {
    /// Something about the manifest itself.
    fileprivate static func manifest(_ reason: String) -> ExportFinding {
        ExportFinding(subject: "manifest", state: .differs, reason: reason)
    }
}
