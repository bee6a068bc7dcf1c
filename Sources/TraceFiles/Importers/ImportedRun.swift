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
        /// US dollars.
        var cost: Double?
        /// Names of the agents that the message is addressed to; empty means everyone.
        var recipients: [String] = []

        init(agent: String, kind: Agent.Kind = .model, text: String = "") {
            (self.agent, self.kind, self.text) = (agent, kind, text)
        }
    }

    /// A score that a file carries under a name; what the name means is the user's to say (`ReadingOptions.score`).
    struct NamedScore {
        var name: String
        /// A number of any range, or 1 and 0 for true and false.
        var value: Double
        var explanation: String?
    }

    private(set) var id: String
    /// The question, the reference answer and the problem's identifier, as far as the file tells.
    var problem: Problem?
    /// How the run ended, when the format itself says whether the answer was right.
    var outcome: Outcome?
    /// Scores that the file carries by name.
    var scores: [NamedScore] = []
    /// The team's last answer, when the file names it.
    var answer: String?
    /// When the run started (ISO 8601).
    var started: String?
    /// What a person has to know about how the run was put together, one sentence each (`joined from 4 traces`).
    var notices: [String] = []
    /// States that the source recorded, by the source's own round number.
    private(set) var states: [(round: Int, components: [State.Component])] = []
    private(set) var statements: [Statement] = []
    private(set) var tools: [[CalledTool]] = []
    private(set) var prompts: [(agent: String, prompt: String)] = []

    /// A tool call with the identifier by which its result finds it.
    struct CalledTool {
        var id: String?
        var call: ToolCall
        var isAnswered = false
    }

    init(id: String) { self.id = id }

    /// Adds a message; what an agent says after its own tools were called goes on with the message that called them.
    mutating func say(_ statement: Statement) {
        guard let last = statements.indices.last, statements[last].agent == statement.agent,
            statements[last].round == statement.round, !tools[last].isEmpty
        else { return begin(statement) }
        goOn(last, statement)
    }

    /// Adds a message that is never joined with the one before.
    mutating func begin(_ statement: Statement) {
        statements.append(statement)
        tools.append([])
    }

    /// Adds a tool call to the visit of an agent, which begins with it when the agent was not speaking.
    mutating func call(_ call: ToolCall, id: String? = nil, by agent: Statement) {
        if statements.last?.agent != agent.agent || statements.last?.round != agent.round { begin(agent) }
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

    /// Tells what a tool returned: to the call with that identifier, else to the last unanswered call of that name, else
    /// as evidence of its own.
    mutating func answer(of id: String?, name: String? = nil, result: String?, error: String? = nil) {
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

    /// Remembers an agent's role prompt; the first one that is told counts.
    mutating func setPrompt(_ prompt: String, of agent: String) {
        guard !prompt.isEmpty, !prompts.contains(where: { $0.agent == agent }) else { return }
        prompts.append((agent, prompt))
    }

    /// Remembers the team's state after a round of the source.
    mutating func setState(_ components: [State.Component], round: Int) {
        guard !components.isEmpty else { return }
        states.removeAll { $0.round == round }
        states.append((round, components))
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
        joined.input = joined.input ?? more.input
        joined.model = more.model ?? joined.model
        joined.usage = Self.sum(joined.usage, more.usage)
        joined.latency = Self.sum(joined.latency, more.latency)
        joined.cost = Self.sum(joined.cost, more.cost)
        joined.recipients += more.recipients.filter { !joined.recipients.contains($0) }
        statements[index] = joined
    }

    private static func sum(_ a: Double?, _ b: Double?) -> Double? { a.map { $0 + (b ?? 0) } ?? b }

    private static func sum(_ a: Usage?, _ b: Usage?) -> Usage? {
        guard let a, let b else { return a ?? b }
        func sum(_ a: Int?, _ b: Int?) -> Int? { a.map { $0 + (b ?? 0) } ?? b }
        return Usage(input: sum(a.input, b.input), output: sum(a.output, b.output))
    }
}
