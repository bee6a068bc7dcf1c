/// Follows the brackets and strings of JSON texts byte by byte, without checking anything else.
///
/// Tells where a value ends in text that was not parsed yet, however the values are separated.
struct JSONStructure {
    /// What a byte does.
    enum Step {
        /// It stands between values.
        case between
        /// It belongs to a value.
        case inside
        /// It is the last byte of an object, a list or a string.
        case valueEnds
    }

    static let recordSeparator: UInt8 = 0x1E

    private(set) var depth = 0
    private(set) var isInString = false
    private var isEscaped = false

    /// Whether a bracket is open.
    var isOpen: Bool { depth > 0 }

    /// Takes the next byte.
    @inline(__always) mutating func take(_ byte: UInt8) -> Step {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
                return depth == 0 ? .valueEnds : .inside
            }
            return .inside
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard depth > 0 else { return .inside }
            depth -= 1
            if depth == 0 { return .valueEnds }
        default: if depth == 0, Self.isBlank(byte) { return .between }
        }
        return .inside
    }

    /// White space, and the bytes that programs leave between records: record separators and unwritten blocks.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == recordSeparator || byte == 0
    }
}
