import CreditEngine

/// How well a ranker finds labelled mistakes over many runs, each figure with a 95 % interval.
struct AttributionAccuracy: Sendable {
    /// A figure in [0,1] with its interval.
    struct Figure: Sendable, Equatable {
        var value: Double
        var low: Double
        var high: Double
    }

    /// The names of the figures, in order.
    static let names = ["step_at_1", "step_at_3", "step_at_5", "mean_reciprocal_rank", "agent_at_1"]

    /// The number of runs.
    let runs: Int
    /// One figure for each name.
    let figures: [Figure]

    /// The mean of each figure over the runs; intervals by the percentile bootstrap over runs, 2,000 resamples with
    /// fixed random numbers.
    init(_ rankings: [Ranking]) {
        runs = rankings.count
        let rows = rankings.map { $0.within + [$0.reciprocal, $0.agent] }
        figures = Self.names.indices.map { index in
            let values = rows.map { $0[index] }
            let (low, high) = Self.interval(values)
            return Figure(value: Self.mean(values), low: low, high: high)
        }
    }

    private static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    private static func interval(_ values: [Double]) -> (Double, Double) {
        guard values.count > 1 else { return (0, 1) }
        var random = KeyedRandom(seed: 1).stream("bootstrap")
        let resamples = 2000
        let means = (0..<resamples).map { _ in
            var sum = 0.0
            for _ in values.indices { sum += values[Int.random(in: values.indices, using: &random)] }
            return sum / Double(values.count)
        }.sorted()
        return (means[resamples / 40], means[resamples - 1 - resamples / 40])
    }
}
