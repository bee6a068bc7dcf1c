/// What a run that was made elsewhere did not do as it was asked.
public enum RunDeparture: Error, Equatable, CustomStringConvertible {
    /// A message that was to be kept is missing or differs.
    case kept(turn: Int, agent: String)
    /// A cell whose words were given says others, or nothing.
    case given(turn: Int, agent: String)
    /// Nobody said anything.
    case empty

    /// One clause.
    public var description: String {
        switch self {
        case .kept(let turn, let agent): "the run does not keep what \(agent) said in turn \(turn)"
        case .given(let turn, let agent): "the run does not say the words given for \(agent) in turn \(turn)"
        case .empty: "the run has no messages"
        }
    }
}

extension RunPlan {
    /// A run that was made elsewhere, as the answer to this plan: its speakers and kept messages are the plan's own.
    ///
    /// A run may end before a later given cell; the first one it must reach. Throws `RunDeparture`: a replay that did
    /// something else than it was asked has no outcome to compare.
    public func adopt(_ run: Trace, of team: Team) throws -> Trace {
        guard !run.messages.isEmpty else { throw RunDeparture.empty }
        var agents = agents
        let places = run.agents.map { agent in
            if let known = agents.firstIndex(where: { $0.name == agent.name }) { return known }
            agents.append(agent)
            return agents.count - 1
        }
        var messages = run.messages
        for index in messages.indices {
            messages[index].agent = places[messages[index].agent]
            messages[index].ordinal = index
        }
        for (index, kept) in prefix.enumerated() {
            guard messages.indices.contains(index), messages[index].cell == kept.cell,
                messages[index].output == kept.output
            else {
                throw RunDeparture.kept(turn: kept.turn, agent: agents[kept.agent].name)
            }
            messages[index] = kept
            messages[index].ordinal = index
        }
        try check(messages, agents)
        var adopted = Trace(
            id: id, problem: problem, team: team, agents: agents, messages: messages, states: run.states,
            outcome: run.outcome, turnRule: .field, seed: seeding.replay, started: run.started)
        adopted.isMadeElsewhere = true
        return adopted
    }

    /// Checks the given cells.
    private func check(_ messages: [Message], _ agents: [Agent]) throws {
        let lastTurn = messages.last?.turn ?? 0
        let firstTurn = pins.filter { !$0.value.isEmpty }.keys.map(\.turn).min()
        for (slot, words) in pins.sorted(by: { ($0.key.turn, $0.key.agent) < ($1.key.turn, $1.key.agent) }) {
            let said = messages.filter { $0.turn == slot.turn && agents[$0.agent].name == slot.agent }.map(\.output)
            if said.isEmpty, slot.turn != firstTurn, slot.turn >= lastTurn { continue }
            guard said == words else { throw RunDeparture.given(turn: slot.turn, agent: slot.agent) }
        }
    }
}
