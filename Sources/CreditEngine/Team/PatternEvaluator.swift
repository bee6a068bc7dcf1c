/// Accepts a run whose answering message a pattern occurs in; it needs no reference.
public struct PatternEvaluator: Evaluator, Equatable {
    /// The pattern.
    public var pattern: BoundedPattern

    /// Makes an evaluator.
    public init(_ pattern: BoundedPattern) {
        self.pattern = pattern
    }

    /// The name that team files and outcomes use.
    public var name: String { "regex" }

    /// The outcome of a finished run; a run in which nobody spoke has failed.
    public func outcome(of run: FinishedRun) -> Outcome? {
        let success = run.answerText.map { pattern.occurs(in: $0) } ?? false
        return Outcome(
            success: success, score: success ? 1 : 0, answer: run.answerText.map { AnswerText.phrase(in: $0) },
            evaluator: name)
    }
}
