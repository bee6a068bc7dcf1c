/// How many pairs an interval of a wanted width takes.
public enum NeededPairs {
    /// Half the width that is wanted of an interval.
    public static let reach = 0.2

    /// The pairs after which the 95 % interval reaches at most ±`reach` if things go on as in a sample.
    ///
    /// Bonett–Price turned around: N = (1.96/reach)²·(p₁ + p₂ − (p₁ − p₂)²) − 2. Without a sample, half of the pairs are
    /// taken to disagree and the effect to be 0.
    public static func count(_ sample: PairedOutcomes?) -> Int {
        var spread = 0.5
        if let sample, sample.count >= 5 {
            let n = Double(sample.count) + 2
            let (first, second) = (Double(sample.losses + 1) / n, Double(sample.wins + 1) / n)
            spread = first + second - (first - second) * (first - second)
        }
        let ratio = 1.96 / reach
        return max(1, Int((ratio * ratio * spread - 2).rounded(.up)))
    }
}
