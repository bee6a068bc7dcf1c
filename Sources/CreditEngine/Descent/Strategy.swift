/// A way to find candidates: it proposes from what it has seen, one at a time, and is told what became of each.
///
/// The driver owns the budget, the acceptance and the current prompts, so that strategies can be told apart under the
/// same gate. Source: Method §7.
protocol Strategy: Sendable {
    /// The next candidate, or why there is none.
    ///
    /// Throws `StrategyResources.BudgetSpent` when what it would have to run does not fit into what is left.
    mutating func propose(_ resources: inout StrategyResources) async throws -> DescentStep

    /// Whether the strategy itself would take its last candidate: the rule that it is customarily run with.
    mutating func takes(_ candidate: Candidate, _ resources: inout StrategyResources) async throws -> Bool

    /// What became of the last candidate.
    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ resources: StrategyResources)

    /// Puts what it would return in force, once nothing is left to try or to spend.
    mutating func conclude(_ resources: inout StrategyResources) throws
}

extension Strategy {
    /// What was accepted is in force already.
    mutating func conclude(_ resources: inout StrategyResources) {}
}

/// What a strategy wants next.
enum DescentStep: Sendable {
    /// Something to decide about.
    case candidate(Candidate)
    /// Nothing is left to try, and why, as one clause.
    case saturated(String)
}

/// A revision of one block that a strategy hands over.
public struct Candidate: Sendable, Equatable {
    /// The block.
    public var block: Block
    /// Its new text.
    public var text: String
    /// Why, in a sentence.
    public var reason: String
    /// The critiques it answers.
    public var critiques: [Critique]
    /// Problems whose traces had a part in it beside those of the critiques.
    public var problems: [String]
    /// Whether a simulated model wrote any part of it.
    public var isSimulated: Bool
    /// The credit of its block when it was chosen; `nil` when the strategy asks for none.
    public var share: Double?
    /// Where that credit comes from.
    public var source: CreditSource?

    /// Makes a candidate.
    public init(
        block: Block, text: String, reason: String, critiques: [Critique] = [], problems: [String] = [],
        isSimulated: Bool = false, share: Double? = nil, source: CreditSource? = nil
    ) {
        self.block = block
        self.text = text
        self.reason = reason
        self.critiques = critiques
        self.problems = problems
        self.isSimulated = isSimulated
        self.share = share
        self.source = source
    }
}
