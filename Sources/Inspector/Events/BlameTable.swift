public import CreditEngine

/// Blame over many failed runs, agent by phase: the weak link of a team, not of one run.
public struct BlameTable: Sendable, Equatable {
    /// The number of failed runs counted so far.
    public var failures: Int
    /// How many of them blame nobody, because no suspect stands out.
    public var unexplained: Int
    /// One row an agent, the most blamed first.
    public var rows: [PhaseBlame.Row]

    /// The rows of what was counted so far, worked out once.
    public init(_ blame: PhaseBlame) {
        self.init(failures: blame.runs + blame.unexplained, unexplained: blame.unexplained, rows: blame.rows)
    }

    init(failures: Int, unexplained: Int = 0, rows: [PhaseBlame.Row]) {
        self.failures = failures
        self.unexplained = unexplained
        self.rows = rows
    }
}
