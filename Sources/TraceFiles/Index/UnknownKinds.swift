import CreditEngine

/// How many records there are of each kind that no reader understands.
public struct UnknownKinds: Sendable, Equatable {
    /// The numbers of records, by the name of their kind as it stands in the file; each at least 1.
    public private(set) var counts: [String: Int]

    /// Records by kind; none without an argument.
    public init(_ counts: [String: Int] = [:]) { self.counts = counts }

    /// Whether every record was understood.
    public var isEmpty: Bool { counts.isEmpty }

    /// Adds the records of another file.
    public mutating func add(_ other: UnknownKinds) { counts.merge(other.counts, uniquingKeysWith: +) }

    /// `3 × span, 1 × metric`: the most frequent kinds first, at most twelve of them.
    ///
    /// Names are foreign text.
    public var words: String {
        let kinds = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let named = kinds.prefix(12).map { "\(Numeral.count($0.value)) × \($0.key)" }.joined(separator: ", ")
        return kinds.count > 12 ? named + ", …" : named
    }
}
