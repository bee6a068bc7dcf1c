/// A run while it is being made.
struct Recording: Sendable {
    let plan: RunPlan
    var input: TeamInput
    private var agents: [Agent]
    private var messages: [Message] = []

    init(plan: RunPlan, input: TeamInput) {
        self.plan = plan
        self.input = input
        agents = plan.agents
        for message in plan.prefix {
            var kept = message
            kept.ordinal = messages.count
            messages.append(kept)
            guard agents.indices.contains(message.agent) else { continue }
            self.input.hear(message.output, by: agents[message.agent].name, turn: message.turn)
        }
    }

    /// What was said last; `nil` when nothing was.
    var lastWords: String? { messages.last?.output }

    /// Records what a member said.
    mutating func say(
        _ text: String, by member: Team.Member, turn: Int, request: [PromptMessage]? = nil, seed: UInt64? = nil,
        reply: ModelReply? = nil, elapsed: Double? = nil
    ) -> Message {
        let agent = index(of: member.name)
        let message = Message(
            ordinal: messages.count, turn: turn, agent: agent, output: text, reasoning: reply?.reasoning,
            input: request, model: reply.flatMap { $0.model ?? member.model }, seed: seed, usage: reply?.usage,
            latency: reply?.latency ?? elapsed, cost: reply?.cost)
        messages.append(message)
        input.hear(text, by: member.name, turn: turn)
        return message
    }

    private mutating func index(of name: String) -> Int {
        if let known = agents.firstIndex(where: { $0.name == name }) { return known }
        agents.append(Agent(name: name))
        return agents.count - 1
    }

    /// The trace, judged.
    func finish(team: Team, evaluator: (any Evaluator)?) async throws -> Trace {
        let run = FinishedRun(
            problem: plan.problem, agents: agents, messages: messages, aggregator: input.aggregation.aggregator)
        let outcome = try await evaluator?.outcome(of: run)
        return Trace(
            id: plan.id, problem: plan.problem, team: team, agents: agents, messages: messages, outcome: outcome,
            turnRule: .field, seed: plan.seeding.replay)
    }
}
