import CreditEngine
import LanguageModels
import Synchronization

/// One run of a program: what it asked, what was answered, and which messages that makes.
///
/// Calls of the plan's kept messages are answered from the record, given words are given, and later calls go to the model,
/// with the prompt under trial in the place of the program's own. Safe to use from any thread; calls may come in parallel.
final class TapedRun: Sendable {
    /// What a call is to be answered with.
    enum Reply {
        /// The record or the plan says it.
        case scripted(ModelAnswer)
        /// The model is to be asked, under another prompt where one is on trial, with a seed where there is one.
        case ask(prompt: String?, seed: Int?)
        /// The run cannot be what the plan asks for.
        case refused(String)
    }

    /// A visit to which a call belongs, for `hear` and `undo`.
    struct Visit { fileprivate var index: Int }

    private struct State {
        var messages: [TapedMessage?] = []
        /// Kept messages whose visit has begun, by their positions in the prefix.
        var taken: Set<Int> = []
        var passedOn: [String: Int] = [:]
        var fault: String?
        var refusal: (any Error)?
        var lastFailure: String?
        var calls = 0
        /// The first prompt of each agent in this run.
        var prompts: [String: String] = [:]
        /// How many answers from the record were sent.
        var answers = 0
        /// The calls that the program asked the record for itself.
        var toolCalls: [(id: String, name: String, arguments: String)] = []

        /// The turn of the run, and whether an agent has spoken in it.
        func lastTurn(of agent: String) -> (turn: Int, hasSpoken: Bool) {
            let turn = messages.lazy.compactMap { $0?.turn }.max() ?? 1
            return (turn, messages.contains { $0?.turn == turn && $0?.agent == agent })
        }
    }

    private let plan: RunPlan
    private let names: AgentNames
    /// The prompts to speak under, by agent.
    private let prompts: [String: String]
    private let seeds: Bool
    private let handoffs: Handoffs
    /// The field of requests that names the agent; `nil` when none does.
    private let agentField: String?
    /// What tools are answered with; `nil` when their own answers count.
    private let tools: ToolRecord?
    private let state = Mutex(State())
    /// Conversations that the models' server keeps.
    let conversations = KeptConversations()

    /// - Parameters:
    ///   - prompts: the prompts under trial, by agent.
    ///   - seeds: whether seeds are sent to endpoints that take them.
    ///   - tools: where the answers of tools come from.
    ///   - agentField: the field of requests that names the agent, its parts joined by dots.
    init(
        _ plan: RunPlan, names: AgentNames, prompts: [String: String], seeds: Bool, handoffs: Handoffs,
        tools: ToolAnswers = .run, agentField: String? = nil
    ) {
        self.agentField = agentField
        self.tools = tools == .record ? ToolRecord(plan.prefix) : nil
        (self.plan, self.names, self.prompts, self.seeds, self.handoffs) = (plan, names, prompts, seeds, handoffs)
    }

    /// Why the run cannot be what was asked; `nil` while it can.
    var fault: String? { state.withLock { $0.fault } }

    /// How many calls of models arrived.
    var calls: Int { state.withLock { $0.calls } }

    /// Requests that are part of no message, by method and path and what was wrong, with their number.
    var passedOn: [String: Int] { state.withLock { $0.passedOn } }

    /// Counts a request that is part of no message.
    ///
    /// - Parameter reason: what was wrong with it or its answer; `nil` when its path says it.
    func passOn(_ request: String, because reason: String? = nil) {
        state.withLock { $0.passedOn[request + (reason.map { " (\($0))" } ?? ""), default: 0] += 1 }
    }

    /// Why a call may not be made, which ends the work that the run is part of; `nil` while all may.
    var refusal: (any Error)? { state.withLock { $0.refusal } }

    /// Notes that a call may not be made; the first reason counts.
    func refuse(_ reason: any Error) { state.withLock { $0.refusal = $0.refusal ?? reason } }

    /// Places a call in the run and tells what to answer; `nil` when a call of the same agent has to come before it.
    ///
    /// - Parameter isLast: whether nobody waits for such a call any longer.
    func reply(to asked: AskedCall, hint: String?, isLast: Bool) -> (visit: Visit, agent: String, reply: Reply)? {
        state.withLock { state in
            let agent = agent(of: asked, hint: hint, &state)
            guard let index = place(agent, asked, isLast: isLast, &state) else { return nil }
            state.calls += 1
            let reply = reply(to: asked, agent, index, &state)
            if case .refused(let reason) = reply { state.fault = state.fault ?? reason }
            return (Visit(index: index), agent, reply)
        }
    }

    /// The agent of a call.
    ///
    /// A prompt that is a person's message is known as the template that it was made from: without the question and what the
    /// agents said before.
    private func agent(of asked: AskedCall, hint: String?, _ state: inout State) -> String {
        let said = state.messages.compactMap { $0.map { (name: $0.agent, words: $0.output) } }
        let fillings = PromptFillings(question: plan.problem.input, said: said)
        let prompt = asked.lead.map(fillings.template) ?? asked.system
        let agent = names.agent(prompt: prompt, isLead: asked.lead != nil, hint: hint) { name in
            state.prompts[name].map { fillings.explain($0, prompt, areTemplates: asked.lead != nil) } ?? true
        }
        if state.prompts[agent] == nil { state.prompts[agent] = prompt }
        return agent
    }

