/// What a team did before it was watched: runs that ended, and how many of them succeeded.
public struct Baseline: Sendable, Equatable {
    /// Runs with an outcome.
    public let runs: Int
    /// Runs that succeeded.
    public let successes: Int

    /// The fewest runs that a baseline needs before a stream can be watched against it.
    ///
    /// With fewer the lower bound of the success rate is so low that a loss of 20 points goes unseen.
    public static let fewest = 30

    /// Makes a baseline; throws `MonitoringError.tooFewRuns` below `fewest`.
    public init(runs: Int, successes: Int) throws {
        guard runs >= Self.fewest else { throw MonitoringError.tooFewRuns(have: runs, need: Self.fewest) }
        self.runs = runs
        self.successes = min(max(0, successes), runs)
    }

    /// The success rate, in [0,1].
    public var rate: Double { Double(successes) / Double(runs) }

    /// The lower end of the 90 % Wilson interval of the success rate: a stream above it is no worse than the baseline.
    public var lowerBound: Double { WilsonInterval(successes, of: runs, z: 1.644_853_626_951_472_2).low }
}

/// Why a stream cannot be watched; the description is one clause with the way out.
public enum MonitoringError: Error, Equatable, CustomStringConvertible {
    /// The baseline is too small.
    case tooFewRuns(have: Int, need: Int)
    /// The baseline hardly ever succeeded: nothing worse can be told from it.
    case nothingToLose(rate: Double)

    /// One clause.
    public var description: String {
        switch self {
        case .tooFewRuns(let have, let need):
            "too few runs to watch against: \(have) with an outcome, at least \(need) are needed; name a longer baseline"
        case .nothingToLose(let rate):
            "the baseline succeeds in \(rate) of its runs: a loss cannot be told from that; name another baseline"
        }
    }
}
