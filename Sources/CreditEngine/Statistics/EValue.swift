/// Evidence that a mean difference is above 0: its expectation is at most 1 when the mean is 0 or less.
///
/// For differences D in [−1,1], one a fresh pair, E = ∫₀¹ Π(1 + λDᵢ) dλ. It may be looked at after every pair: the
/// chance that it ever reaches 1/α under the null is at most α (Ville). Kept as a natural logarithm, because it grows
/// like 2ⁿ. Source: Method §6.
public struct EValue: Sendable, Equatable, Comparable {
    /// ln E.
    public let log: Double

    /// E; infinite above about 10³⁰⁸.
    public var value: Double { exponential(log) }

    /// No evidence either way, as of something untested: E = 1.
    public static let none = EValue(log: 0)

    /// An E-value of a logarithm.
    public init(log: Double) {
        self.log = log
    }

    /// The E-value of differences that are all 1, 0 or −1.
    ///
    /// E = Σ_{k=0}^{W} C(n+1,k) / ((n+1)·C(n,W)) with n = W + L. The last term is 1/(L+1), and each term before it is
    /// k/(n+2−k) of the one after, so the sum needs no factorial; it is exact to about n·2⁻⁵³.
    ///
    /// - Parameters:
    ///   - wins: the number W of differences 1.
    ///   - losses: the number L of differences −1.
    public init(wins: Int, losses: Int) {
        let (wins, losses) = (max(0, wins), max(0, losses))
        let n = wins + losses
        var (term, sum, scale) = (1.0, 1.0, 0.0)
        for k in stride(from: wins, to: 0, by: -1) {
            term *= Double(k) / Double(n + 2 - k)
            sum += term
            if term < sum * 0x1p-70, 2 * k < n + 2 { break }
            if sum > 0x1p900 {
                (term, sum, scale) = (term * 0x1p-900, sum * 0x1p-900, scale + 900 * naturalLog(2))
            }
        }
        log = scale + naturalLog(sum) - naturalLog(Double(losses + 1))
    }

    /// The E-value of differences in [−1,1]; graded ones are integrated with 64 Gauss–Legendre points.
    ///
    /// Numbers outside the range are clipped to it; a number that is not finite counts as 0.
    public init(_ differences: [Double]) {
        let clipped = differences.map { $0.isFinite ? min(1, max(-1, $0)) : 0 }
        if clipped.allSatisfy({ $0 == 0 || $0 == 1 || $0 == -1 }) {
            self.init(wins: clipped.count { $0 == 1 }, losses: clipped.count { $0 == -1 })
            return
        }
        let logs = zip(GaussLegendre.points, GaussLegendre.weights).map { point, weight in
            clipped.reduce(naturalLog(weight)) { $0 + naturalLog1p(point * $1) }
        }
        self.init(log: logSumExp(logs))
    }

    /// Less evidence first.
    public static func < (a: EValue, b: EValue) -> Bool { a.log < b.log }
}
