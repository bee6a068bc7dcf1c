/// A set of positions in a `CellOrder`.
public struct CellSet: Sendable, Hashable {
    /// Bits, lowest position first, without empty words at the end, so that equal sets are equal values.
    private var words: [UInt64] = []

    /// No position.
    public init() {}

    /// The positions 0 ..< k.
    public init(prefix k: Int) {
        guard k > 0 else { return }
        words = Array(repeating: .max, count: k / 64)
        if k % 64 > 0 { words.append((1 << UInt64(k % 64)) - 1) }
    }

    /// The positions given.
    public init(_ positions: some Sequence<Int>) {
        for position in positions { insert(position) }
    }

    /// Adds a position ≥ 0.
    public mutating func insert(_ position: Int) {
        while words.count <= position / 64 { words.append(0) }
        words[position / 64] |= 1 << UInt64(position % 64)
    }

    /// Takes a position out.
    public mutating func remove(_ position: Int) {
        guard contains(position) else { return }
        words[position / 64] &= ~(1 << UInt64(position % 64))
        while words.last == 0 { words.removeLast() }
    }

    /// Whether a position is in the set.
    public func contains(_ position: Int) -> Bool {
        position >= 0 && position / 64 < words.count && words[position / 64] >> UInt64(position % 64) & 1 == 1
    }

    /// Positions in either set.
    public func union(_ other: CellSet) -> CellSet {
        var result = self
        for (index, word) in other.words.enumerated() {
            if index < result.words.count { result.words[index] |= word } else { result.words.append(word) }
        }
        return result
    }

    /// The positions, ascending.
    public var positions: [Int] { (0..<(64 * words.count)).filter(contains) }

    /// The number of positions.
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
