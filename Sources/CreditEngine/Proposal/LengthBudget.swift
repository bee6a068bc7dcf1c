/// How long a revision may get.
public struct LengthBudget: Sendable, Hashable {
    /// How many times the old length is allowed.
    public var factor: Double
    /// How many characters more than the old length are allowed, whatever the factor says.
    public var slack: Int

    /// Makes a budget.
    public init(factor: Double = 1.3, slack: Int = 400) {
        self.factor = factor
        self.slack = slack
    }

    /// The most characters that a text may have in place of another: max(factor × old, old + slack).
    public func limit(replacing old: String) -> Int {
        let old = old.count
        let scaled = Double(old) * factor
        return max(scaled.isFinite && scaled < 1e9 ? Int(scaled) : old, old + slack)
    }
}
