/// Estimated credit of one trace: which turn, which agent, which cell, and why.
///
/// No model is called.
public struct EstimatedCredit: Sendable, Equatable {
    /// Temporal credit of one turn.
    public struct Turn: Sendable, Equatable {
        /// The turn, from 1.
        public var turn: Int
        /// Its figure: in [0,1] for `stall`; see the metric for others.
        public var score: Score
        /// The words that it came from.
        public var evidence: [Evidence]

        /// Makes a turn's credit.
        public init(turn: Int, score: Score, evidence: [Evidence] = []) {
            self.turn = turn
            self.score = score
            self.evidence = evidence
        }
    }

    /// Structural credit of one agent.
    public struct AgentShare: Sendable, Equatable {
        /// The agent, as an index into `Trace.agents`.
        public var agent: Int
        /// Its share in [0,1], or why it has none (a tool, a person, a silent agent).
        public var score: Score

        /// Makes an agent's credit.
        public init(agent: Int, score: Score) {
            self.agent = agent
            self.score = score
        }
    }

    /// Joint heat of one cell that has at least one message.
    public struct CellHeat: Sendable, Equatable {
        /// The cell.
        public var cell: Cell
        /// Its heat in [0,1].
        public var score: Score
        /// The words that it came from.
        public var evidence: [Evidence]

        /// Makes a cell's heat.
        public init(cell: Cell, score: Score, evidence: [Evidence] = []) {
            self.cell = cell
            self.score = score
            self.evidence = evidence
        }
    }

    /// Heat of one message, the ranking that suspects and cells come from.
    public struct MessageHeat: Sendable, Equatable {
        /// The message, as its index in `Trace.messages`.
        public var message: Int
        /// Its heat in [0,1], or why it has none (a tool, a person).
        public var score: Score
        /// The words that it came from.
        public var evidence: [Evidence]

        /// Makes a message's heat.
        public init(message: Int, score: Score, evidence: [Evidence] = []) {
            self.message = message
            self.score = score
            self.evidence = evidence
        }
    }

    /// A cell worth looking at first, with the reason in words.
    public struct Suspect: Sendable, Equatable {
        /// The cell.
        public var cell: Cell
        /// The message of the cell that the evidence points at, as its index in `Trace.messages`.
        public var message: Int
        /// One sentence that names the evidence.
        public var why: String
        /// From the cell where the symptom shows back to where its content was introduced; just the cell itself when
        /// nothing was traced further.
        public var path: [Cell]

        /// Makes a suspect.
        public init(cell: Cell, message: Int, why: String, path: [Cell]) {
            self.cell = cell
            self.message = message
            self.why = why
            self.path = path
        }
    }

    /// The temporal metric's name as printed on screen (`stall`, `article`, …).
    public var metric: String
    /// One entry a turn, in order.
    public var temporal: [Turn]
    /// One entry an agent, in the order of `Trace.agents`.
    public var structural: [AgentShare]
    /// One entry a cell that has messages, in order.
    public var cells: [CellHeat]
    /// One entry a message, in the order of `Trace.messages`; a cell's heat is that of its hottest message.
    public var messages: [MessageHeat]
    /// Messages of models, the most suspect first, as indices into `Trace.messages`; whether any stands out, suspects say.
    public var ranking: [Int]
    /// At most five, most suspicious first; empty when none stands out.
    public var suspects: [Suspect]
    /// The state after each turn, as the extractor saw it; empty when there is none.
    public var states: [State]
    /// Where the states came from.
    public var stateSource: StateSource
    /// Why no suspect is named, as one clause; `nil` when there are suspects.
    public var noSuspect: String?

    /// Makes an estimate from its parts.
    public init(
        metric: String, temporal: [Turn], structural: [AgentShare], cells: [CellHeat], suspects: [Suspect],
        states: [State], messages: [MessageHeat] = [], ranking: [Int] = [], stateSource: StateSource = .reasoning,
        noSuspect: String? = nil
    ) {
        self.metric = metric
        self.temporal = temporal
        self.structural = structural
        self.cells = cells
        self.suspects = suspects
        self.states = states
        self.messages = messages
        self.ranking = ranking
        self.stateSource = stateSource
        self.noSuspect = noSuspect
    }

    /// The source of every figure here.
    public var source: CreditSource { .estimated }
}
