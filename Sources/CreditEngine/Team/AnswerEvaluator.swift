/// Evaluators that compare the team's answer with the reference by a fixed rule.
///
/// The answer is read from the answering message by `AnswerText`. Each gives score 1 or 0.
public enum AnswerEvaluator: Evaluator, Equatable {
    /// Equal numbers, however they are written: |answer − reference| ≤ tolerance.
    case numeric(tolerance: Double = 1e-9)
    /// Equal texts after trimming white space, case kept.
    case exact
    /// The message contains the reference, case ignored.
    case contains
    /// The same choice letter (`B`, `(b)`, `B.`), case ignored.
    case choice

    /// The name that team files and outcomes use.
    public var name: String {
        switch self {
        case .numeric: "numeric"
        case .exact: "exact"
        case .contains: "contains"
        case .choice: "choice"
        }
    }

    /// The evaluator of that name with its default settings, `nil` when there is none.
    public init?(name: String) {
        switch name {
        case "numeric": self = .numeric()
        case "exact": self = .exact
        case "contains": self = .contains
        case "choice": self = .choice
        default: return nil
        }
    }

    /// The outcome of a finished run; `nil` without a reference, or with one that the rule cannot read.
    public func outcome(of run: FinishedRun) -> Outcome? {
        run.problem.reference.flatMap { outcome(of: run.answerText ?? "", reference: $0) }
    }

    /// The outcome of an answering text; `nil` when the reference holds nothing to compare with, such as no number for
    /// `numeric`: then no answer could be right, and that says nothing about this one.
    public func outcome(of text: String, reference: String) -> Outcome? {
        guard let (answer, success) = compare(text, reference) else { return nil }
        return Outcome(success: success, score: success ? 1 : 0, answer: answer, evaluator: name)
    }

    private func compare(_ text: String, _ reference: String) -> (answer: String?, success: Bool)? {
        switch self {
        case .numeric(let tolerance):
            guard let expected = AnswerText.lastNumber(in: reference)?.value else { return nil }
            let answer = AnswerText.number(in: text)
            return (answer?.text, answer?.value.map { areEqual($0, expected, tolerance) } ?? false)
        case .exact:
            let answer = AnswerText.phrase(in: text)
            return (answer, answer == AnswerText.trimmed(reference))
        case .contains:
            let wanted = AnswerText.trimmed(reference).lowercased()
            guard !wanted.isEmpty else { return nil }
            return (text.isEmpty ? nil : text, text.lowercased().contains(wanted))
        case .choice:
            guard let expected = AnswerText.letter(in: reference) else { return nil }
            let answer = AnswerText.letter(in: text)
            return (answer, answer == expected)
        }
    }

    /// Whether two numbers are the same but for the tolerance and the last digits that a number in binary has.
    private func areEqual(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
        (a - b).magnitude <= max(tolerance, 2 * max(a.ulp, b.ulp))
    }
}
