/// Blame of agents by phase over many failed runs: the weak link of a team rather than of one anecdote.
///
/// A value that runs are added to one by one, in any order and on any thread, and merged; its size depends on the
/// agents and phases only. Each failed run with a suspect counts once: its blame, 1 in all, is shared among the cells
/// of its agents in proportion to heat. Shares are means over runs, so a long run weighs no more than a short one.
/// Source: Method §3.
public struct PhaseBlame: Sendable, Equatable {
    /// Turns that are counted together.
    public struct Phase: Sendable, Hashable {
        /// The first turn.
        public var first: Int
        /// The last turn; `nil` when the phase is open.
        public var last: Int?

        /// Makes a phase.
        public init(first: Int, last: Int?) {
            self.first = first
            self.last = last
        }

        /// How it is printed (`1–2`, `9+`).
        public var title: String {
            guard let last else { return "\(first)+" }
            return first == last ? "\(first)" : "\(first)–\(last)"
        }
    }

    /// One agent's part of the blame.
    public struct Row: Sendable, Equatable {
        /// The agent's name.
        public var agent: String
        /// Its share of the blame in each phase, of the blame of all agents and phases; in the order of `phases`.
        public var phases: [Double]
        /// Its share in all phases, in [0,1].
        public var share: Double
        /// The 95 % interval of the share.
        ///
        /// Normal interval of a mean over runs, mean ± 1.96·√(variance/runs), kept within [0,1]; `nil` below 10 runs,
        /// where it would claim too much.
        public var interval: ClosedRange<Double>?
        /// The runs in which the agent has the largest part of the blame; ties go to the agent that speaks first.
        public var runs: Int
    }

    /// Turns 1–2, 3–4, 5–6, 7–8 and from 9.
    public static let phases: [Phase] = [
        Phase(first: 1, last: 2), Phase(first: 3, last: 4), Phase(first: 5, last: 6), Phase(first: 7, last: 8),
        Phase(first: 9, last: nil),
    ]
    /// The most agents that are told apart; later names are counted together as "others".
    public static let agentLimit = 1024
    /// The fewest runs for an interval.
    public static let intervalRuns = 5

    /// Failed runs that a suspect stands out in.
    public private(set) var runs = 0
    /// Failed runs in which none stands out; they blame nobody.
    public private(set) var unexplained = 0

    private struct Tally: Equatable {
        var phases: [Double]
        var sum = 0.0
        var squares = 0.0
        var runs = 0
    }

    private var tallies: [String: Tally] = [:]

    /// No runs yet.
    public init() {}

    /// Adds a run; one that did not fail is left out.
    public mutating func add(_ trace: Trace, _ credit: EstimatedCredit) {
        guard trace.outcome?.success == false else { return }
        var parts = [[Double]](
            repeating: [Double](repeating: 0, count: Self.phases.count), count: trace.agents.count)
        for cell in credit.cells where parts.indices.contains(cell.cell.agent) {
            guard let heat = cell.score.value, heat > 0 else { continue }
            parts[cell.cell.agent][Self.phase(of: cell.cell.turn)] += heat
        }
        let sums = parts.map { $0.reduce(0, +) }
        let total = sums.reduce(0, +)
        guard total > 0, !credit.suspects.isEmpty else {
            unexplained += 1
            return
        }
        runs += 1
        let most = sums.indices.max { sums[$0] < sums[$1] || sums[$0] == sums[$1] && $0 > $1 }
        // Two agents of one run may bear one name; their parts are one agent's.
        var byName: [(name: String, parts: [Double], isMost: Bool)] = []
        for agent in parts.indices where sums[agent] > 0 {
            let name = trace.agents[agent].name
            if let place = byName.firstIndex(where: { $0.name == name }) {
                byName[place].parts = zip(byName[place].parts, parts[agent]).map(+)
                byName[place].isMost = byName[place].isMost || agent == most
            } else {
                byName.append((name, parts[agent], agent == most))
            }
        }
        for entry in byName { add(entry.name, entry.parts.map { $0 / total }, entry.isMost) }
    }

    private mutating func add(_ name: String, _ parts: [Double], _ isMost: Bool) {
        let known = tallies[name] != nil || tallies.count < Self.agentLimit
        var tally = tallies[known ? name : "others"] ?? Tally(phases: parts.map { _ in 0 })
        let share = parts.reduce(0, +)
        tally.phases = zip(tally.phases, parts).map(+)
        tally.sum += share
        tally.squares += share * share
        tally.runs += isMost ? 1 : 0
        tallies[known ? name : "others"] = tally
    }

    /// Adds what another accumulator has seen.
    public mutating func merge(_ other: PhaseBlame) {
        runs += other.runs
        unexplained += other.unexplained
        for name in other.tallies.keys.sorted() {
            guard let theirs = other.tallies[name] else { continue }
            let known = tallies[name] != nil || tallies.count < Self.agentLimit
            var mine = tallies[known ? name : "others"] ?? Tally(phases: theirs.phases.map { _ in 0 })
            mine.phases = zip(mine.phases, theirs.phases).map(+)
            mine.sum += theirs.sum
            mine.squares += theirs.squares
            mine.runs += theirs.runs
            tallies[known ? name : "others"] = mine
        }
    }

    /// One row an agent, the largest share first, ties by name.
    public var rows: [Row] {
        guard runs > 0 else { return [] }
        let n = Double(runs)
        return tallies.map { name, tally in
            let mean = tally.sum / n
            let variance = max(0, tally.squares / n - mean * mean) * n / max(1, n - 1)
            // Student's t; a few runs that all agree leave an interval and not a point.
            let quantile = EffectInterval.studentQuantile(ConfidenceLevel.percent95.z, freedom: n - 1)
            let half = quantile * (max(variance, 1 / n) / n).squareRoot()
            let interval = runs < Self.intervalRuns ? nil : max(0, mean - half)...min(1, mean + half)
            return Row(
                agent: name, phases: tally.phases.map { $0 / n }, share: mean, interval: interval, runs: tally.runs)
        }.sorted { $0.share == $1.share ? $0.agent < $1.agent : $0.share > $1.share }
    }

    private static func phase(of turn: Int) -> Int {
        phases.lastIndex { $0.first <= turn } ?? 0
    }
}
