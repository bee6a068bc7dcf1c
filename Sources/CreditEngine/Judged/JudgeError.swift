/// Why a judge's reply is none.
public enum JudgeError: Error, Hashable, CustomStringConvertible {
    /// What is wrong with it, as a clause.
    case unusable(String)

    /// One clause.
    public var description: String {
        switch self {
        case .unusable(let reason): "the judge's reply \(reason)"
        }
    }

    /// Reads a reply, with its faults in the judge's name.
    static func naming<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let error as CritiqueError {
            switch error {
            case .empty: throw JudgeError.unusable("is empty")
            case .tooLong(let bytes, let limit): throw JudgeError.unusable("has \(bytes) bytes, more than \(limit)")
            case .notJSON(let at, let reason): throw JudgeError.unusable("is not JSON at byte \(at) (\(reason))")
            case .wrongShape(let field, let expected):
                throw JudgeError.unusable("has no usable '\(field)' (expected \(expected))")
            default: throw JudgeError.unusable("cannot be used (\(error))")
            }
        }
    }
}
