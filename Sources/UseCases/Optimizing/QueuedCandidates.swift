import CreditEngine
import CreditStore

/// Puts the candidates of an optimisation into the queue before they are tried, in the lineages that proposals of people
/// and of `revise` count in, too.
struct QueuedCandidates: CandidateRegister {
    /// Where the queue is.
    let store: Store
    /// The team before any approval.
    let base: Team
    /// The name of the set of held-out problems.
    let problems: String
    /// What tells this optimisation from all other work, the same after a restart.
    let work: String

    /// The one lineage of a block; throws `ProposalError.noBlock` and `IdentityError`.
    func lineage(of block: Block) throws -> String { try Proposal.lineage(of: block, from: base) }

    /// Puts a candidate into the queue, once; throws `StoreError`.
    func enter(_ proposal: Proposal, place: Int) async throws -> EnteredCandidate {
        let record = try await store.propose(proposal, of: base, origin: "\(work), \(place)")
        return EnteredCandidate(id: record.id, ordinal: record.ordinal)
    }

    /// Records rule, seed and look of its validation; throws `StoreError`.
    func begin(_ validation: Validation, of candidate: EnteredCandidate) async throws -> Int {
        try await store.begin(record(validation.begun, of: candidate), at: problems).report.looks
    }

    /// Keeps the report; throws `StoreError`.
    ///
    /// One that came to an end before is left as it is.
    func keep(_ report: ValidationReport, of candidate: EnteredCandidate) async throws {
        let record = try record(report, of: candidate)
        let known = try await store.validations(of: candidate.id)
        if known.contains(where: { $0.id == record.id && $0.report.ending != .stopped }) { return }
        try await store.keep(record)
    }

    private func record(_ report: ValidationReport, of candidate: EnteredCandidate) throws -> ValidationRecord {
        let id = try "val-" + SHA256Digest(of: "\(work) \(candidate.id)").hex.prefix(12)
        return ValidationRecord(id: id, proposal: candidate.id, report: report)
    }
}
