import CreditEngine

/// The event log of AutoGen's runtime: messages as they were sent and delivered, model calls and tool calls.
struct AutoGenEventLog: TraceImporter {
    static let name = "AutoGen event log"

    /// What was published.
    private var thread = AutoGenThread()
    /// What models answered, for logs without the messages.
    private var calls = ImportedRun(id: "")
    /// What streamed calls were asked, by agent.
    private var streams: [String: [PromptMessage]] = [:]

    init(run: String?) {}

    private static let types: Set<String> = [
        "LLMCall", "LLMStreamStart", "LLMStreamEnd", "ToolCall", "Message", "MessageDropped", "MessageHandlerException",
        "AgentConstructionException",
    ]

    static func recognises(_ record: JSONNode) -> Bool {
        guard let type = record["type"]?.string, types.contains(type) else { return false }
        return record["agent_id"] != nil || record["delivery_stage"] != nil || record["handling_agent"] != nil
    }

    static func place(of record: JSONNode) -> RecordPlace {
        guard let type = record["type"]?.string, types.contains(type) else {
            return .unknown(kind: record["type"]?.string ?? "record without a type")
        }
        let owner = [record["agent_id"], record["sender"], record["receiver"]].lazy.compactMap { $0?.string }.first
        guard let owner, let key = Owner(owner).key else { return .nothing }
        return .runs([key])
    }

    /// `editor_<team>/<team>` or `editor/<session>`.
    private struct Owner {
        var name: String
        var key: String?

        init(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1)
            key = parts.count == 2 ? String(parts[1]) : nil
            name = parts.first.map(String.init) ?? text
            if let key, name.hasSuffix("_" + key) { name.removeLast(key.count + 1) }
        }
    }

    mutating func add(_ record: JSONNode) {
        switch record["type"]?.string {
        case "Message": addPayload(record)
        case "LLMCall", "LLMStreamEnd": addCall(record)
        case "LLMStreamStart":
            guard let agent = record["agent_id"]?.string.map({ Owner($0).name }) else { return }
            streams[agent] = PromptMessage.list(record["messages"])
        case "ToolCall":
            guard let agent = record["agent_id"]?.string.map({ Owner($0).name }) else { return }
            calls.call(
                ToolCall(
                    name: record["tool_name"]?.string ?? "tool", arguments: record["arguments"]?.plainText ?? "",
                    result: record["result"]?.plainText), by: ImportedRun.Statement(agent: agent))
        default: break
        }
    }

    private mutating func addPayload(_ record: JSONNode) {
        guard let embedded = EmbeddedJSON(unwrapping: record["payload"]) else { return }
        withExtendedLifetime(embedded) {
            let payload = embedded.root
            var messages: [JSONNode] = []
            payload["messages"]?.forEach { messages.append($0) }
            let response = payload["response"] ?? payload["agent_response"]
            response?["inner_messages"]?.forEach { messages.append($0) }
            if let message = payload["message"] ?? response?["chat_message"] { messages.append(message) }
            for message in messages where AutoGenThread.isMessage(message) { thread.add(message) }
        }
    }

    private mutating func addCall(_ record: JSONNode) {
        guard let agent = record["agent_id"]?.string.map({ Owner($0).name }) else { return }
        let input = PromptMessage.list(record["messages"]) ?? streams.removeValue(forKey: agent)
        let prompt = input?.first { $0.role == "system" }?.content ?? ""
        let response = record["response"]
        var answer: JSONNode?
        response?["choices"]?.forEach { answer = answer ?? $0["message"] }
        let model = response?["model"]?.string
        thread.setPrompt(prompt, of: agent)
        thread.expect(input, model: model, of: agent)
        calls.setPrompt(prompt, of: agent)
        calls.setQuestion(input?.first { $0.role == "user" }?.content)
        var statement = ImportedRun.Statement(agent: agent)
        statement.usage = TokenUsage.read(record) ?? TokenUsage.read(response?["usage"])
        (statement.input, statement.model) = (input, model)
        calls.say(answer.flatMap(ChatMessage.init)?.content ?? MessageContent(response?["content"]), by: statement)
    }

    mutating func finish(into run: inout ImportedRun) {
        let hasTeam = thread.run.statements.contains { $0.kind == .model }
        run.takeOver(hasTeam ? thread.run : calls)
    }
}
