/// One recorded run of a team of agents on one problem.
///
/// A trace is what was *said and observed*; it has no room for a label that says which message was to blame,
/// so nothing that takes a `Trace` can read one. Messages are ordered by turn, then by their order in the file.
public struct Trace: Sendable, Equatable {
    /// The run's identifier as its file gives it; unique only within its file.
    public var id: String
    /// What the team was asked; `nil` when the file does not say.
    public var problem: Problem?
    /// The team as recorded (prompts, protocol); `nil` when the file does not carry it.
    public var team: Team?
    /// Everyone who speaks, in order of first appearance; `Message.agent` and `Cell.agent` index this array.
    public var agents: [Agent]
    /// All messages, sorted by `turn` (ascending from 1), ties in file order.
    public var messages: [Message]
    /// Recorded states, at most one a turn, sorted by turn; empty when the file records none.
    public var states: [State]
    /// How the run ended; `nil` means that nobody recorded it, which is neither success nor failure.
    public var outcome: Outcome?
    /// The team's final answer, where the file tells it and no outcome does.
    public var answer: String?
    /// The rule that gave messages their turns.
    public var turnRule: TurnRule
    /// The seed the run was sampled with, when recorded.
    public var seed: UInt64?
    /// When the run started, as the file writes it (ISO 8601), when recorded.
    public var started: String?
    /// Whether it was made by a person's own system, whose calls nobody sees: it counts as one.
    public var isMadeElsewhere = false
    /// What a person has to know about how the run was read from a foreign file, one sentence each (`joined from 4
    /// traces`); empty for native files.
    public var notices: [String] = []

    /// Makes a trace from its parts; `messages` and `states` must already be in order.
    public init(
        id: String, problem: Problem? = nil, team: Team? = nil, agents: [Agent] = [], messages: [Message] = [],
        states: [State] = [], outcome: Outcome? = nil, turnRule: TurnRule = .field, seed: UInt64? = nil,
        started: String? = nil
    ) {
        self.id = id
        self.problem = problem
        self.team = team
        self.agents = agents
        self.messages = messages
        self.states = states
        self.outcome = outcome
        self.turnRule = turnRule
        self.seed = seed
        self.started = started
    }

    /// The number of turns: the largest turn of any message or state, 0 for a trace without both.
    public var turnCount: Int {
        max(messages.last?.turn ?? 0, states.last?.turn ?? 0)
    }

    /// The team's final answer as recorded, with an outcome or without; `nil` when nobody recorded it.
    public var finalAnswer: String? { outcome?.answer ?? answer }
}

/// How turns were given to messages (the grid's title says which).
public enum TurnRule: String, Sendable, Equatable, CaseIterable {
    /// An explicit turn number in each message.
    case field
    /// A round or step field.
    case round
    /// A new turn whenever the next speaker has already spoken in this one.
    case speaker
    /// One turn a message, in order.
    case order
}

/// One place on the grid: an agent in a turn.
public struct Cell: Sendable, Hashable, Comparable {
    /// The turn, from 1.
    public var turn: Int
    /// The agent, as an index into `Trace.agents`.
    public var agent: Int

    /// Makes a cell.
    public init(turn: Int, agent: Int) {
        self.turn = turn
        self.agent = agent
    }

    /// Earlier turns first, then the order of agents in the trace.
    public static func < (a: Cell, b: Cell) -> Bool {
        (a.turn, a.agent) < (b.turn, b.agent)
    }
}
