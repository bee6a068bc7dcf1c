/// Watches a stream of outcomes for a loss of success against a baseline, and says when the loss began.
///
/// An e-detector: a Shiryaev–Roberts statistic, mixed over rates q below the baseline's lower bound p₀. For each q
/// Rₙ = (Rₙ₋₁ + 1)·L(xₙ), where L is q/p₀ for a success and (1 − q)/(1 − p₀) for a failure, and the statistic is the mean of
/// the R over q. While the true rate is at least p₀ the expected number of runs before an alarm is at least the threshold
/// (the average run length), whatever the stream does otherwise and however often it is looked at. After an alarm the
/// detector starts anew. Source: Shin, Ramdas, Rinaldo, *E-detectors: a nonparametric framework for sequential change
/// detection* (2023), with the lower bound in the place of the baseline's rate, which is not known.
public struct SuccessDetector: Sendable, Equatable {
    /// The rates of the mixture, as shares of the baseline's lower bound.
    fileprivate static let shares: [Double] = [0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.45, 0.3, 0.15]

    /// The lower bound p₀ of the baseline's success rate.
    public let lowerBound: Double
    /// The threshold of the statistic: the least average number of runs between false alarms.
    public let averageRunLength: Double
    /// What was seen so far; a detector against the same baseline goes on from it.
    public private(set) var memory = Memory()

    /// What a detector has seen, apart from its baseline.
    public struct Memory: Sendable, Equatable, Codable {
        /// Outcomes since the start or the last alarm, oldest first; bounded by `kept`.
        fileprivate var recent: [Bool] = []
        /// The number of outcomes that were seen before those in `recent`, all streams together.
        fileprivate var forgotten = 0
        /// The statistic of each rate, from 0.
        fileprivate var statistics = SuccessDetector.shares.map { _ in 0.0 }

        fileprivate init() {}
    }

    /// Outcomes that are kept to find where a loss began.
    private static let kept = 20_000

    /// A loss of success that was noticed.
    public struct Alarm: Sendable, Equatable {
        /// The number of the run, from 1, after which the loss was noticed.
        public var run: Int
        /// The number of the run, from 1, from which on the stream is most likely worse (maximum likelihood).
        public var onset: Int
        /// The success rate since then, with its 95 % Wilson interval, and the number of runs.
        public var rate: Double
        /// The interval of the rate.
        public var interval: WilsonInterval
        /// Runs since the onset.
        public var runs: Int
    }

    /// Watches against a baseline.
    ///
    /// - Parameters:
    ///   - averageRunLength: runs between false alarms, on average at least; 50,000 as a rule.
    ///   - memory: what was seen already; that of a detector with another mixture counts as nothing seen.
    /// - Throws: `MonitoringError.nothingToLose` when the baseline's lower bound is below 0.05.
    public init(_ baseline: Baseline, averageRunLength: Double = 50_000, memory: Memory? = nil) throws {
        guard baseline.lowerBound >= 0.05 else { throw MonitoringError.nothingToLose(rate: baseline.rate) }
        // A bound of 1 would make a single failure impossible.
        lowerBound = min(baseline.lowerBound, 0.999)
        self.averageRunLength = max(1, averageRunLength)
        if let memory, memory.statistics.count == Self.shares.count { self.memory = memory }
    }

    /// The number of outcomes seen.
    public var runs: Int { memory.forgotten + memory.recent.count }

    /// The statistic relative to its threshold, from 0; an alarm is at 1.
    public var level: Double {
        memory.statistics.reduce(0, +) / Double(memory.statistics.count) / averageRunLength
    }

    /// Takes the next outcome; answers the alarm that it raises.
    public mutating func add(success: Bool) -> Alarm? {
        memory.recent.append(success)
        if memory.recent.count > Self.kept {
            memory.recent.removeFirst(Self.kept / 2)
            memory.forgotten += Self.kept / 2
        }
        for (index, share) in Self.shares.enumerated() {
            let rate = lowerBound * share
            let likelihood = success ? share : (1 - rate) / (1 - lowerBound)
            // Beyond any threshold the size says nothing more.
            memory.statistics[index] = min((memory.statistics[index] + 1) * likelihood, 1e200)
        }
        guard level >= 1 else { return nil }
        let alarm = alarm()
        let seen = runs
        memory = Memory()
        memory.forgotten = seen
        return alarm
    }

    /// Where the loss began: the largest likelihood ratio over all onsets and all rates of the mixture.
    private func alarm() -> Alarm {
        let recent = memory.recent
        var best = (log: -Double.infinity, start: max(0, recent.count - 1))
        for share in Self.shares {
            let rate = lowerBound * share
            let (gain, loss) = (naturalLog((1 - rate) / (1 - lowerBound)), naturalLog(share))
            var log = 0.0
            for index in recent.indices.reversed() {
                log += recent[index] ? loss : gain
                if log > best.log { best = (log, index) }
            }
        }
        let since = recent[best.start...]
        let successes = since.count { $0 }
        return Alarm(
            run: runs, onset: memory.forgotten + best.start + 1, rate: Double(successes) / Double(max(1, since.count)),
            interval: WilsonInterval(successes, of: since.count), runs: since.count)
    }
}