    /// The name of the agent that a request gives itself.
    func hint(in body: CanonicalJSON) -> String? { AgentHint.name(in: body, field: agentField) }

    /// A name that no other answer of the run has.
    func newName() -> Int {
        state.withLock { state in
            state.answers += 1
            return state.answers
        }
    }

    /// Whether the record answers calls for tools.
    var answersTools: Bool { tools != nil }

    /// The recorded answers to the calls for tools that the run has made, by the calls' identifiers.
    var recordedResults: [String: String] {
        guard let tools else { return [:] }
        return state.withLock { state in
            tools.answers(
                to: state.messages.compactMap { $0 }.flatMap(\.tools).map { ($0.id, $0.call.name, $0.call.arguments) })
        }
    }

    /// The recorded answer to a call that the program asks the record for, before it runs the tool; `nil` when there is none.
    func recordedResult(of name: String, _ arguments: String) -> String? {
        guard let tools else { return nil }
        return state.withLock { state in
            let id = "\(state.toolCalls.count)"
            state.toolCalls.append((id, name, arguments))
            return tools.answers(to: state.toolCalls)[id]
        }
    }

    /// Takes a model's answer.
    func hear(_ answer: ModelAnswer, in visit: Visit, milliseconds: Double, cost: Double?) {
        state.withLock { $0.messages[visit.index]?.hear(answer, milliseconds: milliseconds, cost: cost) }
    }

    /// Why the last call that came to no answer did so; `nil` when all were answered.
    var lastFailure: String? { state.withLock { $0.lastFailure } }

    /// Forgets a call that failed at the model's server: the program's library will try it again.
    func undo(_ visit: Visit, because reason: String) {
        state.withLock { state in
            state.lastFailure = reason
            guard let message = state.messages[visit.index], message.steps.isEmpty, message.kept == nil else { return }
            state.messages[visit.index] = nil
        }
    }

    // MARK: Placing

    /// The visit that a call belongs to; `nil` when the call may belong to a message that others of its agent come before.
    private func place(_ agent: String, _ asked: AskedCall, isLast: Bool, _ state: inout State) -> Int? {
        for index in state.messages.indices.reversed() where state.messages[index]?.agent == agent {
            if state.messages[index]?.answer(asked.results) == true { return index }
        }
        let left = plan.prefix.indices.filter {
            plan.agents[plan.prefix[$0].agent].name == agent && !state.taken.contains($0)
        }
        // Calls in parallel come in any order.
        let same = left.first { Self.difference(plan.prefix[$0].input, asked.messages) == nil }
        if same == nil, !left.isEmpty, !isLast { return nil }
        let kept = same ?? left.first
        if let kept { state.taken.insert(kept) }
        let (turn, hasSpoken) = state.lastTurn(of: agent)
        var message = TapedMessage(
            turn: kept.map { plan.prefix[$0].turn } ?? (hasSpoken ? turn + 1 : turn), agent: agent,
            input: (asked.system.isEmpty ? [] : [PromptMessage(role: "system", content: asked.system)])
                + asked.messages)
        message.kept = kept
        if kept == nil { message.given = plan.pins[RunPlan.Slot(turn: message.turn, agent: agent)] }
        state.messages.append(message)
        return state.messages.count - 1
    }

    // MARK: Answering

    private func reply(to asked: AskedCall, _ agent: String, _ index: Int, _ state: inout State) -> Reply {
        guard var message = state.messages[index] else { return .refused("a call came after its visit was over") }
        if let kept = asked.keptAtServer, !plan.prefix.isEmpty || !plan.pins.isEmpty {
            return .refused(
                "the program goes on from “\(kept.prefix(40))”, which the models' server keeps and a replay does not have; let the program send its messages with each call"
            )
        }
        let name = { (number: Int) in "call_\(agent)_\(index)_\(message.calls)_\(number)" }
        func scripted(_ step: ModelStep, reasoning: String? = nil) -> Reply {
            let calls = step.calls.enumerated().map { number, call in
                let isFunction = asked.takesFunctions && call.id?.isEmpty != false
                return ModelAnswer.Call(
                    id: isFunction ? "" : call.id ?? name(number), name: call.name, arguments: call.arguments,
                    isFunction: isFunction)
            }
            let answer = ModelAnswer(
                text: step.text, reasoning: reasoning, refusal: step.refusal, calls: calls, ending: step.ending,
                model: message.model)
            message.hear(answer, milliseconds: 0)
            state.messages[index] = message
            return .scripted(answer)
        }
        if let kept = message.kept {
            let recorded = plan.prefix[kept]
            let steps = Self.steps(of: recorded)
            guard message.calls < steps.count else {
                return .refused(
                    "the program asks \(agent) once more in turn \(recorded.turn) than recorded, where nothing was changed"
                )
            }
            if message.calls == 0, let difference = Self.difference(recorded.input, message.input) {
                return .refused(
                    "the program asks \(agent) something else in turn \(recorded.turn) than recorded (\(difference))")
            }
            message.model = recorded.model
            // A message does not say which of several answers its reasoning belongs to.
            return scripted(steps[message.calls], reasoning: steps.count == 1 ? recorded.reasoning : nil)
        }
        if let given = message.given, message.calls == 0 {
            let calls = handoffs.last(of: agent, offered: asked.tools)
            return scripted(ModelStep(text: given.joined(separator: "\n"), calls: calls))
        }
        return ask(asked, agent, message)
    }

