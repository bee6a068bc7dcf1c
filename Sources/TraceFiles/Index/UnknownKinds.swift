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

    /// The kinds by name, with letters and ASCII as they are and all else by its code point: names are foreign text.
    public var named: [(name: String, count: Int)] {
        counts.sorted { $0.key < $1.key }.map { (Self.shown($0.key), $0.value) }
    }

    /// `3 × span, 1 × metric`: the most frequent kinds first, at most twelve of them.
    public var words: String {
        let kinds = named.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        let listed = kinds.prefix(12).map { "\(Numeral.count($0.count)) × \($0.name)" }.joined(separator: ", ")
        return kinds.count > 12 ? listed + ", …" : listed
    }

    private static func shown(_ name: String) -> String {
        name.unicodeScalars.map { scalar in
            if (0x20..<0x7F).contains(scalar.value) || scalar.properties.isAlphabetic { return String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
        }.joined()
    }
}
