/// The texts of a team, block by block, each with its hash.
///
/// A frozen set is what an export holds, and what proposals are bound to.
public struct PromptSet: Sendable, Equatable {
    /// The team that the texts belong to.
    public private(set) var team: Team

    /// The texts of a team as it is.
    public init(_ team: Team) {
        self.team = team
    }

    /// The blocks: each member that has a role prompt, in the team's order, then the protocol when it has a prompt.
    public var blocks: [Block] {
        let roles = team.members.filter { $0.prompt != nil }.map { Block.role($0.name) }
        return team.aggregation?.prompt == nil ? roles : roles + [.aggregation]
    }

    /// A block's text; `nil` when the team has no such block.
    public subscript(block: Block) -> String? {
        switch block {
        case .role(let name): team.members.first { $0.name == name }?.prompt
        case .aggregation: team.aggregation?.prompt
        }
    }

    /// The set with one block's text replaced; unchanged when the team has no such block.
    public func replacing(_ block: Block, by text: String) -> PromptSet {
        guard self[block] != nil else { return self }
        var set = self
        switch block {
        case .role(let name):
            for index in set.team.members.indices where set.team.members[index].name == name {
                set.team.members[index].prompt = text
            }
        case .aggregation: set.team.aggregation?.prompt = text
        }
        return set
    }

    /// The hash of a text, as 64 hexadecimal digits of SHA-256 over its UTF-8 bytes; throws `IdentityError`.
    public static func hash(of text: String) throws -> String { try SHA256Digest(of: text).hex }

    /// The hashes of all texts by block name; throws `IdentityError`.
    public func hashes() throws -> [String: String] {
        var hashes: [String: String] = [:]
        for block in blocks { hashes[block.name] = try self[block].map(Self.hash) }
        return hashes
    }

    /// One hash of all texts: equal sets of blocks have equal identities; throws `IdentityError`.
    public func identity() throws -> String { try Self.identity(ofHashes: hashes()) }

    /// One hash of texts that are known by their hashes, by block name; throws `IdentityError`.
    public static func identity(ofHashes hashes: [String: String]) throws -> String {
        let members = hashes.map { CanonicalJSON.Member($0.key, .string($0.value)) }
        return try SHA256Digest(of: CanonicalJSON.object(members).text()).hex
    }
}
