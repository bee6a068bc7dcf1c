/// What an index knows of a run without decoding its messages.
public struct RunEntry: Sendable, Equatable {
    /// The run's identifier as its file gives it.
    public var id: String
    /// The problem's identifier, when the file gives one.
    public var problem: String?
    /// Whether the run succeeded; `nil` when no outcome is recorded.
    public var success: Bool?
    /// Its graded score, when recorded.
    public var score: Double?
    /// The number of messages.
    public var messages: Int
    /// The file it is in, as its position in the list of files.
    public var file: Int

    /// Makes an entry.
    public init(
        id: String, problem: String? = nil, success: Bool? = nil, score: Double? = nil, messages: Int = 0, file: Int = 0
    ) {
        self.id = id
        self.problem = problem
        self.success = success
        self.score = score
        self.messages = messages
        self.file = file
    }
}

/// A line that could not be read, with its place and the reason.
public struct BadLine: Sendable, Hashable {
    /// The file, as its position in the list of files.
    public var file: Int
    /// The line, from 1.
    public var line: Int
    /// The byte within the line, from 1, where reading failed.
    public var byte: Int
    /// Where the line starts in the file, in bytes from 0.
    public var offset: Int
    /// Why, as one clause (`not JSON at byte 61 (expected ',')`).
    public var reason: String
    /// Whether it is a last line that ends without a newline and may still be growing.
    public var incomplete: Bool

    /// Makes a bad line.
    public init(file: Int, line: Int, byte: Int, offset: Int, reason: String, incomplete: Bool = false) {
        self.file = file
        self.line = line
        self.byte = byte
        self.offset = offset
        self.reason = reason
        self.incomplete = incomplete
    }
}

/// Where every line went: `read == kept + unknown + bad + blank + incomplete`, always.
public struct LineCounts: Sendable, Equatable {
    /// Lines read.
    public var read = 0
    /// Lines that became part of a run.
    public var kept = 0
    /// Records of a type that nobody here knows.
    public var unknown = 0
    /// Lines that could not be read.
    public var bad = 0
    /// Lines with nothing but white space.
    public var blank = 0
    /// Last lines that end without a newline and are not readable yet, at most one a file.
    public var incomplete = 0
    /// Lines kept although a key stands twice in one of their objects (the last one wins).
    public var duplicateKeys = 0
    /// Lines kept although nothing that they say of a run's outcome can be understood: a score of 37, a success of "maybe".
    public var oddOutcomes = 0
    /// Messages kept although nobody here knows what they say: of a shape that no message has.
    public var oddMessages = 0
    /// Messages in the lines kept, odd ones among them.
    public var messages = 0

    /// No lines yet.
    public init() {}

    /// The sum of two counts.
    public static func + (a: LineCounts, b: LineCounts) -> LineCounts {
        var sum = a
        sum.read += b.read
        sum.kept += b.kept
        sum.unknown += b.unknown
        sum.bad += b.bad
        sum.blank += b.blank
        sum.incomplete += b.incomplete
        sum.duplicateKeys += b.duplicateKeys
        sum.oddOutcomes += b.oddOutcomes
        sum.oddMessages += b.oddMessages
        sum.messages += b.messages
        return sum
    }
}
