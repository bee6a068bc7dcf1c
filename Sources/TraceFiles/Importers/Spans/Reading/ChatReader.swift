/// Reads the messages of a conversation from a JSON value: lists of messages, one message, parts of one, and the answers
/// of model interfaces (chat completions, Responses, Gemini, LangChain generations).
struct ChatReader {
    private(set) var messages: [SpanMessage] = []
    /// Levels of lists and wrappers that are followed.
    private static let depth = 8

    /// The messages of a value; a string is one message without a role.
    static func messages(_ value: SpanValue?) -> [SpanMessage] {
        guard let value else { return [] }
        guard let json = value.parsed else {
            let text = value.unquoted.text
            return text.isEmpty || text == "null" ? [] : [SpanMessage(role: nil, text: text)]
        }
        return withExtendedLifetime(json) { messages(json.root) }
    }

    static func messages(_ node: JSONNode?) -> [SpanMessage] {
        var reader = ChatReader()
        if let node { reader.add(node, depth: 0) }
        return reader.messages
    }

    private mutating func add(_ node: JSONNode, depth: Int) {
        guard depth < Self.depth else { return }
        switch node.kind {
        case .string: if let text = node.string, !text.isEmpty { messages.append(SpanMessage(role: nil, text: text)) }
        case .array: addList(node, depth: depth)
        case .object: addObject(node, depth: depth)
        case .null, .bool, .number: break
        }
    }

    /// A list of messages, or of the parts of one message.
    private mutating func addList(_ list: JSONNode, depth: Int) {
        if let pair = Self.pair(list) {
            messages.append(pair)
            return
        }
        var areParts = true
        list.forEach { element in
            areParts = areParts && element.kind == .object && !Self.isMessage(element) && !Self.isWrapper(element)
        }
        guard areParts else { return list.forEach { add($0, depth: depth + 1) } }
        let content = MessageContent(list)
        if !content.isEmpty { messages.append(SpanMessage(role: nil, content: content)) }
    }

    /// LangGraph accepts `["user", "words"]` for a message.
    private static func pair(_ list: JSONNode) -> SpanMessage? {
        guard list.count == 2 else { return nil }
        var texts: [String] = []
        list.forEach { if let text = $0.string { texts.append(text) } }
        guard texts.count == 2, ChatMessage.role(texts[0]) != nil else { return nil }
        return SpanMessage(role: texts[0], text: texts[1])
    }

    private static func isMessage(_ node: JSONNode) -> Bool {
        if node["role"]?.kind == .string || node["lc"] != nil { return true }
        guard let type = node["type"]?.string else { return false }
        switch type {
        case "human", "ai", "system", "tool", "AIMessageChunk", "message", "function_call", "function_call_output",
            "reasoning", "UserMessage", "SystemMessage", "AssistantMessage", "FunctionExecutionResultMessage":
            return node["content"] != nil || node["data"] != nil || node["call_id"] != nil || node["summary"] != nil
        default: return false
        }
    }

    /// Objects that hold messages under a name.
    private static func isWrapper(_ node: JSONNode) -> Bool {
        node["messages"] != nil || node["choices"] != nil || node["generations"] != nil || node["message"] != nil
            || node["candidates"] != nil || (node["content"]?.kind == .object && node["content"]?["parts"] != nil)
    }

    private mutating func addObject(_ node: JSONNode, depth: Int) {
        if Self.isMessage(node) { return addMessage(node) }
        for name in ["messages", "choices", "generations", "candidates", "message", "contents"] {
            guard let inner = node.field(name), inner.kind == .array || inner.kind == .object else { continue }
            if name == "contents", let system = Self.instructions(node) { messages.append(system) }
            return add(inner, depth: depth + 1)
        }
        if let content = node["content"], content["parts"] != nil { return addMessage(content) }
        if let output = node["output"], output.kind == .array { return add(output, depth: depth + 1) }
        if let message = node["response"] ?? node["chat_message"] ?? node["result"], message.kind == .object {
            return add(message, depth: depth + 1)
        }
        if node["content"] != nil || node["parts"] != nil { return addMessage(node) }
        let content = MessageContent(node)
        if !content.isEmpty { messages.append(SpanMessage(role: nil, content: content)) }
    }

    /// Gemini keeps the role prompt beside the messages.
    private static func instructions(_ node: JSONNode) -> SpanMessage? {
        guard let text = (node["config"]?["system_instruction"] ?? node["system_instruction"])?.string else {
            return nil
        }
        return SpanMessage(role: "system", text: text)
    }

    private mutating func addMessage(_ node: JSONNode) {
        if node["call_id"] != nil || node["type"]?.string == "reasoning" {
            let isResult = node["type"]?.string == "function_call_output"
            return messages.append(SpanMessage(role: isResult ? "tool" : "assistant", content: MessageContent(node)))
        }
        if let message = ChatMessage(node) {
            var known = SpanMessage(message)
            // A tool's message may hold the result as a part of its own.
            if known.role == .tool, node["parts"] ?? node["content"] != nil {
                let parts = MessageContent(node["parts"] ?? node["content"])
                if !parts.results.isEmpty { known.content = parts }
            }
            return messages.append(known)
        }
        var message = SpanMessage(role: node["role"]?.string, content: MessageContent(node["content"] ?? node["parts"]))
        if message.content.isEmpty { message.content.add(node["text"]) }
        node["tool_calls"]?.forEach { message.content.addCall($0) }
        messages.append(message)
    }
}
