/// A team of agents: their role prompts and the protocol by which they speak and aggregate.
///
/// What a trace carries of its team is names, text and parameters only: no URL, key or command (see Safety).
public struct Team: Sendable, Equatable, Codable {
    /// One member of a team.
    public struct Member: Sendable, Equatable, Codable {
        /// The agent's name.
        public var name: String
        /// One line on what it does, when recorded.
        public var role: String?
        /// Its role prompt; `nil` when not recorded.
        public var prompt: String?
        /// The name of the model it speaks with, when recorded.
        public var model: String?

        /// Makes a member.
        public init(name: String, role: String? = nil, prompt: String? = nil, model: String? = nil) {
            self.name = name
            self.role = role
            self.prompt = prompt
            self.model = model
        }
    }

    /// The team's name, when recorded.
    public var name: String?
    /// Its members, in order.
    public var members: [Member]
    /// How it speaks and aggregates, when recorded.
    public var aggregation: AggregationProtocol?

    /// Makes a team.
    public init(name: String? = nil, members: [Member], aggregation: AggregationProtocol? = nil) {
        self.name = name
        self.members = members
        self.aggregation = aggregation
    }
}

/// Who speaks when, who reads what, and how a turn's messages become one state or answer.
public struct AggregationProtocol: Sendable, Equatable, Codable {
    /// Who reads what.
    public enum Visibility: String, Sendable, Equatable, Codable {
        /// Everyone reads everything said so far.
        case shared
        /// Only the aggregator's message is carried to the next turn.
        case aggregated
    }

    /// The number of turns of a full run.
    public var turns: Int
    /// The names of the agents in speaking order within a turn.
    public var order: [String]
    /// Who reads what.
    public var visibility: Visibility
    /// The agent that aggregates a turn, when there is one.
    public var aggregator: String?
    /// The aggregation prompt, when there is one.
    public var prompt: String?

    /// Makes a protocol.
    public init(
        turns: Int, order: [String], visibility: Visibility = .shared, aggregator: String? = nil, prompt: String? = nil
    ) {
        self.turns = turns
        self.order = order
        self.visibility = visibility
        self.aggregator = aggregator
        self.prompt = prompt
    }
}
