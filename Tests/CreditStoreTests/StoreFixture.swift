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

/// A team of two, as its owner's files say.
func ownersTeam(_ name: String = "team", solver: String = "Solve.", critic: String = "Check.") -> Team {
    Team(
        name: name,
        members: [Team.Member(name: "solver", prompt: solver), Team.Member(name: "critic", prompt: critic)])
}

/// A proposal like any other.
func content(
    _ text: String = "Solve and verify.", block: Block = .role("solver"), lineage: String = "lineage",
    of base: Team = ownersTeam()
) throws -> Proposal {
    let critique = Critique(
        trace: "run-1", problem: "p-1", turn: 2, agent: "solver", block: block, weakness: "it never checks",
        quotes: [Critique.Quote(text: "17 modulo 5 is 3", turn: 2, agent: "solver")],
        suggestion: RuleEdit(new: "Verify."), critic: "simulated/critic", isSimulated: true)
    return try Proposal(
        revising: block, of: PromptSet(base), to: text, lineage: lineage, critiques: [critique],
        reason: "it never checks", isSimulated: true)
}

/// A validation's report that ends in some way.
func report(_ ending: ValidationReport.Ending = .accepted, broken: Int = 0) -> ValidationReport {
    let fixed = (0..<20).map { ValidationReport.Pair(problem: "v-\($0)", replay: 1, current: 0, candidate: 1) }
    let worse = (0..<broken).map { ValidationReport.Pair(problem: "w-\($0)", replay: 1, current: 1, candidate: 0) }
    return ValidationReport(
        ending: ending, pairs: fixed + worse, ordinal: 1, alpha: 0.05, logEvidence: 9.5, logThreshold: 4.4)
}

extension Store {
    /// A proposal whose validation accepted.
    func accepted(
        _ text: String = "Solve and verify.", block: Block = .role("solver"), of base: Team = ownersTeam()
    ) async throws -> (ProposalRecord, validation: String) {
        let proposal = try await propose(content(text, block: block, of: base), of: ownersTeam())
        let validation = "validation of \(proposal.id)"
        try await keep(ValidationRecord(id: validation, proposal: proposal.id, report: report()))
        return (proposal, validation)
    }

    /// Approves what was accepted, as a person who saw it.
    @discardableResult
    func approve(_ accepted: (ProposalRecord, validation: String), under lease: Lease) async throws -> AuditEntry {
        try await approve(
            accepted.0.id, validation: accepted.validation,
            hash: accepted.0.approvalHash(validation: accepted.validation), who: "ada", under: lease)
    }
}
