/// What was done about a run, so that a list can say it.
public struct RunMarks: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// Makes marks from their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Messages were replaced and the team spoke again.
    public static let measured = RunMarks(rawValue: 1)
    /// A critic has read a message.
    public static let criticised = RunMarks(rawValue: 2)
    /// A proposal answers a critique of it.
    public static let proposed = RunMarks(rawValue: 4)
    /// A person wrote a note beside a message.
    public static let noted = RunMarks(rawValue: 8)
    /// A model has scored its messages (`ascribe judge`).
    public static let judged = RunMarks(rawValue: 16)

    /// Each with the letter of the key that does it, where one does, and its name in filters.
    static let all: [(mark: RunMarks, letter: Character, name: String)] = [
        (.measured, "V", "measured"), (.criticised, "C", "criticised"), (.proposed, "P", "proposed"),
        (.noted, "m", "noted"), (.judged, "j", "judged"),
    ]

    /// The letters of those that it has.
    var letters: String { String(Self.all.filter { contains($0.mark) }.map(\.letter)) }
}

/// What the store has about the runs of the list.
public struct MarkedRuns: Sendable, Equatable {
    /// By the identifier of runs.
    public var marks: [String: RunMarks]
    /// The runs with notes.
    public var noted: Set<RunKey>

    /// Makes it; nothing by default.
    public init(marks: [String: RunMarks] = [:], noted: Set<RunKey> = []) {
        self.marks = marks
        self.noted = noted
    }
}
