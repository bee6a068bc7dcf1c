import CreditEngine

/// OpenInference (Arize Phoenix): a kind for every span, messages as flattened attributes.
enum OpenInference: SpanDialect {
    static func role(of span: Span) -> SpanRole? {
        switch span.text("openinference.span.kind")?.uppercased() {
        case "LLM": .modelCall
        case "TOOL": .tool
        case "AGENT": .agent
        case nil: nil
        default: .setup
        }
    }

    static func agent(of span: Span) -> String? {
        if let name = span.text("agent.name", "graph.node.name") { return name }
        guard let node = span.text("graph.node.id"), !isIdentifier(node) else { return nil }
        return node
    }

    /// Some instrumentations put a random number there.
    private static func isIdentifier(_ text: String) -> Bool {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        return digits.count >= 12 && digits.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
    }

    static func output(of span: Span) -> [SpanMessage] {
        let flat = flattened("llm.output_messages", of: span)
        if !flat.isEmpty { return flat }
        guard let value = span["output.value"] else { return [] }
        let messages = ChatReader.messages(value)
        guard role(of: span) == .agent, let said = agentSaid(value) else { return messages }
        return [SpanMessage(role: "assistant", text: said)]
    }

    /// The results of agents in the shapes that the frameworks return.
    private static func agentSaid(_ value: SpanValue) -> String? {
        for name in ["raw", "final_output", "answer", "response", "output"] {
            if let text = value.field(name), case .text(let words) = text, !words.isEmpty { return words }
        }
        return nil
    }

    static func input(of span: Span) -> [SpanMessage] {
        let flat = flattened("llm.input_messages", of: span)
        if !flat.isEmpty || role(of: span) == .tool { return flat }
        return ChatReader.messages(span["input.value"])
    }

    private static func flattened(_ prefix: String, of span: Span) -> [SpanMessage] {
        var messages: [SpanMessage] = []
        // Where the list starts differs: some count from 0, some leave numbers out at the beginning.
        var gap = 0
        var index = 0
        while gap < 2 {
            let path = "\(prefix).\(index).message"
            index += 1
            guard let message = flattenedMessage(path, of: span) else {
                gap += 1
                continue
            }
            gap = 0
            messages.append(message)
        }
        return messages
    }

    private static func flattenedMessage(_ path: String, of span: Span) -> SpanMessage? {
        let role = span["\(path).role"]?.text
        var content = MessageContent()
        for part in 0..<10_000 {
            let base = "\(path).contents.\(part).message_content"
            if let text = span["\(base).text"]?.text {
                content.texts.append(text)
            } else if let type = span["\(base).type"]?.text {
                content.attachments.append(type)
            } else {
                break
            }
        }
        // Both forms may stand there with the same words.
        if content.isEmpty, let text = span["\(path).content"]?.nonempty { content.texts = [text] }
        for call in 0..<10_000 {
            let base = "\(path).tool_calls.\(call).tool_call"
            guard let name = span["\(base).function.name"]?.text else { break }
            content.calls.append(
                .init(
                    id: span["\(base).id"]?.text, name: name, arguments: span["\(base).function.arguments"]?.text ?? "")
            )
        }
        if content.calls.isEmpty, let name = span["\(path).function_call_name"]?.text {
            let arguments = span["\(path).function_call_arguments_json"]?.text ?? ""
            content.calls.append(.init(id: nil, name: name, arguments: arguments))
        }
        let name = span["\(path).name"]?.text
        if role.flatMap(ChatMessage.role) == .tool {
            let result = MessageContent.Result(
                id: span["\(path).tool_call_id"]?.text, name: name, text: content.text, isError: false)
            content = MessageContent()
            content.results = [result]
        }
        guard role != nil || !content.isEmpty else { return nil }
        return SpanMessage(role: role, name: name, content: content)
    }

    static func tool(of span: Span) -> SpanTool? {
        guard role(of: span) == .tool || span["tool.name"] != nil else { return nil }
        let result = span["output.value"].map { LangChainResult.text($0) }
        return SpanTool(
            name: span.text("tool.name", "tool_call.function.name") ?? span.name,
            id: span.text("tool_call.id", "tool.id"),
            arguments: span.text("input.value", "tool_call.function.arguments", "tool.parameters") ?? "", result: result
        )
    }

    static func usage(of span: Span) -> Usage? {
        usage(span["llm.token_count.prompt"], span["llm.token_count.completion"])
    }

    static func model(of span: Span) -> String? { span.text("llm.model_name") }

    static func cost(of span: Span) -> Double? { span["llm.cost.total"]?.double }
}

/// The result of a tool where LangChain wraps it into a message.
enum LangChainResult {
    static func text(_ value: SpanValue) -> String {
        value.with { root -> String? in
            let node = root["output"] ?? root
            let isMessage =
                node["tool_call_id"] != nil || node["type"]?.string == "tool" || node["lc"] != nil
                || node["kwargs"]?["tool_call_id"] != nil
            let content = isMessage ? (node["kwargs"] ?? node["data"] ?? node)["content"] : root["output"]
            guard let content, root.kind == .object, isMessage || root.count == 1 else { return nil }
            return content.kind == .array ? MessageContent(content).text : content.plainText
        } ?? value.text
    }
}
