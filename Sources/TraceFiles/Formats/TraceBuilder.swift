import CreditEngine

/// Puts a trace together from records in file order.
struct TraceBuilder {
    private var trace: Trace
    private let options: ReadingOptions
    private var agents: [String: Int] = [:]
    /// Agents whose kind a record says.
    private var told: Set<Int> = []
    private var states: [Int: State] = [:]
    /// Turn and round numbers as the source gives them, by message ordinal.
    private var turns: [Int?] = []
    private var rounds: [Int?] = []
    private var native = false
    /// Calls that no result has come for yet, by identifier: the message and the call in it.
    private var open: [String: (message: Int, tool: Int)] = [:]
    /// When messages were said, where a person named the field.
    private var times = TimeOrder()
    /// What the models were told beside the conversation.
    private var instructions: [(after: Int, text: String)] = []
    private let most: Int
    /// Whether there are more messages than were wanted.
    private(set) var isFull = false

    /// A trace without messages.
    ///
    /// - Parameter most: messages that are taken; those behind them are passed over.
    init(id: String, options: ReadingOptions, most: Int = .max) {
        trace = Trace(id: id)
        self.options = options
        self.most = most
    }

    /// Adds one record of the run, whatever its form.
    mutating func add(_ node: JSONNode, kind: RecordHead.Kind) throws(RecordHead.Fault) {
        switch kind {
        case .run:
            native = native || node["type"]?.string == "trace"
            addHeader(node)
            let signals = Signals(node, mapping: options.mapping)
            defer { withExtendedLifetime(signals) {} }
            try addMessages(signals.messages)
            var states: [JSONNode] = []
            node["states"]?.forEach { states.append($0) }
            for state in states { try addState(state) }
            addOutcome(node)
        case .trace:
            native = true
            addHeader(node)
        case .message:
            if node["type"]?.string == "message" && node["trace"] != nil { native = true }
            try addMessage(node)
        case .state: try addState(node)
        case .outcome: addOutcome(node)
        case .label, .unknown: break
        }
    }

    private mutating func addOutcome(_ node: JSONNode) {
        if let oddity = OutcomeReader.oddity(node) { trace.notices.append(oddity) }
        guard let outcome = OutcomeReader.outcome(node) else { return }
        if let known = trace.outcome, known.success != outcome.success {
            trace.notices.append("two outcomes are recorded, one success and one failure; the last one counts")
        }
        trace.outcome = outcome
    }

    private mutating func addHeader(_ node: JSONNode) {
        trace.problem = ProblemReader.problem(node) ?? trace.problem
        trace.team = TeamReader.team(node) ?? trace.team
        trace.seed = node["seed"]?.unsigned ?? trace.seed
        trace.started = node["started"]?.string ?? trace.started
        // In other records it may as well be the answer that was wanted.
        if native { trace.answer = node["answer"]?.string ?? trace.answer }
    }

    private mutating func addMessages(_ list: JSONNode?) throws(RecordHead.Fault) {
        var fault: RecordHead.Fault?
        list?.forEach { node in
            guard fault == nil, !isFull else { return }
            do throws(RecordHead.Fault) { try addMessage(node) } catch { fault = error }
        }
        if let fault { throw fault }
    }

    private mutating func addMessage(_ node: JSONNode) throws(RecordHead.Fault) {
        guard trace.messages.count < most else {
            isFull = true
            return
        }
        let message = PlainMessage(node, mapping: options.mapping)
        guard !message.fields.isInstruction else {
            return instructions.append((after: trace.messages.count, text: message.text))
        }
        let ordinal = trace.messages.count
        if let oddity = message.oddity {
            trace.notices.append("message \(ordinal + 1) \(oddity), and is shown as not understood")
        }
        var tools = message.tools.map(\.call)
        let unmatched = message.results.filter { !answer($0) }
        if message.speaker.kind != .tool {
            tools += unmatched.map {
                ToolCall(name: $0.name ?? "tool", result: $0.isError ? nil : $0.text, error: $0.isError ? $0.text : nil)
            }
        }
        for (position, tool) in message.tools.enumerated() { if let id = tool.id { open[id] = (ordinal, position) } }
        let agent = try agentIndex(message.speaker)
        if options.mapping.time != nil { times.add(message.fields.time) }
        turns.append(Self.number(message.fields.turn))
        rounds.append(Self.number(message.fields.round))
        trace.messages.append(message.decoded(ordinal: ordinal, agent: agent, tools: tools))
    }