    private func ask(_ asked: AskedCall, _ agent: String, _ message: TapedMessage) -> Reply {
        let seed = seeds ? seed(message.turn, agent, message.calls) : nil
        guard let revised = prompts[agent], let known = names.prompt(of: agent), revised != known else {
            return .ask(prompt: nil, seed: seed)
        }
        do {
            let sent = asked.lead ?? asked.system
            return .ask(prompt: try PromptMerge.merged(sent, known: known, revised: revised), seed: seed)
        } catch {
            return .refused("the prompt of \(agent) cannot be tried: \(error)")
        }
    }

    /// The seed of a call: of the run, the turn, the agent and the call's number in the visit.
    private func seed(_ turn: Int, _ agent: String, _ call: Int) -> Int {
        Int(
            plan.seeding.seed(problem: plan.problem.id ?? "", turn: turn, agent: agent, occurrence: call))
    }

    /// The answers that a recorded message was made of, as recorded or, in other recordings, as far as its tools tell.
    private static func steps(of message: Message) -> [ModelStep] {
        guard message.steps.isEmpty else { return message.steps }
        let calls = message.tools.map { ModelStep.Call(name: $0.name, arguments: $0.arguments) }
        guard !calls.isEmpty else { return [ModelStep(text: message.output)] }
        // A tool without a result was the end of the visit: its call came with the words.
        if message.tools.allSatisfy({ $0.result == nil && $0.error == nil }) {
            return [ModelStep(text: message.output, calls: calls)]
        }
        return [ModelStep(text: "", calls: calls), ModelStep(text: message.output)]
    }

    /// Where two inputs differ in what was said, white space aside, as a clause; `nil` when they do not or when nobody
    /// recorded the first.
    private static func difference(_ recorded: [PromptMessage]?, _ asked: [PromptMessage]) -> String? {
        guard let recorded else { return nil }
        let (old, new) = (recorded.filter { $0.role != "system" }, asked.filter { $0.role != "system" })
        for (number, (a, b)) in zip(old, new).enumerated() where words(a.content) != words(b.content) {
            return "message \(number + 1) of what it sends was “\(a.content.prefix(60))”, is “\(b.content.prefix(60))”"
        }
        return old.count == new.count ? nil : "it sends \(Numeral.count(new.count, "message")), not \(old.count)"
    }

    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
}

extension TapedRun {
    /// The run's messages, the kept ones first; throws `RunRefusal` when the run is not what the plan asked for.
    func trace() throws -> Trace {
        try state.withLock { state in
            if let fault = state.fault { throw RunRefusal(description: fault) }
            var trace = Trace(id: plan.id, problem: plan.problem, agents: plan.agents, turnRule: .field)
            let messages = state.messages.compactMap { $0 }
            for (position, kept) in plan.prefix.enumerated() {
                let agent = plan.agents[kept.agent].name
                guard let visit = messages.first(where: { $0.kept == position }) else {
                    throw RunRefusal(
                        description: "the program did not come to \(agent) in turn \(kept.turn), as recorded")
                }
                let steps = Self.steps(of: kept).count
                guard visit.calls == steps else {
                    throw RunRefusal(
                        description:
                            "the program asked \(agent) \(Numeral.count(visit.calls, "time")) in turn \(kept.turn); \(steps) are recorded"
                    )
                }
                trace.messages.append(kept)
            }
            for message in messages where message.kept == nil {
                handoffs.note(message)
                add(message, to: &trace)
            }
            for index in trace.messages.indices { trace.messages[index].ordinal = index }
            return trace
        }
    }

    private func add(_ message: TapedMessage, to trace: inout Trace) {
        let agent =
            trace.agents.firstIndex { $0.name == message.agent }
            ?? {
                trace.agents.append(Agent(name: message.agent))
                return trace.agents.count - 1
            }()
        // Tools of the visit belong to the first of several given texts.
        for (number, words) in (message.given ?? [message.output]).enumerated() {
            trace.messages.append(
                Message(
                    ordinal: 0, turn: message.turn, agent: agent, output: words,
                    reasoning: message.given == nil ? message.reasoning : nil, input: message.input,
                    tools: number == 0 ? message.tools.map(\.call) : [],
                    model: message.given == nil ? message.model : nil,
                    usage: message.given == nil ? message.usage : nil,
                    latency: message.given == nil ? message.latency : nil,
                    cost: message.given == nil ? message.cost : nil,
                    steps: message.given == nil ? message.steps : []))
        }
    }
}

/// Why a run of a program is not the one that was asked for, as a clause.
struct RunRefusal: Error, Equatable, CustomStringConvertible {
    let description: String
}
