/// A figure, or the reason why there is none.
///
/// Unknown is never 0.
public enum Score: Sendable, Equatable {
    /// A finite figure; its range is documented where the score is produced.
    case value(Double)
    /// No figure, and why, as one clause (`no earlier state`).
    case unscored(String)

    /// The figure, or `nil`.
    public var value: Double? {
        if case .value(let v) = self { return v }
        return nil
    }
}
