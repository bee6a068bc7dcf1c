import CreditEngine

/// The message history of one Pydantic AI agent.
struct PydanticMessages: TraceImporter {
    static let name = "Pydantic AI messages"

    private var history = ImportedRun(id: "")
    /// The agent's name, which only its instructions may tell.
    private var agent: String?

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if isMessage(record) { return true }
        var isHistory = false
        record["messages"]?.forEach { isHistory = isHistory || isMessage($0) }
        return isHistory
    }

    private static func isMessage(_ node: JSONNode) -> Bool {
        guard let kind = node["kind"]?.string, kind == "request" || kind == "response" else { return false }
        var isMessage = false
        node["parts"]?.forEach { isMessage = isMessage || $0["part_kind"]?.string != nil }
        return isMessage
    }

    static func place(of record: JSONNode) -> RecordPlace {
        record["parts"]?.kind == .array || record["messages"]?.kind == .array
            ? .onlyRun : .unknown(kind: record["kind"]?.string ?? "record without a kind")
    }

    mutating func add(_ record: JSONNode) {
        guard let messages = record["messages"] else { return addMessage(record) }
        messages.forEach { addMessage($0) }
    }

    private mutating func addMessage(_ node: JSONNode) {
        if history.started == nil { history.started = node["timestamp"]?.string }
        if node["kind"]?.string == "response" { addResponse(node) } else { addRequest(node) }
    }

    private mutating func addRequest(_ node: JSONNode) {
        var prompt = node["instructions"]?.string ?? ""
        var asked = MessageContent()
        node["parts"]?.forEach { part in
            if part["part_kind"]?.string == "system-prompt" {
                let text = MessageContent(part).text
                prompt += prompt.isEmpty ? text : "\n\n" + text
            } else {
                asked.add(part)
            }
        }
        if !prompt.isEmpty {
            agent = agent ?? PromptName.inferred(from: prompt)
            history.setPrompt(prompt, of: agent ?? Self.unnamed)
        }
        history.answer(asked.results)
        guard !asked.text.isEmpty else { return }
        history.setQuestion(asked.text)
        let time = TimeStamp.moment(node["timestamp"])
        history.begin(ImportedRun.Statement(agent: "user", kind: .human, text: asked.text, ended: time))
    }

    private mutating func addResponse(_ node: JSONNode) {
        var statement = ImportedRun.Statement(
            agent: agent ?? Self.unnamed, ended: TimeStamp.moment(node["timestamp"]))
        statement.usage = TokenUsage.read(node["usage"])
        statement.model = node["model_name"]?.string
        let cost = node["usage"]?["cost"] ?? node["cost"]
        statement.cost = cost?.double ?? cost?.string.flatMap(Double.init)
        history.say(MessageContent(node["parts"]), by: statement)
    }

    private static let unnamed = "agent"

    mutating func finish(into run: inout ImportedRun) {
        if let agent { history.notices.append(ImportedRun.inferredName(agent)) }
        run.takeOver(history)
    }
}
