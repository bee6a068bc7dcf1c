import CreditEngine

/// What the records of another program's run say, in the order in which it happened; becomes a `Trace`.
///
/// A message of the result is one visit of an agent: what the agent says after its tools answered belongs to the message
/// that called these tools. Tool results never become somebody's words.
struct ImportedRun {
    /// One message, not yet placed in a turn.
    struct Statement {
        var agent: String
        var kind = Agent.Kind.model
        var text = ""
        /// What the model thought before it spoke, as far as the file tells.
        var reasoning: [String] = []
        /// The turn or round as the source counts it; used when every message has one.
        var round: Int?
        var channel: String?
        /// All that the agent saw, when the file records it.
        var input: [PromptMessage]?
        var model: String?
        var seed: UInt64?
        var usage: Usage?
        /// Milliseconds from request to answer.
        var latency: Double?
        /// When the agent began to speak and when it was done, in nanoseconds since 1970, by the clock on the wall.
        private(set) var started: Int?
        private(set) var ended: Int?
        /// US dollars.
        var cost: Double?
        /// Names of the agents that the message is addressed to; empty means everyone.
        var recipients: [String] = []
        /// Whether the file has the visit but not its words; it keeps its place all the same.
        var isUnrecorded = false

        /// Whether it holds neither words nor thoughts.
        var saysNothing: Bool { text.isEmpty && reasoning.isEmpty }
        /// Whether the words that follow the thoughts are still to come.
        var onlyThinks: Bool { text.isEmpty && !reasoning.isEmpty && recipients.isEmpty && !isUnrecorded }

        /// Makes one; `ended` is when the file says that it was written.
        init(
            agent: String, kind: Agent.Kind = .model, text: String = "", recipient: String? = nil, ended: Int? = nil
        ) {
            (self.agent, self.kind, self.text) = (agent, kind, text)
            if let recipient { recipients = [recipient] }
            take(from: nil, to: ended)
        }

        /// Takes in that the agent was at it from one point in time to another; either may be unknown.
        mutating func take(from start: Int?, to end: Int?) {
            if let start = TimeStamp.clock(start) { started = min(started ?? start, start) }
            if let end = TimeStamp.clock(end) { ended = max(ended ?? end, end) }
        }
    }

    private(set) var id: String
    /// The question, the reference answer and the problem's identifier, as far as the file tells.
    var problem: Problem?
    /// How the run ended, when the format itself says whether the answer was right.
    var outcome: Outcome?
    /// Scores that the file carries by name.
    var scores: [NamedScore] = []
    /// Identifiers of the run's spans, by which scores in a file beside it find it.
    var spans: [String] = []
    /// The team's last answer, when the file names it.
    var answer: String?
    /// When the run started (ISO 8601).
    var started: String?
    /// What a person has to know about how the run was put together, one sentence each (`joined from 4 traces`).
    var notices: [String] = []
    /// States that the source recorded, each with the source's round, or with the number of messages before it.
    private(set) var states: [RecordedState] = []
    private(set) var statements: [Statement] = []
    private(set) var tools: [[CalledTool]] = []
    private(set) var prompts: [(agent: String, prompt: String)] = []
    /// Calls that handed the word over, by their identifiers.
    private var handoffs: [String: Handoff] = [:]

    /// A tool call with the identifier by which its result finds it.
    struct CalledTool {
        var id: String?
        var call: ToolCall
        var isAnswered = false
    }

    /// A state, and when it held.
    struct RecordedState {
        enum Place: Equatable { case round(Int), after(messages: Int) }
        var place: Place
        var components: [State.Component]
    }

    init(id: String) { self.id = id }

    /// The notice that a speaker's name is not in the file but in its prompt.
    static func inferredName(_ name: String) -> String { "the name \(name) is inferred from its prompt" }

    /// Adds a message; what an agent says after its own tools were called goes on with the message that called them, and
    /// so does a model call that said nothing.
    mutating func say(_ statement: Statement) {
        guard let last = statements.indices.last, statements[last].agent == statement.agent,
            statements[last].round == statement.round,
            !tools[last].isEmpty || statement.saysNothing || statements[last].onlyThinks
        else { return begin(statement) }
        goOn(last, statement)
    }

    /// Adds what a person said first, when a source tells it after the answers to it.
    mutating func open(with statement: Statement) {
        statements.insert(statement, at: 0)
        tools.insert([], at: 0)
    }

    /// Adds a message that is never joined with the one before.
    mutating func begin(_ statement: Statement) {
        statements.append(statement)
        tools.append([])
    }

    /// Adds a tool call to the visit of an agent, which begins with it when the agent was not speaking; a call that hands
    /// the word to another agent addresses the message to that agent instead.
    mutating func call(_ call: ToolCall, id: String? = nil, by agent: Statement) {
        if statements.last?.agent != agent.agent || statements.last?.round != agent.round { begin(agent) }
        if let handoff = Handoff(tool: call.name, arguments: call.arguments), call.error == nil {
            address(handoff.target)
            if let id { handoffs[id] = handoff }
            if handoff.returnsWords, let words = call.result { quote(words, of: handoff.target) }
            return
        }
        let isAnswered = call.result != nil || call.error != nil
        // A tool that a later record describes again with its result is one call.
        if let id, let known = tools[tools.count - 1].firstIndex(where: { $0.id == id }) {
            var merged = tools[tools.count - 1][known].call
            merged.result = call.result ?? merged.result
            merged.error = call.error ?? merged.error
            if merged.arguments.isEmpty { merged.arguments = call.arguments }
            tools[tools.count - 1][known] = CalledTool(id: id, call: merged, isAnswered: isAnswered)
            return
        }
        tools[tools.count - 1].append(CalledTool(id: id, call: call, isAnswered: isAnswered))
    }

