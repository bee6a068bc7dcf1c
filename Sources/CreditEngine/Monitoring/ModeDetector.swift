/// Watches which failures a stream brings: one count for each agent and failure mode, and modes nobody has seen before.
///
/// For each cell (agent, mode) the evidence that the mode has become more frequent is the marginal of a Dirichlet-
/// multinomial e-process: the beta-binomial likelihood of the cell's count, with a uniform prior over rates above the
/// bound, over the likelihood under the upper 95 % bound p₁ of the baseline's rate. Under any rate up to p₁ its expectation
/// is at most 1 at every run, so 1/E is a p-value that may be looked at any time; Holm's rule takes the number of cells into
/// account. Source: Robbins, *Statistical methods related to the law of the iterated logarithm* (1970); Holm (1979).
public struct ModeDetector: Sendable, Equatable {
    /// An agent with a mode of failure.
    public struct Cell: Sendable, Hashable, Comparable, Codable {
        /// The agent's name.
        public var agent: String
        /// The mode's name.
        public var mode: String

        /// Makes a cell.
        public init(agent: String, mode: String) { (self.agent, self.mode) = (agent, mode) }

        /// By agent, then by mode.
        public static func < (a: Cell, b: Cell) -> Bool { (a.agent, a.mode) < (b.agent, b.mode) }
    }

    /// A mode that has become more frequent.
    public struct Rise: Sendable, Equatable {
        /// The agent and mode.
        public var cell: Cell
        /// Failures of this kind in the stream, and runs of the stream.
        public var count: Int
        /// Runs of the stream.
        public var runs: Int
        /// Failures of this kind in the baseline, and runs of the baseline.
        public var before: Int
        /// The evidence.
        public var evidence: EValue
    }

    private let baseline: [Cell: Int]
    private let baselineRuns: Int
    /// What was seen so far; a detector against the same baseline goes on from it.
    public private(set) var memory: Memory

    /// What a detector has seen, apart from its baseline.
    public struct Memory: Sendable, Equatable, Codable {
        fileprivate var counts: [Cell: Int] = [:]
        fileprivate var runs = 0

        /// Nothing yet.
        public init() {}
    }

    /// The number of runs seen.
    public var runs: Int { memory.runs }
    private var counts: [Cell: Int] { memory.counts }

    /// Watches against the failures of a baseline.
    ///
    /// - Parameters:
    ///   - baseline: failures by agent and mode.
    ///   - runs: runs of the baseline, failed or not.
    ///   - memory: what was seen already.
    /// - Throws: `MonitoringError.tooFewRuns`.
    public init(baseline: [Cell: Int], runs: Int, memory: Memory = Memory()) throws {
        guard runs >= Baseline.fewest else { throw MonitoringError.tooFewRuns(have: runs, need: Baseline.fewest) }
        (self.baseline, self.memory) = (baseline, memory)
        baselineRuns = runs
    }

    /// Takes the next run and answers whether its failure is of a kind that was never seen before.
    ///
    /// - Parameter failure: the kind of its failure; `nil` when it did not fail.
    public mutating func add(_ failure: Cell?) -> Bool {
        memory.runs += 1
        guard let failure else { return false }
        defer { memory.counts[failure, default: 0] += 1 }
        return baseline[failure] == nil && counts[failure] == nil
    }

    /// The modes that have become more frequent, strongest evidence first.
    ///
    /// - Parameter level: the chance that any cell is named while none has become more frequent, in (0,1).
    public func rises(level: Double = 0.01) -> [Rise] {
        let cells = counts.map { cell, count in
            Rise(
                cell: cell, count: count, runs: runs, before: baseline[cell, default: 0],
                evidence: evidence(count, before: baseline[cell, default: 0]))
        }.sorted { ($1.evidence, $0.cell) < ($0.evidence, $1.cell) }
        // Every cell of the baseline could rise, and every cell that appeared.
        let all = Set(baseline.keys).union(counts.keys).count
        var named: [Rise] = []
        for (index, rise) in cells.enumerated() {
            guard rise.evidence.log >= naturalLog(Double(all - index) / level) else { break }
            named.append(rise)
        }
        return named
    }

    /// The evidence of one cell; see the type.
    private func evidence(_ count: Int, before: Int) -> EValue {
        let bound = max(WilsonInterval(before, of: baselineRuns).high, 1e-6)
        guard bound < 1, Double(count) > bound * Double(runs) else { return .none }
        // The mean over rates from the bound to 1 of the likelihood ratio, by Gauss–Legendre.
        let logs = zip(GaussLegendre.points, GaussLegendre.weights).map { point, weight in
            let rate = bound + (1 - bound) * point
            return naturalLog(weight) + Double(count) * naturalLog(rate / bound)
                + Double(runs - count) * naturalLog((1 - rate) / (1 - bound))
        }
        return EValue(log: logSumExp(logs))
    }

    /// The most that modes unseen so far can make up of all failures, at 95 %: the Good–Turing estimate (the share of
    /// failures whose kind was seen once) with the bound of McAllester and Schapire (2000); 1 when no failure was seen.
    public var unseenBound: Double {
        let all = baseline.merging(counts, uniquingKeysWith: +)
        let failures = all.values.reduce(0, +)
        guard failures > 0 else { return 1 }
        let once = all.values.count { $0 == 1 }
        let slack = (2 * 2.0.squareRoot() + 3.0.squareRoot()) * (naturalLog(3 / 0.05) / Double(failures)).squareRoot()
        return min(1, Double(once) / Double(failures) + slack)
    }
}
