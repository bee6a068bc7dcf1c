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
