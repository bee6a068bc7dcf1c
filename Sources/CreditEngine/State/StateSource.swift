/// Where a trace's states come from.
public enum StateSource: String, Sendable, Equatable, CaseIterable {
    /// The trace's own `state` records.
    case recorded
    /// Problem complexity, solution completeness and error count, read off the conversation.
    case reasoning
    /// Syntax validity, test coverage and execution time, read off code and tool output in the conversation.
    case code
    /// What a program of the person's own answers, turn by turn.
    case command
}

/// What the person's own program said of one turn.
public enum CommandState: Sendable, Equatable {
    /// The state after it.
    case state(State)
    /// It gave none, and why, as one clause.
    case failed(turn: Int, reason: String)
}
