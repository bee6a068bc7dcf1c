import CreditEngine
import CreditStore
import Foundation
import PlantedFaults
import Testing

/// A store with proposals as other commands leave them, and the commands on it.
struct Queue {
    let scratch: Scratch
    let base: Team

    init(_ base: Team? = nil) throws {
        scratch = try Scratch()
        self.base = try base ?? #require(Suite.named("root-echo")).planting().team
    }

    var folder: String { scratch.path + "/store" }
    var name: String { base.name ?? "" }

    func open() throws -> Store { try Store(folder: folder) }

    /// Proposes a text for a member's prompt on top of what is approved, and keeps a validation that accepted it.
    func accepted(
        _ text: String, for member: Int = 0, broken: Int = 0, ending: ValidationReport.Ending = .accepted,
        weakness: String = "it never checks"
    ) async throws -> ReviewItem {
        let store = try open()
        let block = Block.role(base.members[member].name)
        let critique = Critique(
            trace: "run-1", problem: "p-1", turn: 2, agent: base.members[member].name, block: block,
            weakness: weakness, quotes: [Critique.Quote(text: "17 modulo 5 is 3", turn: 2, agent: "researcher")],
            suggestion: RuleEdit(new: "Verify."), critic: "simulated/critic", isSimulated: true)
        let proposal = try await store.propose(
            Proposal(
                revising: block, of: store.currentPrompts(from: base), to: text, lineage: "lineage",
                critiques: [critique], reason: weakness, isSimulated: true), of: base)
        let better = (0..<20).map { ValidationReport.Pair(problem: "v-\($0)", replay: 1, current: 0, candidate: 1) }
        let worse = (0..<broken).map { ValidationReport.Pair(problem: "w-\($0)", replay: 1, current: 1, candidate: 0) }
        let report = ValidationReport(
            ending: ending, pairs: better + worse, ordinal: proposal.ordinal, alpha: 0.05, logEvidence: 9,
            logThreshold: 4, isSimulated: true)
        try await store.keep(
            ValidationRecord(id: "validation of \(proposal.id)", proposal: proposal.id, report: report))
        let item = try await store.reviewItem(proposal.id)
        try store.close()
        return item
    }

    /// Approves as a person would, without the program.
    func approve(_ item: ReviewItem) async throws {
        let store = try open()
        _ = try await store.approve(
            item.id, validation: #require(item.validation?.id), hash: #require(item.approvalHash), who: "ada",
            reason: "seen", under: store.lease(for: "a test"))
        try store.close()
    }

    /// The words of a command on this store.
    func words(_ command: [String]) -> [String] { command + ["--store", folder] }

    /// Runs a command on this store.
    func run(_ command: String..., through: [String] = []) throws -> Program.Result {
        try Program.run(words(command), through: through)
    }
}
