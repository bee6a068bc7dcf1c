public import CreditEngine

/// The known good edit of a planted team.
public struct PromptEdit: Sendable, Hashable {
    /// The block it changes.
    public var block: Block
    /// The rule that goes.
    public var old: String
    /// The rule that takes its place.
    public var new: String

    /// Makes an edit.
    public init(block: Block, old: String, new: String) {
        self.block = block
        self.old = old
        self.new = new
    }

    /// The team with the edit; unchanged when the block does not have the old rule.
    public func applied(to team: Team) -> Team {
        let prompts = PromptSet(team)
        guard let text = prompts[block].flatMap(RuleEdit(old: old, new: new).applied) else { return team }
        return prompts.replacing(block, by: text).team
    }
}

/// A team with a planted fault, and what is known about the fault.
public struct Planting: Sendable, Equatable {
    /// The team as it runs.
    public var team: Team
    /// The blocks at fault; empty for a sound team.
    public var culprits: [Block]
    /// The edit that repairs it as far as one block can; `nil` for a sound team.
    public var edit: PromptEdit?
}
