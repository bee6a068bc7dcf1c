import CreditEngine

/// One message of a chat, in the shape of any provider or of LangChain in its three encodings.
struct ChatMessage {
    /// Whose part a message is.
    enum Role: String { case instructions = "system", person = "user", model = "assistant", tool }

    var role: Role
    /// The speaker's name, or the name of the tool that answered.
    var name: String?
    /// The identifier of the message, by which copies of it are told.
    var id: String?
    var content: MessageContent
    var usage: Usage?
    var model: String?

    /// `nil` for anything that is no chat message.
    init?(_ node: JSONNode) {
        // LangChain's `dumpd` keeps fields under `kwargs`, `messages_to_dict` under `data`.
        let fields: JSONNode
        var role: Role?
        if node["lc"] != nil, let kwargs = node["kwargs"] {
            var last: String?
            node["id"]?.forEach { last = $0.string }
            (fields, role) = (kwargs, kwargs["type"]?.string.flatMap(Self.role) ?? last.flatMap(Self.role))
        } else if let data = node["data"], data.kind == .object, let type = node["type"]?.string {
            (fields, role) = (data, Self.role(type))
        } else {
            (fields, role) = (node, (node["role"] ?? node["type"])?.string.flatMap(Self.role))
        }
        guard fields.kind == .object, let role else { return nil }
        self.role = role
        name = fields["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        id = fields["id"]?.string
        content = MessageContent()
        if role == .tool {
            content.addResult(fields)
        } else {
            content.add(fields["content"] ?? fields["parts"] ?? fields["blocks"] ?? fields["items"] ?? fields["text"])
            if content.texts.isEmpty { content.addBeside(fields) }
            if let thoughts = (fields["reasoning_content"] ?? fields["reasoning"])?.string, !thoughts.isEmpty {
                content.reasoning.append(thoughts)
            } else if content.reasoning.isEmpty {
                fields["reasoning_details"]?.forEach { content.addReasoning($0) }
            }
            addCalls(of: fields)
        }
        let metadata = fields["response_metadata"]
        usage = TokenUsage.read(
            fields["usage_metadata"] ?? fields["usage"] ?? fields["metrics"] ?? metadata?["token_usage"])
        model = (metadata?["model_name"] ?? metadata?["model"] ?? fields["model"])?.string
    }

    /// The role behind any of its names; `nil` for a word that is no role.
    static func role(_ name: String) -> Role? {
        switch name {
        case "system", "developer", "SystemMessage", "SystemMessageChunk": .instructions
        case "user", "human", "HumanMessage", "HumanMessageChunk", "UserMessage": .person
        case "assistant", "ai", "model", "AIMessage", "AIMessageChunk", "AssistantMessage": .model
        case "tool", "function", "ToolMessage", "FunctionMessage", "tool-response", "FunctionExecutionResultMessage":
            .tool
        default: nil
        }
    }

    /// Calls beside the content; those that the content holds, too, are the same.
    private mutating func addCalls(of fields: JSONNode) {
        var beside = MessageContent()
        (fields["tool_calls"] ?? fields["additional_kwargs"]?["tool_calls"])?.forEach { beside.addCall($0) }
        if let call = fields["function_call"], call.kind == .object { beside.addCall(call) }
        for call in beside.calls {
            let isKnown = content.calls.contains { $0.id == call.id && (call.id != nil || $0.name == call.name) }
            if !isKnown { content.calls.append(call) }
        }
        // AutoGen and AG2 write None where there is no text beside calls.
        if !content.calls.isEmpty, content.texts == ["None"] { content.texts = [] }
    }
}

extension PromptMessage {
    /// What a model saw, from a list of chat messages; calls and results of tools are written out.
    static func list(_ node: JSONNode?) -> [PromptMessage]? {
        guard let node, node.kind == .array, node.count > 0 else { return nil }
        var messages: [PromptMessage] = []
        node.forEach { item in
            if let message = ChatMessage(item) {
                messages.append(PromptMessage(role: message.role.rawValue, content: message.content.written))
            } else {
                let content = MessageContent(item)
                if !content.isEmpty { messages.append(PromptMessage(role: "user", content: content.written)) }
            }
        }
        return messages
    }
}

extension MessageContent {
    /// All that a message holds as one text: words, then calls, then results.
    var written: String {
        let words = text
        let lines =
            (words.isEmpty ? [] : [words]) + calls.map { "\($0.name)(\($0.arguments))" } + results.map(\.text)
        return lines.joined(separator: "\n")
    }
}
