/// Why a judge's reply cannot be used.
public enum JudgeError: Error, Hashable, CustomStringConvertible {
    /// What is wrong with the reply.
    case unusable(JSONReplyError)

    /// One clause.
    public var description: String {
        switch self {
        case .unusable(let fault): "the judge's reply \(fault)"
        }
    }

    /// Reads a reply; what is wrong with it is thrown as a `JudgeError`.
    static func naming<Value>(_ read: () throws -> Value) throws -> Value {
        do { return try read() } catch let fault as JSONReplyError { throw JudgeError.unusable(fault) }
    }
}
