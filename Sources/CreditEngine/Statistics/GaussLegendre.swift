/// The 64-point Gauss–Legendre rule on [0,1]: exact for polynomials up to degree 127.
enum GaussLegendre {
    /// Where the function is taken, descending.
    static let points: [Double] = rule.map(\.point)
    /// What each value counts; the sum is 1.
    static let weights: [Double] = rule.map(\.weight)

    private static let count = 64

    /// Roots of the Legendre polynomial by Newton's method from Tricomi's first guess.
    private static let rule: [(point: Double, weight: Double)] = (1...count).map { i in
        var x = cosine(Double.pi * (Double(i) - 0.25) / (Double(count) + 0.5))
        var slope = 1.0
        for _ in 0..<8 {
            let (value, derivative) = legendre(x)
            slope = derivative
            x -= value / derivative
        }
        slope = legendre(x).slope
        return (0.5 * (x + 1), 1 / ((1 - x * x) * slope * slope))
    }

    private static func legendre(_ x: Double) -> (value: Double, slope: Double) {
        var (before, now) = (1.0, x)
        for k in 2...count {
            (before, now) = (now, (Double(2 * k - 1) * x * now - Double(k - 1) * before) / Double(k))
        }
        return (now, Double(count) * (x * now - before) / (x * x - 1))
    }
}