    /// Adds a tool call, with what it returned, to the last message.
    mutating func add(_ tool: CalledTool) {
        guard !tools.isEmpty else { return }
        tools[tools.count - 1].append(tool)
    }

    /// Tells what a tool returned: to the call with that identifier, else to the last unanswered call of that name, else
    /// as evidence of its own.
    mutating func answer(of id: String?, name: String? = nil, result: String?, error: String? = nil) {
        if let handoff = id.flatMap({ handoffs[$0] }) ?? name.flatMap({ Handoff(tool: $0, arguments: "") }) {
            if handoff.returnsWords, let result { quote(result, of: handoff.target) }
            // A note that the word was handed over is nobody's evidence; a failure to do so is.
            guard let error else { return }
            if statements.isEmpty { begin(Statement(agent: "agent")) }
            tools[tools.count - 1].append(
                CalledTool(id: id, call: ToolCall(name: name ?? "handoff", error: error), isAnswered: true))
            return
        }
        for index in tools.indices.reversed() {
            for at in tools[index].indices.reversed() {
                let tool = tools[index][at]
                let isThis =
                    id != nil && tool.id != nil
                    ? tool.id == id : !tool.isAnswered && (name == nil || tool.call.name == name)
                guard isThis else { continue }
                tools[index][at].call.result = result ?? tool.call.result
                tools[index][at].call.error = error ?? tool.call.error
                tools[index][at].isAnswered = true
                return
            }
        }
        var evidence = Statement(agent: name ?? "tool", kind: .tool, text: result ?? error ?? "")
        evidence.channel = name
        begin(evidence)
    }

    /// Addresses the last message, or the last one of a speaker, to an agent.
    mutating func address(_ target: String?, by speaker: String? = nil) {
        guard let target, let last = statements.lastIndex(where: { speaker == nil || $0.agent == speaker }) else {
            return
        }
        if !statements[last].recipients.contains(target) { statements[last].recipients.append(target) }
    }

    /// Adds what another agent said, told by the call that asked it, unless that agent itself has said it.
    mutating func quote(_ words: String, of agent: String?) {
        guard let agent, !words.isEmpty else { return }
        // A call may name an agent otherwise than its own messages do; the same words are the same message.
        let isKnown = statements.contains { $0.text == words || $0.agent == agent && $0.text.contains(words) }
        if !isKnown { begin(Statement(agent: agent, text: words)) }
    }

    /// Turns a tool call into an address: the tool was another agent, whose words are its own.
    mutating func redirect(call id: String?, to agent: String) {
        for index in tools.indices.reversed() {
            guard let at = tools[index].lastIndex(where: { id != nil ? $0.id == id : $0.call.name == agent }) else {
                continue
            }
            tools[index].remove(at: at)
            if !statements[index].recipients.contains(agent) { statements[index].recipients.append(agent) }
            return
        }
    }

    /// Whether all calls with these identifiers were told before.
    func hasCalled(_ ids: [String]) -> Bool {
        !ids.isEmpty && ids.allSatisfy { id in tools.contains { $0.contains { $0.id == id } } }
    }

    /// Remembers an agent's role prompt; the first one that is told counts.
    mutating func setPrompt(_ prompt: String, of agent: String) {
        guard !prompt.isEmpty, !prompts.contains(where: { $0.agent == agent }) else { return }
        prompts.append((agent, prompt))
    }

    /// Remembers the team's state after a round of the source; without a round, after what was said so far.
    mutating func setState(_ components: [State.Component], round: Int? = nil) {
        guard !components.isEmpty else { return }
        let place = round.map { RecordedState.Place.round($0) } ?? .after(messages: statements.count)
        states.removeAll { $0.place == place }
        states.append(RecordedState(place: place, components: components))
    }

    /// The question, unless something earlier has set it.
    mutating func setQuestion(_ text: String?) {
        guard let text, !text.isEmpty, problem?.input == nil else { return }
        problem = Problem(id: problem?.id, input: text, reference: problem?.reference)
    }

    /// The reference answer.
    mutating func setReference(_ text: String?) {
        guard let text, !text.isEmpty else { return }
        problem = Problem(id: problem?.id, input: problem?.input, reference: text)
    }

    /// Becomes all that another value tells, and keeps its own identifier.
    mutating func takeOver(_ other: ImportedRun) {
        let id = id
        self = other
        self.id = id
    }

    private mutating func goOn(_ index: Int, _ more: Statement) {
        var joined = statements[index]
        if !more.text.isEmpty { joined.text += joined.text.isEmpty ? more.text : "\n" + more.text }
        joined.reasoning += more.reasoning
        joined.input = joined.input ?? more.input
        joined.model = more.model ?? joined.model
        joined.usage = Self.sum(joined.usage, more.usage)
        joined.latency = Self.sum(joined.latency, more.latency)
        joined.take(from: more.started, to: more.ended)
        joined.cost = Self.sum(joined.cost, more.cost)
        joined.recipients += more.recipients.filter { !joined.recipients.contains($0) }
        statements[index] = joined
    }

    private static func sum(_ a: Double?, _ b: Double?) -> Double? { a.map { $0 + (b ?? 0) } ?? b }

    /// The tokens of two calls together, as far as they are known.
    static func sum(_ a: Usage?, _ b: Usage?) -> Usage? {
        guard let a, let b else { return a ?? b }
        return a + b
    }
}
