public import CreditEngine

/// Whether the messages of an opened run can be criticised, and its team's prompts revised, from here.
public enum Reviewability: Sendable, Equatable {
    /// They can, on these terms.
    case reviewable(ReviewTerms)
    /// They cannot; one sentence says why and what to do.
    case impossible(String)
}

/// Who criticises and revises, who speaks in a validation, and what that costs.
public struct ReviewTerms: Sendable, Equatable {
    /// The team's name.
    public var team: String
    /// The critic's model.
    public var critic: ReplayTerms
    /// The model that the team speaks with when a proposal is validated.
    public var agents: ReplayTerms
    /// The calls of one whole run of the team.
    public var callsPerRun: Int
    /// The most pairs of runs that a validation makes.
    public var pairs: Int
    /// The problems that nobody tuned on.
    public var heldOut: [Problem]
    /// All problems at hand, by whose words those are recognised that a critique has seen.
    public var problems: [Problem]
    /// The words of a command line that name the same team and models (`--team`, `simulated/root-echo`).
    public var options: [String]

    /// Makes terms.
    public init(
        team: String, critic: ReplayTerms, agents: ReplayTerms, callsPerRun: Int, pairs: Int,
        heldOut: [Problem], problems: [Problem] = [], options: [String] = []
    ) {
        self.team = team
        self.critic = critic
        self.agents = agents
        self.callsPerRun = callsPerRun
        self.pairs = pairs
        self.heldOut = heldOut
        self.problems = problems
        self.options = options
    }

    /// The problems that a proposal can be held against, and those that its critiques have seen.
    func heldOut(for proposal: Proposal) -> HeldOutProblems {
        HeldOutProblems(heldOut, critiqued: proposal.critiqued, known: problems)
    }
}
