#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// e to the power x.
func exponential(_ x: Double) -> Double { exp(x) }

/// The cosine of an angle in radians.
func cosine(_ x: Double) -> Double { cos(x) }

/// ln Σ exp(x), without overflow; −∞ for no numbers.
func logSumExp(_ numbers: [Double]) -> Double {
    guard let top = numbers.max(), top.isFinite else { return numbers.max() ?? -.infinity }
    return top + naturalLog(numbers.reduce(0) { $0 + exponential($1 - top) })
}
