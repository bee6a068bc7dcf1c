import CreditEngine

/// Whom and what one source of credit suspects in a run; made before anybody reads the run's label.
struct Suspicion: Sendable, Equatable {
    /// Indices into `Trace.messages`, the most suspect first; what a source leaves out is not ranked.
    var messages: [Int]
    /// The agent at fault, as an index into `Trace.agents`; `nil` takes the first message's agent.
    var agent: Int?

    /// Messages of models in speaking order: only they are suspects.
    static func suspects(in trace: Trace) -> [Int] {
        trace.messages.indices
            .filter { trace.agents[trace.messages[$0].agent].kind == .model }
            .sorted { trace.messages[$0].ordinal < trace.messages[$1].ordinal }
    }

    /// Messages from the highest value down; equals keep their order, the earlier message first.
    static func ordered(_ messages: [Int], by value: (Int) -> Double) -> [Int] {
        messages.enumerated().map { (value: value($0.element), place: $0.offset, message: $0.element) }
            .sorted { ($1.value, $0.place) < ($0.value, $1.place) }.map(\.message)
    }
}

extension Suspicion {
    /// What the estimate suspects: its ranking of messages, and the agent of the first.
    ///
    /// An agent's share of the heat grows with every message that it says, so it names nobody.
    package init(_ trace: Trace, _ credit: EstimatedCredit) {
        messages = credit.ranking
    }

    /// What a judge suspects: messages by 1 − score, those without one last; the agent with the lowest C[a].
    package init(_ trace: Trace, _ credit: JudgedCredit) {
        var doubts: [Cell: Double] = [:]
        for cell in credit.cells {
            doubts[cell.cell] = cell.combined(weight: credit.weight).value.map { 1 - $0 }
        }
        messages = Self.ordered(Self.suspects(in: trace)) { doubts[trace.messages[$0].cell] ?? -1 }
        let scores = credit.agents.compactMap { agent in agent.score.value.map { (agent.agent, $0) } }
        if let least = scores.map(\.1).min() { agent = scores.first { $0.1 == least }?.0 }
    }

    /// What a measurement suspects: the messages that it names, then the others that have a score, best suspect first.
    ///
    /// The agent is that of the first named message, else the one whose messages hurt most together. A message that no
    /// replay tested is not ranked: it stands behind all others, never at a place that nothing was measured for.
    package init(_ trace: Trace, _ report: MeasureReport) {
        let cells = report.curve.order.cells
        let ranked = report.ranking.map(\.position)
        let named = ranked.filter(report.named.contains) + report.named.filter { !ranked.contains($0) }
        let positions = named + ranked.filter { !report.named.contains($0) }
        let suspects = Self.suspects(in: trace)
        messages = positions.flatMap { position in suspects.filter { trace.messages[$0].cell == cells[position] } }
        let effects = trace.agents.indices.compactMap { agent in
            report.curve.structural(agent: agent).map { (agent, $0) }
        }
        if let first = named.first {
            agent = cells[first].agent
        } else if let worst = effects.map(\.1).min(), worst < 0 {
            agent = effects.first { $0.1 == worst }?.0
        }
    }
}
