/// Why there is no critique.
public enum CritiqueError: Error, Hashable, CustomStringConvertible {
    /// The cell has no message of a model in the trace.
    case noMessage(turn: Int)
    /// Nobody knows the text of the block.
    case noPrompt(String)
    /// The critic said nothing.
    case empty
    /// The critic said too much, in bytes.
    case tooLong(Int, limit: Int)
    /// The reply is not one JSON object: the byte from 1, and what was wrong there.
    case notJSON(at: Int, reason: String)
    /// A field is missing or of another shape: the field, and what it should be.
    case wrongShape(field: String, expected: String)
    /// A text that would go into a prompt has characters that nobody can see.
    case unprintable(field: String)
    /// The critic found nothing wrong.
    case noWeakness

    /// One sentence that names the thing and the way out.
    public var description: String {
        switch self {
        case .noMessage(let turn): "no agent's message there in turn \(turn); choose a message of a model"
        case .noPrompt(let block): "the trace does not carry the text of '\(block)'; name its team with --team"
        case .empty: "the critic's reply is empty; ask again, or name another critic"
        case .tooLong(let bytes, let limit):
            "the critic's reply has \(bytes) bytes and at most \(limit) are read; ask again, or name another critic"
        case .notJSON(let at, let reason):
            "the critic's reply is not JSON at byte \(at) (\(reason)); ask again, or name another critic"
        case .wrongShape(let field, let expected):
            "the critic's reply has no usable '\(field)' (expected \(expected)); ask again, or name another critic"
        case .unprintable(let field):
            "the critic's '\(field)' has control or invisible characters, which no prompt may get; ask again"
        case .noWeakness: "the critic found no weakness in this message; look at another one"
        }
    }
}
