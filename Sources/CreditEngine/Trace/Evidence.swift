/// Words of the conversation that a number came from, so that a person can check it.
public struct Evidence: Sendable, Hashable {
    /// The message, as its index in `Trace.messages`.
    public var message: Int
    /// The UTF-8 byte range in `Message.output`; empty when the whole message is meant.
    public var range: Range<Int>
    /// What these words show, as one clause (`17 % 5 = 3 is false`).
    public var shows: String
    /// The kind of failure that they show; `nil` for what is no reason against a message.
    public var mode: FailureMode?

    /// Makes a piece of evidence.
    public init(message: Int, range: Range<Int> = 0..<0, shows: String, mode: FailureMode? = nil) {
        self.message = message
        self.range = range
        self.shows = shows
        self.mode = mode
    }
}

/// Kinds of failure that can be told from the words of a run, named as they are printed and counted.
public enum FailureMode: String, Sendable, Hashable, CaseIterable {
    /// An equality that does not hold.
    case falseStatement = "false statement"
    /// A figure of the problem that is not the problem's own.
    case wrongFigure = "wrong figure of the problem"
    /// A briefing about something else than what was asked.
    case anotherTask = "another task"
    /// A call or program that failed.
    case failedCall = "failed call"
    /// A call or program that came to nothing.
    case emptyCall = "empty call"
    /// The same call again that got the same answer.
    case repeatedCall = "repeated call"
    /// A figure or identifier that no tool returned and nobody had given.
    case invented = "invented figure"
    /// A figure that nobody can trace.
    case untraced = "untraced figure"
    /// A figure that a page is said to show.
    case ofPage = "figure of a page"
    /// Something assumed or made up.
    case assumption
}
