/// How an optimisation searches for better prompts, and what it may spend.
public struct DescentSettings: Sendable, Hashable {
    /// The ways to find candidates; the names are those on screen.
    public enum Method: String, Sendable, Hashable, CaseIterable, Codable {
        /// Verbalized block coordinate descent: the block that measured credit points at, critiques of its messages.
        case credit
        /// Reflective mutation of each block in turn.
        case roundRobin = "round-robin"
        /// Reflective mutation with a pool of prompts and their Pareto front.
        case reflective
        /// Black box: generations of random edits, compared by their success rates.
        case evolutionary
        /// A bandit over edits whose preferences follow the outcome of single runs.
        case reinforce
        /// No change at all, to compare with.
        case none
    }

    /// Who decides that a candidate is good.
    public enum Acceptance: String, Sendable, Hashable, CaseIterable, Codable {
        /// The held-out gate; accepted candidates wait for a person and the current prompts stay.
        case gate
        /// The held-out gate; accepted prompts become current at once, marked as not approved.
        case rule
        /// The rule that the strategy is usually run with; what it takes becomes current at once.
        case customary
    }

    /// How candidates are found.
    public var method: Method
    /// Who decides.
    public var acceptance: Acceptance
    /// The most rollouts to pay for, replays counted as fractions.
    public var budget: Double
    /// Failed runs to learn from in one sweep; credit begins with three (`BlockShares.fewestTraces`).
    public var batch: Int
    /// The most candidates of one block in one sweep.
    public var candidates: Int
    /// Rollouts kept back for the estimate of the result at the end; 0 makes none.
    public var finalRuns: Int
    /// The most runs under way at once; results do not depend on it.
    public var width: Int
    /// Every draw hangs on it: problems, samples, mutations.
    public var seed: UInt64
    /// The gate's rule.
    public var rule: GateRule

    /// Makes settings.
    public init(
        method: Method = .credit, acceptance: Acceptance = .gate, budget: Double = 300, batch: Int = 5,
        candidates: Int = 3, finalRuns: Int = 30, width: Int = 1, seed: UInt64 = 1,
        rule: GateRule = GateRule(caps: GateCaps(trainPairs: 10))
    ) {
        self.method = method
        self.acceptance = acceptance
        self.budget = budget
        self.batch = max(1, batch)
        self.candidates = max(1, candidates)
        self.finalRuns = max(0, finalRuns)
        self.width = max(1, width)
        self.seed = seed
        self.rule = rule
    }
}
