import CreditEngine

/// A mean with its normal 95 % interval, mean ± 1.96 s/√n; no interval below ten values.
struct MeanInterval: Sendable, Equatable {
    /// The mean; `nil` without a value.
    private(set) var mean: Double?
    /// The ends; `nil` where there is no interval.
    private(set) var low: Double?
    private(set) var high: Double?

    /// The fewest values that an interval is given for.
    static let fewest = 10

    /// Of some values.
    init(_ values: [Double]) {
        guard !values.isEmpty else { return }
        let count = Double(values.count)
        let centre = values.reduce(0, +) / count
        mean = centre
        guard values.count >= Self.fewest else { return }
        let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        let reach = 1.959_963_984_540_054 * (squares / (count - 1) / count).squareRoot()
        (low, high) = (centre - reach, centre + reach)
    }

    /// `29 [27, 31]`; `—` without a value.
    var words: String { words(digits: 0) }

    /// The same with so many decimals.
    func words(digits: Int) -> String {
        guard let mean else { return "—" }
        guard let low, let high else { return Numeral.fixed(mean, digits) }
        return "\(Numeral.fixed(mean, digits)) [\(Numeral.fixed(low, digits)), \(Numeral.fixed(high, digits))]"
    }
}

/// A median with a 95 % interval between two of the values, by the normal approximation of their ranks.
///
/// Ranks n/2 ∓ 1.96·√n/2, rounded outwards. What never happened is later than everything that did.
struct MedianInterval: Sendable, Equatable {
    /// The median and the ends; `nil` is never.
    private(set) var median: Double?
    private(set) var low: Double?
    private(set) var high: Double?
    private var isEmpty = true

    /// Of some values; `nil` among them is what never happened.
    init(_ values: [Double?]) {
        guard !values.isEmpty else { return }
        isEmpty = false
        let count = Double(values.count)
        let reach = 1.959_963_984_540_054 * count.squareRoot() / 2
        func value(rank: Double) -> Double? { values.ranked(Int(min(max(rank, 1), count))) }
        median = value(rank: (count / 2).rounded(.up))
        low = value(rank: (count / 2 - reach).rounded(.down))
        high = value(rank: (count / 2 + reach).rounded(.up) + 1)
    }

    /// `99 [98, 101]`, with `never` for an end that is never; `—` without a value.
    var words: String {
        guard !isEmpty else { return "—" }
        func word(_ value: Double?) -> String { value.map { Numeral.fixed($0, 0) } ?? "never" }
        guard low != nil || median != nil else { return "never" }
        return "\(word(median)) [\(word(low)), \(word(high))]"
    }
}

extension [Double?] {
    /// The value of a rank, from 1; `nil`, which is later than everything, where fewer values are known.
    func ranked(_ rank: Int) -> Double? {
        let known = compactMap { $0 }.sorted()
        return known.indices.contains(rank - 1) ? known[rank - 1] : nil
    }
}
