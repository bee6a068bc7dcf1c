import CreditEngine

/// A change of a team's runs for the worse, as it is kept and told.
package struct DriftAlarm: Sendable, Equatable, Codable {
    /// What changed.
    package enum Kind: String, Sendable, Codable {
        /// Fewer runs succeed.
        case success
        /// A kind of failure has become more frequent.
        case mode
        /// A kind of failure that was never seen before.
        case newMode = "new-mode"
        /// The tasks are no longer those of the baseline, which says nothing of success.
        case tasks
    }

    /// An agent with what it is blamed for.
    package struct Share: Sendable, Equatable, Codable {
        /// The agent's name.
        package var agent: String
        /// Failures blamed on it, as a share of all runs, in [0,1]: now, and in the baseline.
        package var now: Double, before: Double
    }

    /// A kind of failure with how often it occurs.
    package struct Mode: Sendable, Equatable, Codable {
        /// The agent and the kind.
        package var agent: String, mode: String
        /// Failures of this kind, now and in the baseline.
        package var now: Int, before: Int
    }

    package var kind: Kind
    /// The team's name.
    package var team: String
    /// The run that raised it.
    package var run: String
    /// The first run that is most likely part of the change, and its number among the team's runs with an outcome, from 1.
    package var onset: String?, onsetNumber: Int?
    /// Runs with an outcome since then, and their success rate with its 95 % interval.
    package var runs: Int, rate: Double?, low: Double?, high: Double?
    /// Runs of the baseline, and their success rate.
    package var baselineRuns: Int, baselineRate: Double
    /// Agents that are blamed for more than before, the one with the largest increase first.
    package var agents: [Share]
    /// Kinds of failure that are more frequent than before, the one with the largest increase first.
    package var modes: [Mode]
    /// The most that kinds unseen so far can make up of all failures, at 95 %; for a new kind only.
    package var unseen: Double?
    /// The first run with other tasks, where they changed before or with this; `nil` when they did not.
    package var tasksSince: String?
    /// Tasks that were looked at, now and in the baseline; for a change of tasks only.
    package var tasks: Int?, tasksBefore: Int?
    /// The command that searches for better prompts; `nil` when nobody says which team it is.
    package var command: [String]?
}
