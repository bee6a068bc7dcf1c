/// One way to change a block, with its reasons; not yet bound to the other blocks.
public struct Revision: Sendable, Hashable {
    /// The block's new text.
    public var text: String
    /// The rules that change; the same text follows when a model wrote it around them.
    public var edits: [RuleEdit]
    /// The critiques that it answers.
    public var critiques: [Critique]
    /// Why, in a sentence.
    public var reason: String
    /// Whether a simulated model wrote any part of it.
    public var isSimulated: Bool

    /// Makes a revision.
    public init(text: String, edits: [RuleEdit], critiques: [Critique], reason: String, isSimulated: Bool) {
        self.text = text
        self.edits = edits
        self.critiques = critiques
        self.reason = reason
        self.isSimulated = isSimulated
    }

    /// The proposal that puts it into a block of a team as it is now; throws `ProposalError` and `IdentityError`.
    public func proposal(for block: Block, of prompts: PromptSet, lineage: String) throws -> Proposal {
        try Proposal(
            revising: block, of: prompts, to: text, lineage: lineage, critiques: critiques, reason: reason,
            isSimulated: isSimulated)
    }
}

/// Why a suggestion did not become a revision.
public enum RevisionRefusal: Error, Hashable, CustomStringConvertible {
    /// The old rule does not stand in the text, or nothing would change.
    case doesNotFit(RuleEdit)
    /// The new text has more characters than allowed.
    case tooLong(Int, limit: Int)
    /// The text was tried or rejected before.
    case known
    /// A model's rewrite lost a rule that nobody wanted changed.
    case lostRule(String)
    /// A model's rewrite was no usable reply.
    case reply(JSONReplyError)

    /// One clause that says why.
    public var description: String {
        switch self {
        case .doesNotFit(let edit):
            edit.old.map { "the rule '\($0)' does not stand in the prompt" } ?? "it would change nothing"
        case .tooLong(let length, let limit): "the new text has \(length) characters, and at most \(limit) are allowed"
        case .known: "the same text was tried or rejected before"
        case .lostRule(let rule): "the rewrite lost the rule '\(rule)', which has nothing to do with the critique"
        case .reply(let fault): "the rewrite cannot be used: the reply \(fault)"
        }
    }
}
