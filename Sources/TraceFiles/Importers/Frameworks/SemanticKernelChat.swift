import CreditEngine

/// A chat history of Semantic Kernel: `{"messages":[…]}`, or one message a line.
struct SemanticKernelChat: TraceImporter {
    static let name = "Semantic Kernel chat history"

    private var chat = ImportedRun(id: "")

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if isMessage(record) { return true }
        var isHistory = false
        record["messages"]?.forEach { isHistory = isHistory || isMessage($0) }
        return isHistory
    }

    private static func isMessage(_ node: JSONNode) -> Bool {
        guard (node["role"] ?? node["Role"]) != nil else { return false }
        var isMessage = false
        node["items"]?.forEach { isMessage = isMessage || $0["content_type"]?.kind == .string }
        return isMessage
    }

    static func place(of record: JSONNode) -> RecordPlace {
        record["messages"]?.kind == .array || record["role"]?.kind == .string
            ? .onlyRun : .unknown(kind: record["content_type"]?.string ?? "record without a role")
    }

    mutating func add(_ record: JSONNode) {
        guard let messages = record["messages"] else { return addMessage(record) }
        messages.forEach { addMessage($0) }
    }

    private mutating func addMessage(_ node: JSONNode) {
        guard let role = node["role"]?.string.flatMap(ChatMessage.role) else { return }
        let content = MessageContent(node["items"] ?? node["content"])
        let name = node["name"]?.string
        switch role {
        case .tool: chat.answer(content.results)
        case .instructions: chat.setPrompt(content.text, of: name ?? "assistant")
        case .person:
            chat.setQuestion(content.text)
            chat.say(content, by: ImportedRun.Statement(agent: name ?? "user", kind: name == nil ? .human : .model))
        case .model:
            var statement = ImportedRun.Statement(agent: name ?? "assistant")
            statement.model = node["ai_model_id"]?.string
            statement.usage = TokenUsage.read(node["metadata"]?["usage"])
            // A streamed message comes a second time with the calls that it made.
            if !content.calls.isEmpty, chat.hasCalled(content.calls.compactMap(\.id)) { return }
            chat.say(content, by: statement)
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(chat) }
}
