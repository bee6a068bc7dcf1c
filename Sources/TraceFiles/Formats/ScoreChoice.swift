import CreditEngine

/// Which of the scores that a file carries by name is the outcome.
///
/// The meaning and the polarity of a score are the user's: `toxicity 0.2` is no success. Without a choice only names that
/// can only mean correctness are accepted.
public struct ScoreChoice: Sendable, Equatable {
    /// The score's name; `nil` accepts the names in `plain`.
    public var name: String?
    /// Whether a low value is good.
    public var isInverted = false

    /// No choice.
    public init() {}

    /// The choice as written on the command line: `correctness`, `!toxicity`.
    public init(_ text: String) {
        isInverted = text.hasPrefix("!")
        name = isInverted ? String(text.dropFirst()) : text
    }

    /// Names that can only mean that the answer was right.
    static let plain: Set<String> = ["correctness", "correct", "success", "accuracy", "pass", "passed", "reward"]

    /// The outcome that a run's scores tell; `nil` when none of them is chosen, or when its value is outside [0,1].
    func outcome(of scores: [ImportedRun.NamedScore]) -> Outcome? {
        let chosen = scores.last { score in
            name.map { score.name == $0 } ?? Self.plain.contains(score.name.lowercased())
        }
        guard let chosen, (0...1).contains(chosen.value) else { return nil }
        let value = isInverted ? 1 - chosen.value : chosen.value
        return Outcome(success: value >= Outcome.threshold, score: value, evaluator: chosen.name)
    }
}
