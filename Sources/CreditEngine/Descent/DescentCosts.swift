/// What a descent has used up, by what it was for; the sum is what its budget is held against.
///
/// The unit is the rollout: one whole run of the team. A replay costs the fraction of the cells that spoke again, a run
/// that was there already costs nothing, and calls of the critic are counted apart. Source: Method §6.
public struct DescentCosts: Sendable, Equatable, Codable {
    /// What a rollout was made for.
    public enum Purpose: String, Sendable, Hashable, CaseIterable, Codable {
        /// Whole runs of the current prompts that give the traces to learn from.
        case sampling
        /// Replays that find out which block the failures hang on.
        case credit
        /// Runs by which a strategy compares candidates before it hands one over, and those of its customary rule.
        case trial
        /// The gate's pairs on held-out problems.
        case validation
        /// The estimate of the result at the end.
        case final
    }

    /// What was spent for one purpose.
    public struct Entry: Sendable, Equatable, Codable {
        /// Whole-run equivalents that were paid for.
        public var rollouts = 0.0
        /// Runs and replays that were made.
        public var made = 0
        /// Those that were asked for and were there already.
        public var cached = 0
        /// Of those made, the ones without an outcome.
        public var undefined = 0
        /// Model calls of those made.
        public var calls = 0

        /// Nothing spent.
        public init() {}
    }

    private var entries: [String: Entry] = [:]
    /// Calls of the critic and of the reviser.
    public internal(set) var criticCalls = 0

    /// Nothing spent.
    public init() {}

    /// What was spent for a purpose.
    public internal(set) subscript(purpose: Purpose) -> Entry {
        get { entries[purpose.rawValue] ?? Entry() }
        set { entries[purpose.rawValue] = newValue }
    }

    /// Rollouts paid for, all purposes together.
    public var rollouts: Double { Purpose.allCases.reduce(0) { $0 + self[$1].rollouts } }

    /// Runs and replays that were there already.
    public var cached: Int { Purpose.allCases.reduce(0) { $0 + self[$1].cached } }

    /// Model calls of the team, the critic's not among them.
    public var teamCalls: Int { Purpose.allCases.reduce(0) { $0 + self[$1].calls } }

    /// All model calls.
    public var calls: Int { teamCalls + criticCalls }
}
