import CreditEngine
import CreditStore
import Foundation

/// A folder of its own for one test; removed with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        chmod(path, 0o700)
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A path inside.
    func callAsFunction(_ name: String) -> String { path + "/" + name }
}

/// A proposal like any other.
func content(
    _ text: String = "Solve and verify.", block: String = "solver", lineage: String = "lineage"
) -> ProposalContent {
    ProposalContent(
        team: "team", lineage: lineage, block: block, oldHash: "old", oldText: "Solve.", newText: text,
        others: ["critic": "other"], critiqued: ["p-1"], details: #"{"why":"it never checks"}"#)
}

/// The blocks as `content` found them.
let unchanged = ["solver": "old", "critic": "other"]

extension Store {
    /// A proposal whose validation accepted.
    func accepted(_ text: String = "Solve and verify.") async throws -> (ProposalRecord, validation: String) {
        let proposal = try await propose(content(text))
        let validation = "validation of \(proposal.id)"
        try await keep(ValidationRecord(id: validation, proposal: proposal.id, accepted: true, result: "{}"))
        return (proposal, validation)
    }
}
