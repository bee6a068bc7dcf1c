/// Where a trace's states come from.
public enum StateSource: String, Sendable, Equatable, CaseIterable {
    /// The trace's own `state` records.
    case recorded
    /// Problem complexity, solution completeness and error count, read off the conversation.
    case reasoning
    /// Syntax validity, test coverage and execution time, read off code and tool output in the conversation.
    case code
}
