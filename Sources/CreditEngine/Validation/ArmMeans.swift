/// What the runs of both arms cost on average, over the pairs in which both came to an outcome.
struct ArmMeans: Sendable, Equatable {
    /// A figure of both arms, summed; `nil` as soon as one run does not say.
    private struct Sum: Sendable, Equatable {
        var current: Double? = 0
        var candidate: Double? = 0
        var count = 0

        mutating func add(_ a: Double?, _ b: Double?) {
            current = KnownSum.ofAll([current, a])
            candidate = KnownSum.ofAll([candidate, b])
            count += 1
        }

        /// The current one's mean of a run; `nil` when it is not known.
        var currentMean: Double? { current.flatMap { count > 0 ? $0 / Double(count) : nil } }

        /// The candidate's as a multiple of the current one's; `nil` when it is not known.
        var ratio: Double? {
            guard let current, let candidate, current > 0 else { return nil }
            return candidate / current
        }
    }

    private var dollars = Sum()
    private var tokens = Sum()
    private var time = Sum()

    mutating func add(_ current: Rollout, _ candidate: Rollout) {
        guard current.undefined == nil, candidate.undefined == nil else { return }
        dollars.add(current.cost, candidate.cost)
        tokens.add(current.tokens.map(Double.init), candidate.tokens.map(Double.init))
        time.add(current.latency, candidate.latency)
    }

    /// Dollars of the candidate as a multiple of the current ones; tokens where no price is known.
    var cost: Double? { dollars.ratio ?? tokens.ratio }

    /// Time of the candidate as a multiple of the current one's.
    var latency: Double? { time.ratio }

    /// Milliseconds of a current run, on average.
    var currentLatency: Double? { time.currentMean }
}
