#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// ln(1 + x).
func naturalLog1p(_ x: Double) -> Double { log1p(x) }

/// ln x.
func naturalLog(_ x: Double) -> Double { log(x) }
