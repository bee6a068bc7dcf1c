/// A JSON value as a server sent it, read so that nothing beside the words of an answer can spoil them.
///
/// What JSON does not allow and servers send anyway is taken: `NaN` and infinities are `null`, raw control characters in
/// texts are themselves, halves of a surrogate pair stay halves until the other half is appended, and of a key that occurs
/// twice the last value counts. Numbers keep their digits.
enum ServerJSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    case text(ServerText)
    case list([ServerJSON])
    case object([Member])

    /// A key and its value.
    struct Member: Sendable, Equatable {
        let key: String
        let value: ServerJSON
    }

    /// Reads one whole value with nothing but white space around it; `nil` when it is not one.
    init?(_ bytes: [UInt8]) {
        var parser = ServerJSONParser(bytes)
        guard let value = parser.whole() else { return nil }
        self = value
    }

    /// A member's value; `nil` when there is none, also for `null`.
    subscript(key: String) -> ServerJSON? {
        guard case .object(let members) = self, let value = members.last(where: { $0.key == key })?.value,
            value != .null
        else { return nil }
        return value
    }

    /// The elements of a list; empty for anything else.
    var elements: [ServerJSON] { if case .list(let elements) = self { elements } else { [] } }

    /// A text.
    var text: ServerText? { if case .text(let text) = self { text } else { nil } }

    /// A text that says something.
    var word: String? { text.map(\.string).flatMap { $0.isEmpty ? nil : $0 } }

    /// A text or a number as text.
    var scalar: String? {
        switch self {
        case .text(let text): text.string
        case .number(let digits): digits
        default: nil
        }
    }

    /// A whole number, also one written as `3.0` or as text.
    var integer: Int? {
        guard let scalar else { return nil }
        return Int(scalar) ?? Double(scalar).flatMap { Int(exactly: $0) }
    }

    /// A finite number.
    var number: Double? {
        guard case .number(let digits) = self, let number = Double(digits), number.isFinite else { return nil }
        return number
    }

    /// A count of tokens; what cannot be one is unknown.
    var tokens: Int? {
        guard case .number = self, let integer, (0...1_000_000_000).contains(integer) else { return nil }
        return integer
    }
}
