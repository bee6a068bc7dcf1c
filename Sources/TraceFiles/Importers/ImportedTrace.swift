import CreditEngine

extension ImportedRun {
    /// The trace: agents in order of first appearance, every message in its turn; throws when a bound is exceeded.
    func trace(_ options: ReadingOptions) throws(RecordHead.Fault) -> Trace {
        var trace = Trace(id: id, problem: problem, started: started)
        var agents: [String: Int] = [:]
        // A visit that left no word and called no tool (a call that only hands over) keeps its place when it addresses
        // somebody; else nothing was said.
        let said = statements.indices.filter {
            !statements[$0].text.isEmpty || !tools[$0].isEmpty || !statements[$0].recipients.isEmpty
                || statements[$0].isUnrecorded
        }
        for index in said {
            let statement = statements[index]
            var agent = agents[statement.agent]
            if agent == nil {
                guard trace.agents.count < Limits.agents else {
                    throw RecordHead.Fault(reason: "more than \(Limits.agents) agents")
                }
                agent = trace.agents.count
                agents[statement.agent] = agent
                trace.agents.append(Agent(name: statement.agent, kind: statement.kind))
            }
            trace.messages.append(
                Message(
                    ordinal: trace.messages.count, turn: 0, agent: agent ?? 0, output: statement.text,
                    reasoning: statement.reasoning.isEmpty ? nil : statement.reasoning.joined(separator: "\n"),
                    sourceTurn: statement.round.map(String.init), channel: statement.channel, input: statement.input,
                    tools: tools[index].map(\.call), model: statement.model, seed: statement.seed,
                    usage: statement.usage, latency: statement.latency, started: statement.started,
                    ended: statement.ended, cost: statement.cost,
                    recipients: statement.recipients))
        }
        try place(&trace, said, options)
        trace.outcome = options.outcomes[id] ?? outcome ?? options.score.outcome(of: scores + beside(options))
        if trace.outcome?.answer == nil { trace.answer = answer }
        attachPrompts(to: &trace, options)
        trace.notices = notices
        return trace
    }

    /// Scores that a file beside this one gives to spans of the run.
    private func beside(_ options: ReadingOptions) -> [NamedScore] {
        options.spanScores.isEmpty ? [] : spans.flatMap { options.spanScores[$0] ?? [] }
    }

    private func place(_ trace: inout Trace, _ said: [Int], _ options: ReadingOptions) throws(RecordHead.Fault) {
        let bounded = said.map { statements[$0].round.flatMap { (0...Limits.turns).contains($0) ? $0 : nil } }
        let assignment = TurnAssignment(
            turns: [], rounds: bounded, agents: trace.messages.map(\.agent), rule: options.turnRule, native: false)
        try assignment.assign(to: &trace)
        placeStates(in: &trace, said, bounded, assignment)
        trace.messages.sort { ($0.turn, $0.ordinal) < ($1.turn, $1.ordinal) }
        trace.states.sort { $0.turn < $1.turn }
    }

    /// Adds the states, each in the turn of the messages that it follows; the last one of a turn counts.
    private func placeStates(
        in trace: inout Trace, _ said: [Int], _ rounds: [Int?], _ assignment: TurnAssignment
    ) {
        var turnOfRound: [Int: Int] = [:]
        if assignment.rule == .round {
            for (index, round) in rounds.enumerated() { if let round { turnOfRound[round] = assignment.turns[index] } }
        }
        var byTurn: [Int: State] = [:]
        for state in states {
            let turn: Int?
            switch state.place {
            case .round(let round): turn = turnOfRound[round]
            case .after(let count): turn = said.lastIndex { $0 < count }.map { assignment.turns[$0] }
            }
            if let turn { byTurn[turn] = State(turn: turn, components: state.components) }
        }
        trace.states = Array(byTurn.values)
    }

    private func attachPrompts(to trace: inout Trace, _ options: ReadingOptions) {
        guard !prompts.isEmpty || !options.prompts.isEmpty else { return }
        trace.team = Team(
            members: trace.agents.filter { $0.kind == .model }.map { agent in
                let prompt = options.prompts[agent.name] ?? prompts.first { $0.agent == agent.name }?.prompt
                return Team.Member(name: agent.name, prompt: prompt)
            })
    }
}
