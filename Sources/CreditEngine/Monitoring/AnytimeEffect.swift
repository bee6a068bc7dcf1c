/// The mean of paired differences with an interval that holds at every moment, however often it is looked at.
///
/// A confidence sequence: all means m that no bet has ruled out. For differences in [−1,1], E of (D − m)/(1 + |m|) is
/// evidence that the mean is above m, and E of (m − D)/(1 + |m|) that it is below (`EValue`); m is outside once either
/// reaches 40, so that the chance that the true mean is ever outside is at most 5 %. Source: Waudby-Smith and Ramdas,
/// *Estimating means of bounded random variables by betting* (2024), with the mixture of Method §6 for the bet.
public struct AnytimeEffect: Sendable, Equatable {
    /// The differences in order, each in [−1,1].
    public private(set) var differences: [Double] = []

    /// No pairs yet.
    public init() {}

    /// Takes a difference; one that is not finite counts as 0, and others are clipped to [−1,1].
    public mutating func add(_ difference: Double) {
        differences.append(difference.isFinite ? min(1, max(-1, difference)) : 0)
    }

    /// The number of pairs.
    public var count: Int { differences.count }

    /// The mean difference, in [−1,1]; `nil` before the first pair.
    public var mean: Double? {
        differences.isEmpty ? nil : differences.reduce(0, +) / Double(differences.count)
    }

    /// The 95 % interval; all of [−1,1] before the first pair.
    public var interval: EffectInterval {
        guard let mean else { return EffectInterval(low: -1, high: 1) }
        return EffectInterval(low: end(from: mean, towards: -1), high: end(from: mean, towards: 1))
    }

    /// Whether a mean of `gain` or more is ruled out: the upper end of the interval is below it.
    public func rulesOut(_ gain: Double) -> Bool { !differences.isEmpty && evidence(gain, sign: -1) >= Self.threshold }

    /// The evidence that the mean is above (1) or below (−1) another, as a logarithm.
    private func evidence(_ other: Double, sign: Double) -> Double {
        EValue(differences.map { sign * ($0 - other) / (1 + other.magnitude) }).log
    }

    /// What rules a mean out on one side: two sides together are wrong in at most 5 % of cases.
    private static let threshold = naturalLog(40)

    /// The last mean on the way from the estimate to an end that is not ruled out, by bisection to 2⁻²⁴.
    ///
    /// Evidence against a mean grows with its distance from the estimate.
    private func end(from mean: Double, towards limit: Double) -> Double {
        let sign: Double = limit < 0 ? 1 : -1
        let isInside = { (other: Double) in evidence(other, sign: sign) < Self.threshold }
        if isInside(limit) { return limit }
        var (inside, outside) = (mean, limit)
        for _ in 0..<24 {
            let middle = (inside + outside) / 2
            if isInside(middle) { inside = middle } else { outside = middle }
        }
        return inside
    }
}
