/// What a person wrote beside a message; kept apart from the files, which are never changed.
public struct Note: Sendable, Hashable, Codable {
    /// The message's position among the messages of its trace in file order, from 0 (`Message.ordinal`).
    public var ordinal: Int
    /// The words.
    public var text: String
    /// The SHA-256, in hexadecimal digits, of the message that the note was written on; the note is about no other words.
    public var messageHash: String

    /// Makes a note.
    public init(ordinal: Int, text: String, messageHash: String) {
        self.ordinal = ordinal
        self.text = text
        self.messageHash = messageHash
    }

    /// Makes a note on a message as it is now; throws `IdentityError`.
    public init(on message: Message, text: String) throws {
        self.init(ordinal: message.ordinal, text: text, messageHash: try SHA256Digest(of: message.output).hex)
    }

    /// Whether the message still says what it said when the note was written.
    public func isAbout(_ message: Message) -> Bool {
        ordinal == message.ordinal && (try? SHA256Digest(of: message.output).hex) == messageHash
    }
}
