public import CreditEngine

/// A revision of one block as it waits in the queue.
public struct ProposalRecord: Sendable, Hashable, Identifiable {
    /// Its short name, given by the store.
    public let id: String
    /// Which candidate of its lineage this is, from 1, abandoned ones counted; given by the store.
    public let ordinal: Int
    /// What it proposes.
    public let content: Proposal
    /// When it was made, UTC in ISO 8601.
    public let at: String

    /// What a person approves; see `Proposal.approvalHash(validation:)`.
    public func approvalHash(validation: String) throws -> String {
        try content.approvalHash(validation: validation)
    }
}

/// One held-out validation of a proposal.
public struct ValidationRecord: Sendable, Equatable, Identifiable {
    /// Its name: the same for the same work.
    public var id: String
    /// The proposal it is about.
    public var proposal: String
    /// What it came to.
    public var report: ValidationReport
    /// When it ended, UTC in ISO 8601; empty until it is kept.
    public var at: String

    /// Makes a validation that is not kept yet.
    public init(id: String, proposal: String, report: ValidationReport) {
        self.id = id
        self.proposal = proposal
        self.report = report
        at = ""
    }

    /// Whether the gate accepted, which is not approval.
    public var accepted: Bool { report.ending == .accepted }
}

/// What the column `details` holds of a proposal.
struct ProposalDetails: Codable {
    var critiques: [Critique]
    var reason: String
    var isSimulated: Bool
    /// The work that it comes from, where the same work may put it down twice.
    var origin: String?
}
