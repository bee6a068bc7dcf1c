import CreditEngine

/// The messages of an AutoGen team: one a line, or the list of a `TaskResult`.
struct AutoGenMessages: TraceImporter {
    static let name = "AutoGen messages"

    private var thread = AutoGenThread()

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if AutoGenThread.isMessage(record) { return true }
        guard let list = record["messages"], record["stop_reason"] != nil else { return false }
        var isTeam = false
        list.forEach { isTeam = isTeam || AutoGenThread.isMessage($0) }
        return isTeam
    }

    static func place(of record: JSONNode) -> RecordPlace {
        if AutoGenThread.isMessage(record) || record["messages"]?.kind == .array { return .onlyRun }
        return .unknown(kind: record["type"]?.string ?? "record without a type")
    }

    mutating func add(_ record: JSONNode) {
        guard let list = record["messages"] else { return thread.add(record) }
        list.forEach { thread.add($0) }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(thread.run) }
}

/// The messages that AutoGen's agents publish, in order: how they become a run, wherever they are recorded.
struct AutoGenThread {
    private(set) var run = ImportedRun(id: "")
    /// Messages that were delivered before: each goes to every agent of a team.
    private var seen: Set<String> = []
    /// What models were asked of which no message has come yet, by agent.
    private var asked: [String: (input: [PromptMessage]?, model: String?)] = [:]

    static func isMessage(_ node: JSONNode) -> Bool {
        guard node["source"]?.kind == .string, node["kind"] == nil, let type = node["type"]?.string else {
            return false
        }
        return type.hasSuffix("Message") || type.hasSuffix("Event")
    }

    mutating func add(_ node: JSONNode) {
        guard let source = node["source"]?.string, let type = node["type"]?.string else { return }
        if let id = node["id"]?.string, !seen.insert(id).inserted { return }
        var statement = ImportedRun.Statement(
            agent: source, kind: source == "user" ? .human : .model, ended: TimeStamp.moment(node["created_at"]))
        statement.usage = TokenUsage.read(node["models_usage"])
        if type != "ToolCallExecutionEvent", let asked = asked.removeValue(forKey: source) {
            (statement.input, statement.model) = asked
        }
        if run.started == nil { run.started = node["created_at"]?.string }
        switch type {
        case "ModelClientStreamingChunkEvent", "ToolCallSummaryMessage", "UserInputRequestedEvent":
            // The whole text follows, or the result of a tool is repeated.
            break
        case "SelectSpeakerEvent":
            // The manager's choice of who speaks next.
            statement.recipients = []
            node["content"]?.forEach { if let name = $0.string { statement.recipients.append(name) } }
            if !statement.recipients.isEmpty { run.say(statement) }
        case "ToolCallRequestEvent":
            var content = MessageContent()
            node["content"]?.forEach { content.addCall($0) }
            run.say(content, by: statement)
        case "ToolCallExecutionEvent":
            var content = MessageContent()
            node["content"]?.forEach { content.addResult($0) }
            run.answer(content.results)
        default:
            if let target = node["target"]?.string { statement.recipients = [target] }
            statement.text = Self.text(node["content"])
            if source == "user" { run.setQuestion(statement.text) }
            run.say(statement)
        }
    }

    /// A message's text; structured messages hold an object of their own making.
    private static func text(_ content: JSONNode?) -> String {
        guard let content else { return "" }
        return content.kind == .object ? JSONText.of(content) : MessageContent(content).text
    }

    /// An agent's role prompt.
    mutating func setPrompt(_ prompt: String, of agent: String) { run.setPrompt(prompt, of: agent) }

    /// Adds what a model's memory holds of a message.
    mutating func addRemembered(_ content: MessageContent, role: ChatMessage.Role, by source: String) {
        let isPerson = role == .person && source == "user"
        if isPerson { run.setQuestion(content.text) }
        if role == .instructions { return run.setPrompt(content.text, of: source) }
        run.say(content, by: ImportedRun.Statement(agent: source, kind: isPerson ? .human : .model))
    }

    /// Adds what a person has to know of how the run was read.
    mutating func note(_ notice: String) { run.notices.append(notice) }

    /// Remembers what an agent's model was asked, for the message that comes of it.
    mutating func expect(_ input: [PromptMessage]?, model: String?, of agent: String) {
        asked[agent] = (input, model)
    }
}
