public import CreditEngine

/// A run that waits for a person's label.
public struct LabelTask: Sendable, Equatable {
    /// The number of its item.
    public var number: Int64
    /// The run.
    public var trace: Trace
    /// Why it waits, one clause each; empty when it was only drawn by chance.
    public var reasons: [String]
    /// What came of asking its turns again, one line each, the latest first.
    public var answers: [String]
    /// The message that the estimate points at first; `nil` for none.
    public var suspect: Cell?

    /// Makes a task.
    public init(number: Int64, trace: Trace, reasons: [String], answers: [String] = [], suspect: Cell?) {
        (self.number, self.trace, self.reasons, self.answers, self.suspect) = (number, trace, reasons, answers, suspect)
    }
}

/// What a person says of a run.
public struct GivenLabel: Sendable, Hashable {
    /// The agent at fault and the turn of the mistake; `nil` when it was nobody, or only the outcome is told.
    public var agent: String?, turn: Int?
    /// Whether no agent is at fault.
    public var isNobody = false
    /// How the run ended, where the person knows better than its file.
    public var success: Bool?
    /// A name for the kind of failure, and anything else.
    public var mode: String?, note: String?

    /// Says nothing yet.
    public init() {}
}

/// What a person does with the review queue.
public enum LabelAction: Sendable, Hashable {
    /// Gives this label to an item.
    case give(GivenLabel, item: Int64)
    /// Takes the person's last label back; its item comes again.
    case undo
    /// Leaves an item to others and to later.
    case skip(Int64)
    /// Only takes the next item.
    case take
}

/// Which items a person is given.
public struct LabelChoice: Sendable, Hashable {
    /// Those that another person has labelled, to see how far people agree.
    public var isSecond = false
    /// Items that the person has left to later.
    public var skipped: Set<Int64> = []

    /// The next one.
    public init() {}
}

/// The review queue after an action.
public enum LabelAnswer: Sendable, Equatable {
    /// The next item, `nil` when none is left for this person; how many wait; how far people agree, a line each pair.
    case next(LabelTask?, waiting: Int, agreement: [String])
    /// Nothing was done; one sentence says why and what to do.
    case failed(String)
}
