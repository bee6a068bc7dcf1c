/// A revision of exactly one block, bound to what all the other blocks were when it was made.
///
/// Source: Method §6. It becomes *stale* when any block is no longer as it found it.
public struct Proposal: Sendable, Hashable, Codable {
    /// The team's name.
    public var team: String
    /// Candidates of one lineage share the error that a gate may make (α over α_k).
    public var lineage: String
    /// The block.
    public var block: Block
    /// The text that it replaces.
    public var oldText: String
    /// The text that it puts there.
    public var newText: String
    /// The hash of the replaced text.
    public var oldHash: String
    /// The hashes of all other blocks by name.
    public var others: [String: String]
    /// The problems whose traces fed its critiques, by identifier and by their words: never in its validation.
    public var critiqued: [String]
    /// The critiques it answers.
    public var critiques: [Critique]
    /// Why, in a sentence.
    public var reason: String
    /// Whether a simulated model wrote any part of it.
    public var isSimulated: Bool

    /// Makes a proposal for a block of a team as it is now; throws `ProposalError` and `IdentityError`.
    public init(
        revising block: Block, of prompts: PromptSet, to text: String, lineage: String, critiques: [Critique],
        reason: String, isSimulated: Bool
    ) throws {
        guard let old = prompts[block] else { throw ProposalError.noBlock(block.name) }
        guard old != text else { throw ProposalError.unchanged(block.name) }
        var others = try prompts.hashes()
        oldHash = try PromptSet.hash(of: old)
        others[block.name] = nil
        team = prompts.team.name ?? ""
        self.lineage = lineage
        self.block = block
        oldText = old
        newText = text
        self.others = others
        critiqued = Set(critiques.flatMap { [$0.problem, $0.question] }.compactMap { $0 }).sorted()
        self.critiques = critiques
        self.reason = reason
        self.isSimulated = isSimulated
    }

    /// A proposal as it was made before, from its record.
    public init(
        team: String, lineage: String, block: Block, oldText: String, newText: String, oldHash: String,
        others: [String: String], critiqued: [String], critiques: [Critique], reason: String, isSimulated: Bool
    ) {
        self.team = team
        self.lineage = lineage
        self.block = block
        self.oldText = oldText
        self.newText = newText
        self.oldHash = oldHash
        self.others = others
        self.critiqued = critiqued
        self.critiques = critiques
        self.reason = reason
        self.isSimulated = isSimulated
    }

    /// The first block that is not as the proposal found it; `nil` when it is not stale.
    ///
    /// - Parameter current: the hashes of all blocks as they are now, by name.
    public func staleBlock(in current: [String: String]) -> String? {
        var expected = others
        expected[block.name] = oldHash
        return Set(expected.keys).union(current.keys).sorted().first { expected[$0] != current[$0] }
    }

    /// What a person approves: the hash of block, old hash, new text, the other blocks' hashes and the validation.
    ///
    /// Source: ARCHITECTURE, "Decide these first". Throws `IdentityError`.
    public func approvalHash(validation: String) throws -> String {
        let json: CanonicalJSON = [
            "block": .string(block.name),
            "new_text": .string(newText),
            "old_hash": .string(oldHash),
            "others": .object(others.map { .init($0.key, .string($0.value)) }),
            "validation": .string(validation),
        ]
        return try SHA256Digest(of: json.text()).hex
    }
}

/// Why there is no proposal.
public enum ProposalError: Error, Equatable, CustomStringConvertible {
    /// The team has no such block.
    case noBlock(String)
    /// The new text is the old one.
    case unchanged(String)

    /// One sentence that names the thing and the way out.
    public var description: String {
        switch self {
        case .noBlock(let name): "the team has no block '\(name)'; blocks are called 'role/AGENT' and 'aggregation'"
        case .unchanged(let name): "the revision of '\(name)' changes nothing; take another critique"
        }
    }
}
