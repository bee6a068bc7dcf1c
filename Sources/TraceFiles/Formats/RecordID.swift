/// A run's identifier as a record gives it: text, read in place, or a whole number.
enum RecordID {
    case text(UnsafeBufferPointer<UInt8>)
    case number(String)

    /// The identifier that a value is; `nil` for an empty text and for anything that is no identifier.
    init?(_ node: JSONNode) {
        if let bytes = node.utf8 {
            guard !bytes.isEmpty else { return nil }
            self = .text(bytes)
        } else if let number = node.integer {
            self = .number(String(number))
        } else if let number = node.unsigned {
            self = .number(String(number))
        } else {
            return nil
        }
    }

    /// The identifier as text.
    var string: String {
        switch self {
        case .text(let bytes): String(valid: bytes)
        case .number(let digits): digits
        }
    }

    /// Whether this is that identifier, as texts are the same: also when letters with marks are composed in another way.
    func matches(_ known: String) -> Bool {
        switch self {
        case .text(let bytes): bytes.equal(known) || bytes.contains { $0 >= 0x80 } && string == known
        case .number(let digits): known == digits
        }
    }
}
