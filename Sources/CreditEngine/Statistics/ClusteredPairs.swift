/// Pairs that share problems: several of one problem say less than as many of different ones.
///
/// With N pairs of G problems, differences of mean d̄ and the sums S_g of d − d̄ over each problem, the spread of the mean is
/// √(ΣS_g²)/N where pairs of a problem go together, and √(Σ(d − d̄)²)/N where they do not. Their squared ratio is how many
/// pairs count as one, between 1 and the pairs of the largest problem; N divided by it is the effective number of pairs.
/// Where all differences are equal nothing shows that problems differ, and the effective number is G.
public struct ClusteredPairs: Sendable, Equatable {
    /// All pairs in order.
    public private(set) var pairs = PairedOutcomes()
    private var problems: [String: [Double]] = [:]

    /// No pairs yet.
    public init() {}

    /// Adds a pair of a problem.
    public mutating func add(kept: Double, replaced: Double, of problem: String) {
        pairs.add(kept: kept, replaced: replaced)
        problems[problem, default: []].append(kept - replaced)
    }

    /// The number G of problems.
    public var problemCount: Int { problems.count }

    /// The effective number of pairs, from 1 to their number; `nil` without pairs.
    public var effectiveCount: Double? {
        guard let mean = pairs.effect, let largest = problems.values.map(\.count).max() else { return nil }
        let sums = problems.values.map { own in own.reduce(0) { $0 + $1 - mean } }
        let together = sums.reduce(0) { $0 + $1 * $1 }
        let apart = problems.values.joined().reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard apart > 0 else { return Double(problems.count) }
        return Double(pairs.count) / min(max(together / apart, 1), Double(largest))
    }

    /// The interval of the effect for the effective number of pairs; `nil` where `PairedOutcomes` has none.
    public var interval: EffectInterval? {
        guard let interval = pairs.interval(), let effective = effectiveCount else { return nil }
        guard effective < Double(pairs.count) else { return interval }
        let stretch = (Double(pairs.count) / effective).squareRoot()
        let middle = (interval.low + interval.high) / 2
        let reach = (interval.high - interval.low) / 2 * stretch
        return EffectInterval(low: max(-1, middle - reach), high: min(1, middle + reach))
    }
}
