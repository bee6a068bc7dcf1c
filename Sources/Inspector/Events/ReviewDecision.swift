/// What a person decided about a proposal whose diff was on the screen.
public struct ReviewDecision: Sendable, Hashable {
    /// The decision.
    public enum Verdict: Sendable, Hashable {
        /// The shown diff is approved: by its hash, and with the validation that was shown beside it.
        case approve(hash: String, validation: String)
        /// The proposal is rejected; the next critique of the block is told why.
        case reject
        /// The standing decision is taken back.
        case undo
    }

    /// The proposal's identifier.
    public var proposal: String
    /// The decision.
    public var verdict: Verdict
    /// Why; may be empty unless something warns.
    public var reason: String

    /// Makes a decision.
    public init(proposal: String, verdict: Verdict, reason: String) {
        self.proposal = proposal
        self.verdict = verdict
        self.reason = reason
    }
}

/// What an export would write, so that a person sees it first.
public struct ExportPlan: Sendable, Hashable {
    /// One file of it.
    public struct File: Sendable, Hashable {
        /// Its name within the folder.
        public var name: String
        /// What it is, in a few words (`role/researcher, approved by ana`).
        public var what: String

        /// Makes a file.
        public init(name: String, what: String) {
            self.name = name
            self.what = what
        }
    }

    /// The folder.
    public var folder: String
    /// The team.
    public var team: String
    /// The files, in order.
    public var files: [File]
    /// What a person should know first, each one sentence.
    public var warnings: [String]

    /// Makes a plan.
    public init(folder: String, team: String, files: [File], warnings: [String] = []) {
        self.folder = folder
        self.team = team
        self.files = files
        self.warnings = warnings
    }
}
