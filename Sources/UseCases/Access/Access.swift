/// What a person allows.
package enum Access: Sendable, Equatable {
    /// Everything.
    case full
    /// Neither writing nor calling models: `--readonly`.
    case readOnly

    /// The right to write and to call models; throws the refusal where the person forbids both.
    package func permit(or refusal: ReadOnlyRefusal) throws -> Permit {
        guard self == .full else { throw refusal }
        return Permit()
    }
}

/// The right to write and to call models: every action that does either takes one, and only `Access` gives it.
package struct Permit: Sendable {
    fileprivate init() {}
}

/// Why something is not done under `--readonly`.
package enum ReadOnlyRefusal: Error, Equatable, CustomStringConvertible {
    /// A command, in words (`review approve`).
    case command(String)
    /// What would call models.
    case modelCalls
    /// What would write.
    case writing

    /// One sentence.
    package var description: String {
        switch self {
        case .command(let name):
            "--readonly forbids writes and model calls, and 'ascribe \(name)' needs them; leave --readonly out to allow it"
        case .modelCalls: "--readonly forbids model calls"
        case .writing: "--readonly forbids writing"
        }
    }
}
