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
}
