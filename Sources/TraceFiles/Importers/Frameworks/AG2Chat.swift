import CreditEngine

/// A chat of AG2 agents: the list of a group chat, or a `ChatResult`.
struct AG2Chat: TraceImporter {
    static let name = "AG2 chat"

    private var chat = ImportedRun(id: "")

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if let history = record["chat_history"] { return history.kind == .array && record["summary"] != nil }
        return record["role"]?.string != nil && record["tool_responses"]?.kind == .array
    }

    static func place(of record: JSONNode) -> RecordPlace {
        record["chat_history"] != nil || record["role"]?.kind == .string
            ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without a role")
    }

    mutating func add(_ record: JSONNode) {
        guard let history = record["chat_history"] else { return addMessage(record) }
        history.forEach { addMessage($0) }
    }

    /// Adds a message; its name tells who speaks, since a role only tells who owns the list.
    private mutating func addMessage(_ node: JSONNode) {
        guard let message = ChatMessage(node) else { return }
        if let responses = node["tool_responses"], responses.kind == .array {
            var content = MessageContent()
            responses.forEach { content.addResult($0) }
            return chat.answer(content.results)
        }
        if message.role == .tool { return chat.answer(message.content.results) }
        let speaker = message.name ?? message.role.rawValue
        let isFirst = chat.statements.isEmpty && message.content.calls.isEmpty
        if isFirst { chat.setQuestion(message.content.text) }
        let kind: Agent.Kind = isFirst || speaker == "user" ? .human : .model
        chat.say(message.content, by: ImportedRun.Statement(agent: speaker, kind: kind))
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(chat) }
}
