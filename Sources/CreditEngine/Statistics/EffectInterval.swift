/// How sure an interval is to hold the true value.
public enum ConfidenceLevel: Sendable, Hashable {
    /// 90 %, for "no effect shown".
    case percent90
    /// 95 %, for what is shown.
    case percent95
    /// One of several looks at pairs that become more: so many standard deviations on either side.
    case look(deviations: Double)

    /// Standard deviations on either side.
    var z: Double {
        switch self {
        case .percent90: 1.644_853_626_951_473
        case .percent95: 1.959_963_984_540_054
        case .look(let deviations): deviations
        }
    }
}

/// An interval of an effect in [−1,1], for a number of pairs that was fixed before they were looked at.
public struct EffectInterval: Sendable, Hashable {
    /// The lower end.
    public let low: Double
    /// The upper end.
    public let high: Double

    /// Makes an interval of its ends.
    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// The fewest graded pairs for which an interval is given.
    public static let fewestGraded = 30

    /// Bonett and Price (2012) for the difference of two paired success rates, clipped to ±1.
    ///
    /// p₁ = (B+1)/(N+2), p₂ = (W+1)/(N+2), p₁ − p₂ ± z·√((p₁ + p₂ − (p₁ − p₂)²)/(N+2)).
    ///
    /// - Parameters:
    ///   - better: the number B of pairs in which the first arm succeeded alone.
    ///   - worse: the number W of pairs in which the second arm succeeded alone.
    ///   - count: the number N of pairs.
    public init(better: Int, worse: Int, of count: Int, _ level: ConfidenceLevel = .percent95) {
        let n = Double(max(0, count)) + 2
        let (first, second) = (Double(better + 1) / n, Double(worse + 1) / n)
        let difference = first - second
        let reach = level.z * ((first + second - difference * difference) / n).squareRoot()
        low = max(-1, difference - reach)
        high = min(1, difference + reach)
    }

    /// Paired t, for graded outcomes; `nil` for fewer than 30 differences.
    ///
    /// The variance is taken to be at least 1/N, so that N pairs that all agree leave an interval and not a point.
    public init?(pairedT differences: [Double], _ level: ConfidenceLevel = .percent95) {
        let count = differences.count
        guard count >= Self.fewestGraded else { return nil }
        let mean = differences.reduce(0, +) / Double(count)
        let sample = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
        let spread = max(sample, 1 / Double(count))
        let reach = Self.studentQuantile(level.z, freedom: Double(count - 1)) * (spread / Double(count)).squareRoot()
        low = max(-1, mean - reach)
        high = min(1, mean + reach)
    }

    /// Student's quantile from the normal one (Cornish and Fisher; right to 10⁻⁵ from 29 degrees on).
    static func studentQuantile(_ z: Double, freedom: Double) -> Double {
        let square = z * z
        let first = z * (square + 1) / 4
        let second = z * (5 * square * square + 16 * square + 3) / 96
        let third = z * (3 * square * square * square + 19 * square * square + 17 * square - 15) / 384
        return z + first / freedom + second / (freedom * freedom) + third / (freedom * freedom * freedom)
    }
}
