/// Words of the conversation that a number came from, so that a person can check it.
public struct Evidence: Sendable, Hashable {
    /// The message, as its index in `Trace.messages`.
    public var message: Int
    /// The UTF-8 byte range in `Message.output`; empty when the whole message is meant.
    public var range: Range<Int>
    /// What these words show, as one clause (`17 % 5 = 3 is false`).
    public var shows: String

    /// Makes a piece of evidence.
    public init(message: Int, range: Range<Int> = 0..<0, shows: String) {
        self.message = message
        self.range = range
        self.shows = shows
    }
}
