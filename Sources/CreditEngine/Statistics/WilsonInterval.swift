/// The Wilson score interval of a success rate.
///
/// For k successes of n with z standard deviations: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), p = k/n.
/// Source: Wilson (1927); Method §4.
public struct WilsonInterval: Sendable, Equatable {
    /// The lower end, in [0,1].
    public let low: Double
    /// The upper end, in [0,1].
    public let high: Double

    /// The 95 % interval of `successes` out of `count`; [0,1] when nothing was counted.
    public init(_ successes: Int, of count: Int, z: Double = 1.959_963_984_540_054) {
        guard count > 0 else {
            (low, high) = (0, 1)
            return
        }
        let n = Double(count)
        let p = Double(min(max(successes, 0), count)) / n
        let centre = p + z * z / (2 * n)
        let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        low = successes <= 0 ? 0 : max(0, (centre - reach) / scale)
        high = successes >= count ? 1 : min(1, (centre + reach) / scale)
    }
}
