/// A JSON value that has exactly one text, so that equal values have equal hashes.
///
/// Source: RFC 8785 (JSON Canonicalization Scheme), with one addition: integers keep all their digits.
public enum CanonicalJSON: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number, written with all its digits.
    case integer(Int)
    /// A number, written as ECMAScript does.
    case number(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([CanonicalJSON])
    /// Members in any order; their keys must differ.
    case object([Member])

    /// A key and its value.
    public struct Member: Sendable, Equatable {
        /// The key.
        public var key: String
        /// The value.
        public var value: CanonicalJSON

        /// Makes a member.
        public init(_ key: String, _ value: CanonicalJSON) {
            self.key = key
            self.value = value
        }
    }

    /// An object of those members that have a value.
    public static func object(present members: KeyValuePairs<String, CanonicalJSON?>) -> CanonicalJSON {
        .object(members.compactMap { key, value in value.map { Member(key, $0) } })
    }

    /// The canonical text: no white space, keys in the order of their UTF-16 code units.
    ///
    /// Throws `IdentityError` for numbers that JSON cannot say and for keys that occur twice.
    public func text() throws -> String {
        var text = ""
        try write(to: &text)
        return text
    }

    private func write(to text: inout String) throws {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += try ECMAScriptNumber.text(value)
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                try value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            try Self.write(members, to: &text)
        }
    }

    private static func write(_ members: [Member], to text: inout String) throws {
        let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
        text += "{"
        for (index, member) in sorted.enumerated() {
            if index > 0 {
                // Swift's `==` on strings folds equivalent spellings together; JSON's keys are code units.
                guard !sorted[index - 1].key.utf16.elementsEqual(member.key.utf16) else {
                    throw IdentityError.duplicateKey(member.key)
                }
                text += ","
            }
            write(member.key, to: &text)
            text += ":"
            try member.value.write(to: &text)
        }
        text += "}"
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{8}": text += "\\b"
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\u{C}": text += "\\f"
            case "\r": text += "\\r"
            case "\u{0}"..."\u{1F}":
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension CanonicalJSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral
{
    /// An object; keys may repeat here and are refused when the text is made.
    public init(dictionaryLiteral elements: (String, CanonicalJSON)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }

    /// A list.
    public init(arrayLiteral elements: CanonicalJSON...) { self = .array(elements) }

    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }

    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
}
