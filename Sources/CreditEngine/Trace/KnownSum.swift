/// Sums over what recordings, servers and programs state, which may be numbers of any size.
///
/// A sum beyond what its kind of number holds is unknown: it ends no program, and no screen shows an infinite one.
public enum KnownSum {
    /// The sum of the counts that are known; `nil` when none is, and when it is too large.
    public static func of(_ counts: some Sequence<Int?>) -> Int? {
        var sum: Int?
        for case let count? in counts {
            let (next, overflows) = (sum ?? 0).addingReportingOverflow(count)
            guard !overflows else { return nil }
            sum = next
        }
        return sum
    }

    /// The sum of the figures that are known; `nil` when none is, and when it is no finite number.
    public static func of(_ figures: some Sequence<Double?>) -> Double? {
        var sum: Double?
        for case let figure? in figures { sum = (sum ?? 0) + figure }
        return sum.flatMap { $0.isFinite ? $0 : nil }
    }

    /// The mean of the figures that are known; `nil` when none is, and when their sum is no finite number.
    public static func mean(of figures: some Sequence<Double?>) -> Double? {
        let known = figures.compactMap { $0 }
        return of(known.map(Optional.some)).map { $0 / Double(known.count) }
    }

    /// The sum of all counts, 0 without any; `nil` when one is not known, and when it is too large.
    public static func ofAll(_ counts: some Sequence<Int?>) -> Int? {
        counts.contains { $0 == nil } ? nil : of([0] + counts)
    }

    /// The sum of all figures, 0 without any; `nil` when one is not known, and when it is no finite number.
    public static func ofAll(_ figures: some Sequence<Double?>) -> Double? {
        figures.contains { $0 == nil } ? nil : of([0] + figures)
    }
}
