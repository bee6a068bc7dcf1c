import CreditEngine

/// The attributes of the Langfuse SDK; Langfuse's own files are read into the same names.
enum LangfuseAttributes: SpanDialect {
    static func role(of span: Span) -> SpanRole? {
        switch span.text("langfuse.observation.type")?.lowercased() {
        case "generation": .modelCall
        case "tool": .tool
        case "agent": .agent
        case nil: nil
        default: .setup
        }
    }

    static func output(of span: Span) -> [SpanMessage] { ChatReader.messages(span["langfuse.observation.output"]) }

    static func input(of span: Span) -> [SpanMessage] {
        guard let value = span["langfuse.observation.input"] else { return [] }
        let messages = ChatReader.messages(value)
        guard messages.count == 1, messages[0].role == nil else { return messages }
        return LabelledChat.messages(value.unquoted.text) ?? messages
    }

    static func tool(of span: Span) -> SpanTool? {
        guard role(of: span) == .tool else { return nil }
        return SpanTool(
            name: decorated(span.name), id: nil, arguments: span["langfuse.observation.input"]?.unquoted.text ?? "",
            result: span["langfuse.observation.output"].map { LangChainResult.text($0.unquoted) })
    }

    private static func decorated(_ name: String) -> String {
        name.hasPrefix("execute_tool ") ? String(name.dropFirst(13)) : name
    }

    static func usage(of span: Span) -> Usage? {
        span["langfuse.observation.usage_details"]?.with { node in
            usage(
                SpanValue(node["input"] ?? node["prompt_tokens"] ?? node["input_tokens"]),
                SpanValue(node["output"] ?? node["completion_tokens"] ?? node["output_tokens"]))
        }
    }

    static func model(of span: Span) -> String? { span.text("langfuse.observation.model.name") }

    static func cost(of span: Span) -> Double? { span["langfuse.observation.cost_details"]?.field("total")?.double }
}

/// A conversation that was written as text, one `role: words` after the other.
enum LabelledChat {
    static func messages(_ text: String) -> [SpanMessage]? {
        var messages: [(role: String, lines: [Substring])] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let colon = line.firstIndex(of: ":"), case let role = line[..<colon].lowercased(),
                ["system", "developer", "user", "assistant", "tool"].contains(role)
            {
                messages.append((role, [line[line.index(after: colon)...].drop { $0 == " " }]))
            } else if messages.isEmpty {
                return nil
            } else {
                messages[messages.count - 1].lines.append(line)
            }
        }
        return messages.isEmpty
            ? nil : messages.map { SpanMessage(role: $0.role, text: $0.lines.joined(separator: "\n")) }
    }
}
