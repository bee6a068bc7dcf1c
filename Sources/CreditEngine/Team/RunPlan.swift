/// One run to make: the problem, the seeds, and what is not to be said anew.
public struct RunPlan: Sendable, Equatable {
    /// One agent's place in one turn, by name, so that it holds across traces that list their agents differently.
    public struct Slot: Sendable, Hashable {
        /// The turn, from 1.
        public var turn: Int
        /// The agent's name.
        public var agent: String

        /// Makes a slot.
        public init(turn: Int, agent: String) {
            self.turn = turn
            self.agent = agent
        }
    }

    /// The identifier of the trace to make.
    public var id: String
    /// What the team is asked.
    public var problem: Problem
    /// Where the seeds come from.
    public var seeding: Seeding
    /// Messages kept word for word at the start, in order; their ordinals are renumbered.
    public var prefix: [Message]
    /// The speakers that `prefix` indexes; they come first in the new trace, in this order.
    public var agents: [Agent]
    /// Cells after the prefix whose words are given instead of asked for; an empty list keeps the agent silent.
    public var pins: [Slot: [String]]
    /// A slot after which nobody needs to speak: what is said there is all that is wanted; `nil` asks for a whole run.
    ///
    /// A runner may end there, without an outcome, or ignore it and run on.
    public var last: Slot?
    /// Who speaks after the kept messages; `nil` is the protocol's order from the start, for plans that keep none.
    public var order: SpeakingOrder?

    /// A run from the start.
    public init(
        id: String, problem: Problem, seeding: Seeding, prefix: [Message] = [], agents: [Agent] = [],
        pins: [Slot: [String]] = [:], last: Slot? = nil, order: SpeakingOrder? = nil
    ) {
        self.id = id
        self.problem = problem
        self.seeding = seeding
        self.prefix = prefix
        self.agents = agents
        self.pins = pins
        self.last = last
        self.order = order
    }

    /// A replay of a trace that keeps its first messages.
    ///
    /// - Parameters:
    ///   - count: how many messages are kept, in the order of the trace; clipped to what there is.
    ///   - order: who spoke in the trace, and the rule by which others follow; `nil` reads it off the trace and its own team.
    public init(
        replaying trace: Trace, keeping count: Int, id: String, seeding: Seeding, pins: [Slot: [String]] = [:],
        last: Slot? = nil, order: SpeakingOrder? = nil
    ) {
        self.init(
            id: id, problem: trace.problem ?? Problem(), seeding: seeding,
            prefix: Array(trace.messages.prefix(max(0, count))), agents: trace.agents, pins: pins,
            last: last, order: order ?? SpeakingOrder(of: trace, by: trace.team ?? Team(members: [])))
    }
}
