/// Blame over many failed runs, agent by phase: the weak link of a team, not of one run.
public struct BlameTable: Sendable, Equatable {
    /// One agent's part of the blame.
    public struct Row: Sendable, Equatable {
        /// The agent's name.
        public var agent: String
        /// The agent's blame in each phase, in per cent of all blame.
        public var percent: [Int]
        /// The agent's share of all blame, in [0,1].
        public var share: Double
        /// The 95 % interval of the share; `nil` when there are too few runs for one.
        public var interval: ClosedRange<Double>?
        /// The number of failed runs in which this agent has the largest part of the blame.
        public var runs: Int

        /// Makes a row.
        public init(agent: String, percent: [Int], share: Double, interval: ClosedRange<Double>?, runs: Int) {
            self.agent = agent
            self.percent = percent
            self.share = share
            self.interval = interval
            self.runs = runs
        }
    }

    /// The number of failed runs counted so far.
    public var failures: Int
    /// How many of them blame nobody, because no suspect stands out.
    public var unexplained: Int
    /// The turns of each phase, as labels (`1–2`, `3–4`, `9+`).
    public var phases: [String]
    /// One row an agent, in the order in which they are to be shown.
    public var rows: [Row]

    /// Makes a table.
    public init(failures: Int, unexplained: Int = 0, phases: [String], rows: [Row]) {
        self.failures = failures
        self.unexplained = unexplained
        self.phases = phases
        self.rows = rows
    }
}
