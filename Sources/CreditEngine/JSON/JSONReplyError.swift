/// What is wrong with a reply that was to be one JSON object.
public enum JSONReplyError: Error, Hashable, CustomStringConvertible {
    /// There is no text.
    case empty
    /// The text has this many bytes, and `limit` are read.
    case tooLong(Int, limit: Int)
    /// The text is not one JSON object: the byte from 1, and what is wrong there.
    case notJSON(at: Int, reason: String)
    /// A field is missing or has another shape: the field, and what it should be.
    case wrongShape(field: String, expected: String)
    /// A text that would go into a prompt has characters that nobody can see.
    case unprintable(field: String)

    /// What is wrong, as a clause whose subject is the reply (`is empty`).
    public var description: String {
        switch self {
        case .empty: "is empty"
        case .tooLong(let bytes, let limit): "has \(bytes) bytes, more than the \(limit) that are read"
        case .notJSON(let at, let reason): "is not JSON at byte \(at) (\(reason))"
        case .wrongShape(let field, let expected): "has no usable '\(field)' (expected \(expected))"
        case .unprintable(let field):
            "has control or invisible characters in '\(field)', which no prompt may get"
        }
    }
}
