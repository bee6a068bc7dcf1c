/// Blame over many failed runs, agent by phase: the weak link of a team, not of one run.
public struct BlameTable: Sendable, Equatable {
    /// One agent's part of the blame.
    public struct Row: Sendable, Equatable {
        /// The agent's name.
        public var agent: String
        /// In how many of the failures the hottest cell is this agent's in that phase; one count a phase.
        public var counts: [Int]
        /// The agent's share of all blame, in [0,1].
        public var share: Double
        /// The 95 % interval of the share.
        public var interval: ClosedRange<Double>
        /// The number of failed runs in which this agent is the first suspect.
        public var runs: Int

        /// Makes a row.
        public init(agent: String, counts: [Int], share: Double, interval: ClosedRange<Double>, runs: Int) {
            self.agent = agent
            self.counts = counts
            self.share = share
            self.interval = interval
            self.runs = runs
        }
    }

    /// The number of failed runs counted so far.
    public var failures: Int
    /// The turns of each phase, as labels (`1–2`, `3–4`, `9+`).
    public var phases: [String]
    /// One row an agent, in the order in which they are to be shown.
    public var rows: [Row]

    /// Makes a table.
    public init(failures: Int, phases: [String], rows: [Row]) {
        self.failures = failures
        self.phases = phases
        self.rows = rows
    }
}