    /// Tells a call what it returned; `false` when no call with that identifier waits for it.
    private mutating func answer(_ result: MessageContent.Result) -> Bool {
        guard let id = result.id, let call = open.removeValue(forKey: id) else { return false }
        let known = trace.messages[call.message].tools[call.tool]
        guard known.result == nil, known.error == nil else { return true }
        if result.isError {
            trace.messages[call.message].tools[call.tool].error = result.text
        } else {
            trace.messages[call.message].tools[call.tool].result = result.text
        }
        return true
    }

    private mutating func agentIndex(_ speaker: Speaker) throws(RecordHead.Fault) -> Int {
        if let index = agents[speaker.name] {
            if speaker.isTold, told.insert(index).inserted { trace.agents[index].kind = speaker.kind }
            return index
        }
        if speaker.isTold { told.insert(trace.agents.count) }
        guard trace.agents.count < Limits.agents else {
            throw RecordHead.Fault(reason: "more than \(Limits.agents) agents")
        }
        agents[speaker.name] = trace.agents.count
        trace.agents.append(Agent(name: speaker.name, kind: speaker.kind))
        return trace.agents.count - 1
    }

    private mutating func addState(_ node: JSONNode) throws(RecordHead.Fault) {
        guard let turn = node["turn"]?.integer, turn >= 0, turn <= Limits.turns else {
            throw RecordHead.Fault(reason: "a state without a turn")
        }
        states[turn] = StateReader.state(node, turn: turn)
    }

    /// A turn's or round's number, when it can be one.
    private static func number(_ node: JSONNode?) -> Int? {
        (node?.integer ?? node?.string.flatMap { Int($0) }).flatMap {
            (-Limits.turns...Limits.turns).contains($0) ? $0 : nil
        }
    }

    /// The trace, with every message in its turn.
    mutating func finish() throws(RecordHead.Fault) -> Trace {
        if let ranks = times.ranks { reorder(by: ranks) }
        // By index: a mapping of the messages copies each of them.
        let speakers = trace.messages.indices.map { trace.messages[$0].agent }
        let assignment = TurnAssignment(
            turns: turns, rounds: rounds, agents: speakers, rule: options.turnRule, native: native)
        try assignment.assign(to: &trace)
        trace.messages.sort { ($0.turn, $0.ordinal) < ($1.turn, $1.ordinal) }
        trace.states = states.values.sorted { $0.turn < $1.turn }
        // Whoever the file counts among the team is a model, whatever the name sounds like.
        for member in trace.team?.members ?? [] {
            guard let agent = agents[member.name] else { continue }
            trace.agents[agent].kind = .model
            told.insert(agent)
        }
        SpeakerKinds.settle(&trace, told: told)
        attach()
        return trace
    }

    /// Gives messages the places that their time stamps say.
    private mutating func reorder(by ranks: [Int]) {
        func sorted<Value>(_ values: [Value]) -> [Value] {
            zip(ranks, values).sorted { $0.0 < $1.0 }.map(\.1)
        }
        trace.messages = sorted(trace.messages)
        for index in trace.messages.indices { trace.messages[index].ordinal = index }
        (turns, rounds) = (sorted(turns), sorted(rounds))
    }

    /// Adds what a person supplied beside the file.
    private mutating func attach() {
        if trace.outcome == nil { trace.outcome = options.outcomes[trace.id] }
        if instructions.first?.after == 0, let later = instructions.first(where: { $0.after > 0 }) {
            trace.notices.append(
                "an instruction came after message \(later.after); the role prompts show it with those from the start")
        }
        let told = instructions.isEmpty ? nil : instructions.map(\.text).joined(separator: "\n\n")
        guard !options.prompts.isEmpty || told != nil else { return }
        var team = trace.team ?? Team(members: trace.agents.filter { $0.kind == .model }.map { .init(name: $0.name) })
        for index in team.members.indices where team.members[index].prompt == nil {
            team.members[index].prompt = options.prompts[team.members[index].name] ?? told
        }
        trace.team = team
    }
}
