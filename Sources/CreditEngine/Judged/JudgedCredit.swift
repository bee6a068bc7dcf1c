/// What a judge thinks of every message of a run: its opinion, never a measurement.
///
/// All scores are in [0,1] and low ones are candidates. Source: Method §4, `judge`, after arXiv 2605.30227.
public struct JudgedCredit: Sendable, Equatable {
    /// A cell's two scores.
    public struct CellScore: Sendable, Equatable {
        /// The cell.
        public var cell: Cell
        /// How good the message is by itself.
        public var own: Score
        /// How much it helped the team, given what the others had said.
        public var group: Score

        /// λ·own + (1−λ)·group; unscored when either is, with the reason.
        public func combined(weight: Double) -> Score {
            switch (own, group) {
            case (.value(let own), .value(let group)): .value(weight * own + (1 - weight) * group)
            case (.unscored(let reason), _), (_, .unscored(let reason)): .unscored(reason)
            }
        }
    }

    /// An agent's score, the mean over its turns.
    public struct AgentScore: Sendable, Equatable {
        /// The agent, as an index into the trace's agents.
        public var agent: Int
        /// C[a] over the turns that have a score; unscored when none has.
        public var score: Score
        /// Turns with a score.
        public var scored: Int
        /// Turns in which it speaks.
        public var turns: Int
    }

    /// What the team had achieved after a turn.
    public struct TurnScore: Sendable, Equatable {
        /// The turn, from 1.
        public var turn: Int
        /// The aggregated state's score.
        public var state: Score
    }

    /// All cells of models in speaking order.
    public var cells: [CellScore]
    /// All turns with such cells, ascending.
    public var turns: [TurnScore]
    /// λ in [0,1].
    public var weight: Double
    /// The judge as it names itself.
    public var judge: String
    /// Whether no real model judged.
    public var isSimulated: Bool
    /// Calls made.
    public var calls: Int
    /// Likely secrets taken out before text was sent.
    public var redactions: Int

    /// The source of every figure here.
    public var source: CreditSource { .judged }

    /// C[a] = (1/T) Σ_t [λ·own + (1−λ)·group] of every agent with cells, in the order of the trace's agents.
    ///
    /// T counts the turns in which the agent speaks and has a score: a junk reply says nothing about it.
    public var agents: [AgentScore] {
        var found: [Int: [Score]] = [:]
        for cell in cells { found[cell.cell.agent, default: []].append(cell.combined(weight: weight)) }
        return found.sorted { $0.key < $1.key }.map { agent, scores in
            let values = scores.compactMap(\.value)
            let mean: Score =
                if values.isEmpty { scores.first ?? .unscored("it never speaks") } else {
                    .value(values.reduce(0, +) / Double(values.count))
                }
            return AgentScore(agent: agent, score: mean, scored: values.count, turns: scores.count)
        }
    }

    /// The scored cells from the lowest score up, ties to the earlier one.
    public var candidates: [Cell] {
        cells.enumerated().compactMap { place, cell in
            cell.combined(weight: weight).value.map { (value: $0, place: place, cell: cell.cell) }
        }.sorted { ($0.value, $0.place) < ($1.value, $1.place) }.map(\.cell)
    }
}
