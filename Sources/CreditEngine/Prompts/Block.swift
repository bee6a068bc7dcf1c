/// One text of a team that is revised on its own: a role prompt, or the aggregation protocol's.
///
/// Source: the article's phase 3; Method §6.
public enum Block: Sendable, Hashable, Comparable {
    /// The role prompt of a member.
    case role(String)
    /// The aggregation protocol's prompt.
    case aggregation

    /// The name in files, records and commands: `role/researcher`, `aggregation`.
    public var name: String {
        switch self {
        case .role(let agent): Self.prefix + agent
        case .aggregation: "aggregation"
        }
    }

    /// Reads a block's name; `nil` when it is none.
    public init?(name: String) {
        if name == "aggregation" {
            self = .aggregation
        } else if name.hasPrefix(Self.prefix), name != Self.prefix {
            self = .role(String(name.dropFirst(Self.prefix.count)))
        } else {
            return nil
        }
    }

    private static let prefix = "role/"

    /// The aggregation protocol first, then agents by name.
    public static func < (a: Block, b: Block) -> Bool { a.name < b.name }
}

extension Block: Codable {
    /// Reads the name.
    public init(from decoder: any Decoder) throws {
        let name = try decoder.singleValueContainer().decode(String.self)
        guard let block = Block(name: name) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "'\(name)' is no block; blocks are called 'role/AGENT' and 'aggregation'"))
        }
        self = block
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
