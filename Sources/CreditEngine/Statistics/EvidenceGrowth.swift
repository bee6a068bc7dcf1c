/// How fast evidence grows with graded outcomes, if further pairs differ as those so far did.
///
/// For differences Dᵢ in [−1,1] of N pairs, a bet of λ gains on average
///
///     g(λ) = (Σ ln(1+λDᵢ) + ½·ln(1+λm) + ½·ln(1−λm)) / (N+1),  m = max |Dᵢ|
///
/// a pair: the mean of ln(1+λD), pulled towards no difference by half a pair at +m and half a pair at −m, as the shares
/// w and l are for outcomes 0 and 1 (m = 1). After n more pairs E is about ∫₀¹ Π(1+λDᵢ)·exp(n·g(λ)) dλ. The growth at the
/// best λ alone would promise too much, because E is a mean over all of them: for D = .05 in each of 20 pairs that says 54
/// more, and 73 are needed for E = 20; this says 76. Source: Method §4, "Verdicts".
struct EvidenceGrowth: Sendable {
    /// ln of weight · Π(1+λDᵢ) at each point λ.
    private let now: [Double]
    /// g at each point λ.
    private let growth: [Double]

    /// Looks at the pairs of a sample in the direction that leads by its mean.
    init(_ sample: PairedOutcomes) {
        let sign = (sample.effect ?? 0) <= 0 ? 1.0 : -1
        let differences = sample.pairs.map { pair in
            let difference = sign * (pair.replaced - pair.kept)
            return difference.isFinite ? min(1, max(-1, difference)) : 0
        }
        let most = differences.reduce(0) { max($0, $1.magnitude) }
        let count = Double(differences.count) + 1
        let sums = GaussLegendre.points.map { point in differences.reduce(0) { $0 + naturalLog1p(point * $1) } }
        now = zip(GaussLegendre.weights, sums).map { naturalLog($0) + $1 }
        growth = zip(GaussLegendre.points, sums).map { point, sum in
            (sum + 0.5 * naturalLog1p(point * most) + 0.5 * naturalLog1p(-point * most)) / count
        }
    }

    /// About how many more pairs bring ln E to a threshold; `nil` when it does not grow, or takes 10⁹ and more.
    func pairs(to threshold: Double) -> Int? {
        guard growth.contains(where: { $0 > 0 }) else { return nil }
        func evidence(after more: Int) -> Double { logSumExp(zip(now, growth).map { $0 + Double(more) * $1 }) }
        var enough = 1
        while evidence(after: enough) < threshold {
            guard enough < 1_000_000_000 else { return nil }
            enough *= 2
        }
        var short = enough / 2
        while enough - short > 1 {
            let middle = (short + enough) / 2
            if evidence(after: middle) < threshold { short = middle } else { enough = middle }
        }
        return enough
    }
}
