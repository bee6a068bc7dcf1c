/// What is different in a replay from the run that was recorded, to be said before the first one.
public struct ReplayConditions: Sendable, Equatable {
    /// Who chooses the speakers after a message that changes.
    public let speakers: String
    /// Sentences without their last full stop; empty when a replay does all that the record did.
    public let notes: [String]

    /// Compares a run with the team that is to speak again.
    ///
    /// - Parameter isInside: whether the team speaks inside this program; its own system chooses speakers and has tools.
    init(_ trace: Trace, by team: Team, _ order: SpeakingOrder, isInside: Bool) {
        guard isInside else {
            speakers = "its own system"
            notes = []
            return
        }
        speakers = order.rule.name
        var notes: [String] = []
        switch order.rule {
        case .protocolOrder: break
        case .router(let name):
            notes.append("in \(trace.id) what \(name) says names who speaks next, and so it does in replays")
        case .recordedOrder:
            let isCutShort = team.aggregation?.slots.starts(with: order.slots(after: 0)) ?? false
            if !isCutShort {
                notes.append(
                    "\(trace.id) does not follow the protocol's order, so after a message that changes the speakers follow "
                        + "each other as recorded")
            }
            if let turns = team.aggregation?.turns, order.lastTurn < turns || isCutShort {
                notes.append("\(trace.id) ended in turn \(order.lastTurn) of \(turns), and replays end where it did")
            }
        }
        let speaking = Set(trace.agents.map(\.name))
        let silent = team.members.map(\.name).filter { !speaking.contains($0) }
        if !silent.isEmpty, order.router == nil {
            notes.append(
                "\(silent.joined(separator: ", ")) of the team does not speak in \(trace.id) and is not asked in replays"
            )
        }
        let seen = Self.inputs(trace, by: team)
        if seen.other > 0 {
            notes.append(
                "in \(trace.id) agents saw something else than this team's protocol shows (\(seen.other) of "
                    + "\(seen.recorded) recorded inputs); in replays they see what the protocol shows")
        }
        self.notes = notes
    }

    /// How many messages record what their agent saw, and how many of these saw something else than the protocol shows.
    private static func inputs(_ trace: Trace, by team: Team) -> (recorded: Int, other: Int) {
        guard let aggregation = team.aggregation, let problem = trace.problem,
            trace.messages.contains(where: { $0.input != nil })
        else { return (0, 0) }
        var input = TeamInput(team: team, aggregation: aggregation, problem: problem)
        var (recorded, other) = (0, 0)
        for message in trace.messages where trace.agents.indices.contains(message.agent) {
            let name = trace.agents[message.agent].name
            if let seen = message.input, let member = team.members.first(where: { $0.name == name }) {
                recorded += 1
                if input.messages(for: member, turn: message.turn) != seen { other += 1 }
            }
            input.hear(message.output, by: name, turn: message.turn)
        }
        return (recorded, other)
    }
}

extension TeamReplayer {
    /// What is different in replays from the run that was recorded.
    public var conditions: ReplayConditions {
        ReplayConditions(trace, by: team, speakers, isInside: runner is TeamRunner)
    }

    /// Why a replay inside this program would mislead: who speaks again is no member, had tools, or heard from a tool or a
    /// person what answers other words.
    ///
    /// The user's own system has its agents and tools, so nothing is refused.
    public func refusal(of request: ReplayRequest) -> String? {
        guard runner is TeamRunner, let open = request.firstOpenMessage(order) else { return nil }
        let members = Set(team.members.map(\.name))
        for message in trace.messages[open...] {
            guard trace.agents.indices.contains(message.agent) else { continue }
            let agent = trace.agents[message.agent]
            guard agent.kind == .model else {
                return "\(agent.name) is a \(agent.kind.rawValue) and speaks in turn \(message.turn): what it said "
                    + "answers the recorded words and cannot be said again here; replay the run through a runner"
            }
            guard isAsked(message.cell, request) else { continue }
            if !members.contains(agent.name) {
                return "\(agent.name) speaks in turn \(message.turn) and is no member of the team; "
                    + "name a team file with that agent"
            }
            if let tool = message.tools.first {
                return "\(agent.name) used the tool \(tool.name) in turn \(message.turn), and the team has no tools "
                    + "here; replay the run through a runner"
            }
        }
        return nil
    }

    /// Whether a cell's agent is asked in a replay: it is neither kept nor given other words.
    private func isAsked(_ cell: Cell, _ request: ReplayRequest) -> Bool {
        guard let position = order.position(of: cell), !request.kept.contains(position) else { return false }
        guard let replaced = request.replaced, replaced.position == position else { return true }
        return replaced.by.words(at: position, of: trace, order) == nil
    }
}
