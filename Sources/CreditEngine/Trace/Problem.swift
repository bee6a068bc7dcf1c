/// What a team is asked to solve.
public struct Problem: Sendable, Equatable {
    /// The problem's identifier, shared by all runs on it; `nil` when the file does not name it.
    public var id: String?
    /// The question as put to the team; `nil` when the file does not carry it.
    public var input: String?
    /// The reference answer that an evaluator compares with; `nil` when unknown.
    public var reference: String?

    /// Makes a problem from what is known of it.
    public init(id: String? = nil, input: String? = nil, reference: String? = nil) {
        self.id = id
        self.input = input
        self.reference = reference
    }
}

/// How a run ended.
public struct Outcome: Sendable, Equatable {
    /// Whether the evaluator accepted the answer.
    public var success: Bool
    /// The graded score y in [0,1]; `nil` when only success or failure was recorded.
    public var score: Double?
    /// The team's final answer, when recorded.
    public var answer: String?
    /// The evaluator that judged it, when recorded.
    public var evaluator: String?
    /// Why it judged so, in the evaluator's or the program's own words, when recorded.
    public var reason: String?

    /// Makes an outcome.
    public init(
        success: Bool, score: Double? = nil, answer: String? = nil, evaluator: String? = nil, reason: String? = nil
    ) {
        self.success = success
        self.score = score
        self.answer = answer
        self.evaluator = evaluator
        self.reason = reason
    }

    /// The outcome y in [0,1]: the graded score, else 1 for a success and 0 for a failure.
    public var value: Double { score ?? (success ? 1 : 0) }

    /// The score at and above which an outcome with a score but no verdict counts as success.
    public static let threshold = 0.5
}
