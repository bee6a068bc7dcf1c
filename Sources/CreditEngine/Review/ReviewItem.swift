/// A proposal in the queue with all that a person needs to decide about it.
public struct ReviewItem: Sendable, Equatable, Identifiable {
    /// The validation that is shown with the diff, and that an approval is bound to.
    public struct Validation: Sendable, Equatable {
        /// Its name.
        public var id: String
        /// What it came to.
        public var report: ValidationReport
        /// When it ended, UTC in ISO 8601.
        public var at: String

        /// Makes a validation.
        public init(id: String, report: ValidationReport, at: String) {
            self.id = id
            self.report = report
            self.at = at
        }
    }

    /// What a person decided, as it stands.
    public struct Decision: Sendable, Hashable {
        /// Whether it was approved; else it was rejected.
        public var isApproval: Bool
        /// Who decided.
        public var who: String
        /// When, UTC in ISO 8601.
        public var at: String
        /// Why; may be empty for an approval.
        public var reason: String

        /// Makes a decision.
        public init(isApproval: Bool, who: String, at: String, reason: String) {
            self.isApproval = isApproval
            self.who = who
            self.at = at
            self.reason = reason
        }
    }

    /// A decision that was taken back, with nothing decided since.
    public struct Undone: Sendable, Hashable {
        /// What had been decided, by whom and why.
        public var decision: Decision
        /// The hash of the diff that had been shown; empty for a rejection without validation.
        public var hash: String

        /// Makes a decision that was taken back.
        public init(decision: Decision, hash: String) {
            self.decision = decision
            self.hash = hash
        }
    }

    /// Where it stands.
    public enum Status: String, Sendable, Hashable {
        /// Nobody has decided, and the team is as the proposal found it.
        case waiting
        /// Nobody has decided, and a block has changed since.
        case stale
        /// A person approved it.
        case approved
        /// A person rejected it.
        case rejected
    }

    /// The name of its record.
    public var id: String
    /// Which candidate of its lineage it is, from 1.
    public var ordinal: Int
    /// The version of the block's text that it replaces: 1 and the approvals of that block that stand before it.
    public var version: Int
    /// What it proposes.
    public var proposal: Proposal
    /// When it was made, UTC in ISO 8601.
    public var at: String
    /// The validation that was decided on, else the latest; `nil` when there is none.
    public var validation: Validation?
    /// The decision that stands; `nil` while it waits.
    public var decision: Decision?
    /// The last decision when it was taken back and none followed; `nil` otherwise.
    public var undone: Undone?
    /// The name of the first block that is not as the proposal found it; `nil` when it is not stale, or is decided.
    public var staleBlock: String?
    /// The hash of the diff with that validation, which approves it; `nil` without a validation.
    public var approvalHash: String?

    /// Makes an item.
    public init(
        id: String, ordinal: Int, version: Int, proposal: Proposal, at: String, validation: Validation? = nil,
        decision: Decision? = nil, undone: Undone? = nil, staleBlock: String? = nil, approvalHash: String? = nil
    ) {
        self.id = id
        self.ordinal = ordinal
        self.version = version
        self.proposal = proposal
        self.at = at
        self.validation = validation
        self.decision = decision
        self.undone = undone
        self.staleBlock = staleBlock
        self.approvalHash = approvalHash
    }

    /// Where it stands.
    public var status: Status {
        if let decision { return decision.isApproval ? .approved : .rejected }
        return staleBlock == nil ? .waiting : .stale
    }

    /// What the gate warns of although it accepted; whoever approves then has to give a reason.
    public var warnings: [String] { validation?.report.warnings ?? [] }

    /// The quotes of its critiques that the traces have, and all quotes.
    public var quotes: (found: Int, all: Int) {
        proposal.critiques.reduce(into: (found: 0, all: 0)) { sum, critique in
            sum.found += critique.foundQuotes
            sum.all += critique.quotes.count
        }
    }
}

extension ValidationReport {
    /// What a person should know of it although the gate accepted: problems that got worse, figures that are not known.
    public var warnings: [String] {
        let worse = broken.count
        let regressions = worse == 0 ? [] : ["\(worse) \(worse == 1 ? "problem" : "problems") got worse"]
        return regressions + checks.filter { $0.passes == nil }.map { "\($0.kind.rawValue) is not known" }
    }
}

extension ReviewItem {
    /// How the gate refused it for good; `nil` when it did not.
    public var refusal: ValidationReport.Ending? {
        switch validation?.report.ending {
        case nil, .accepted?, .stopped?: nil
        case let ending?: ending
        }
    }
}
