public import CreditEngine

/// What really cost a planted run its outcome; kept beside the trace, never in it.
///
/// Found by making the run again with the same seeds and single errors taken out.
public struct RealisedCause: Sendable, Hashable {
    /// One message that erred.
    public struct Culprit: Sendable, Hashable {
        /// The turn, from 1.
        public var turn: Int
        /// The agent's name.
        public var agent: String
        /// What happened, as one clause.
        public var what: String
    }

    /// How the culprits work together.
    public enum Relation: String, Sendable, Hashable {
        /// There is one.
        case single
        /// All had to err: without any one of them the run succeeds.
        case every
        /// Each was enough: only without all of them the run succeeds.
        case any
    }

    /// The messages, in the order in which they were said; never empty.
    public var culprits: [Culprit]
    /// How they work together.
    public var relation: Relation
}

/// A run of a planted team and, apart from it, what went wrong in it.
public struct PlantedRun: Sendable, Equatable {
    /// What was said and observed.
    public var trace: Trace
    /// The realised cause; `nil` when the run succeeded or failed from outside its messages.
    public var cause: RealisedCause?

    /// Makes a planted run.
    public init(trace: Trace, cause: RealisedCause?) {
        self.trace = trace
        self.cause = cause
    }
}
