/// A row of figures as bar levels, small enough to keep one for every run.
struct Sparkline: Sendable, Equatable {
    /// The level that stands for a figure that does not exist.
    static let unknown: UInt8 = 255
    /// The least figure that may fill a bar, so that noise does not look like a peak.
    static let quiet = 0.2
    /// More figures than this are joined, the largest of each group standing for it.
    static let capacity = 64

    /// Levels 0 to 8, or `unknown`.
    private(set) var levels: [UInt8]

    /// The levels of figures.
    ///
    /// - Parameter top: the figure that fills a bar; without one, the largest of them, or `quiet`.
    init(_ values: [Double?], top wanted: Double? = nil) {
        let top = wanted ?? Self.top(of: values)
        let bins = min(values.count, Self.capacity)
        levels = (0..<bins).map { bin in
            let group = values[bin * values.count / bins..<(bin + 1) * values.count / bins]
            return group.map { Self.level($0, top: top) }.reduce(Self.unknown, Self.larger)
        }
    }

    /// What fills a bar.
    static func top(of values: [Double?]) -> Double {
        max(quiet, values.reduce(0) { max($0, $1.map { $0.isFinite ? $0 : 0 } ?? 0) })
    }

    /// The level of one figure: 0 for nothing or less, 1 to 8 above, `unknown` for none.
    static func level(_ value: Double?, top: Double) -> UInt8 {
        guard let value, !value.isNaN else { return unknown }
        guard value > 0 else { return 0 }
        return UInt8(min(8, max(1, (value / top * 8).rounded(.up))))
    }

    /// The bars in at most so many columns.
    func text(columns: Int) -> String {
        guard columns > 0, !levels.isEmpty else { return "" }
        let bins = min(columns, levels.count)
        return (0..<bins).map { bin in
            Self.symbol(
                levels[bin * levels.count / bins..<(bin + 1) * levels.count / bins].reduce(Self.unknown, Self.larger))
        }.joined()
    }

    /// What one level looks like.
    static func symbol(_ level: UInt8) -> String {
        level == unknown ? "?" : Symbols.bar(Int(level))
    }

    private static func larger(_ a: UInt8, _ b: UInt8) -> UInt8 {
        if a == unknown { return b }
        return b == unknown ? a : max(a, b)
    }
}
