/// How large a planted team and its problem are.
public struct TeamShape: Sendable, Hashable {
    /// The number of agents, 3 to 5.
    public var members: Int
    /// The number of steps of the problem, 4 or more; one is worked on in each turn.
    public var steps: Int
    /// Turns after the last step, 1 or more; the answer is given in the last one.
    public var closing: Int
    /// What everyone speaks.
    public var language: Language

    /// Makes a shape; values outside the ranges are moved into them.
    public init(members: Int = 3, steps: Int = 4, closing: Int = 1, language: Language = .english) {
        self.members = min(5, max(3, members))
        self.steps = max(4, steps)
        self.closing = max(1, closing)
        self.language = language
    }

    /// Turns of a full run.
    public var turns: Int { steps + closing }

    /// Three agents, five turns.
    public static let cells15 = TeamShape(members: 3, steps: 4)
    /// Five agents, six turns.
    public static let cells30 = TeamShape(members: 5, steps: 5)
}
