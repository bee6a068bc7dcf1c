/// A speaker of a trace.
public struct Agent: Sendable, Equatable {
    /// What kind of speaker this is; only a model can be a suspect.
    public enum Kind: String, Sendable, Equatable {
        /// A prompted model: its messages can be at fault.
        case model
        /// Tool output or a terminal: evidence, never a suspect.
        case tool
        /// A person: evidence, never a suspect.
        case human
    }

    /// The name, without routing suffixes such as `(-> WebSurfer)`.
    public var name: String
    /// What kind of speaker this is.
    public var kind: Kind

    /// Makes an agent.
    public init(name: String, kind: Kind = .model) {
        self.name = name
        self.kind = kind
    }
}
