import CreditEngine

/// A revision of one block as it waits in the queue, bound to what all the other blocks were.
public struct ProposalRecord: Sendable, Hashable {
    /// Its short name, given by the store.
    public let id: String
    /// Which candidate of its lineage this is, from 1, abandoned ones counted; given by the store.
    public let ordinal: Int
    /// What it proposes.
    public let content: ProposalContent
    /// When it was made, UTC in ISO 8601.
    public let at: String

    /// What a person approves: the hash of block, old hash, new text, the other blocks' hashes and the validation.
    ///
    /// Source: ARCHITECTURE, "Decide these first".
    public func approvalHash(validation: String) throws -> String {
        let json: CanonicalJSON = [
            "block": .string(content.block),
            "new_text": .string(content.newText),
            "old_hash": .string(content.oldHash),
            "others": .object(content.others.map { .init($0.key, .string($0.value)) }),
            "validation": .string(validation),
        ]
        return try SHA256Digest(of: json.text()).hex
    }
}

/// What a proposal says, before it is in the queue.
public struct ProposalContent: Sendable, Hashable {
    /// The team's name.
    public var team: String
    /// Candidates of one lineage share the error they may make (α over α_k).
    public var lineage: String
    /// The block's name: an agent's, or the aggregation protocol's.
    public var block: String
    /// The hash of the block's text that it replaces.
    public var oldHash: String
    /// The text that it replaces.
    public var oldText: String
    /// The text that it puts there.
    public var newText: String
    /// The hashes of all other blocks by name.
    public var others: [String: String]
    /// The problems whose traces fed its critiques: never in its validation.
    public var critiqued: [String]
    /// Reasons and critiques, as JSON text.
    public var details: String

    /// Makes a content.
    public init(
        team: String, lineage: String, block: String, oldHash: String, oldText: String, newText: String,
        others: [String: String], critiqued: [String] = [], details: String = "{}"
    ) {
        self.team = team
        self.lineage = lineage
        self.block = block
        self.oldHash = oldHash
        self.oldText = oldText
        self.newText = newText
        self.others = others
        self.critiqued = critiqued
        self.details = details
    }

    /// The first block that is not as the proposal found it; `nil` when it is not stale.
    ///
    /// - Parameter current: the hashes of all blocks as they are now.
    public func staleBlock(in current: [String: String]) -> String? {
        var expected = others
        expected[block] = oldHash
        return Set(expected.keys).union(current.keys).sorted().first { expected[$0] != current[$0] }
    }
}

/// One held-out validation of a proposal.
public struct ValidationRecord: Sendable, Hashable {
    /// Its name: the same for the same work.
    public var id: String
    /// The proposal it is about.
    public var proposal: String
    /// Whether the gate accepted, which is not approval.
    public var accepted: Bool
    /// Figures, as JSON text.
    public var result: String
    /// When it ended, UTC in ISO 8601; empty until it is kept.
    public var at: String

    /// Makes a validation that is not kept yet.
    public init(id: String, proposal: String, accepted: Bool, result: String) {
        self.id = id
        self.proposal = proposal
        self.accepted = accepted
        self.result = result
        at = ""
    }
}
