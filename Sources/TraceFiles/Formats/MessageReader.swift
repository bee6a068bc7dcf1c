import CreditEngine

/// Decodes the parts of a message, in the shapes that people write them.
enum MessageReader {
    /// Text: a string, or a list of parts of which the texts count and the others are named in brackets.
    static func text(_ node: JSONNode?) -> String {
        guard let node else { return "" }
        switch node.kind {
        case .string: return node.string ?? ""
        case .null: return ""
        case .array:
            var parts: [String] = []
            node.forEach { part in
                if let text = part.string ?? (part["text"] ?? part["content"])?.string {
                    parts.append(text)
                } else {
                    parts.append("[\(part["type"]?.string ?? "part")]")
                }
            }
            return parts.joined(separator: "\n")
        default: return JSONText.of(node)
        }
    }

    /// What the agent saw: a list of chat messages, or one text.
    static func input(_ node: JSONNode?) -> [PromptMessage]? {
        guard let node, node.kind != .null else { return nil }
        guard node.kind == .array else { return [PromptMessage(role: "user", content: text(node))] }
        var messages: [PromptMessage] = []
        node.forEach { item in
            if item.kind == .object {
                messages.append(
                    PromptMessage(role: item["role"]?.string ?? "user", content: text(item["content"] ?? item["text"])))
            } else {
                messages.append(PromptMessage(role: "user", content: text(item)))
            }
        }
        return messages
    }

    /// Tool calls, in our own form or in that of chat completions.
    static func tools(_ node: JSONNode?) -> [ToolCall] {
        guard let node, node.kind == .array else { return [] }
        var calls: [ToolCall] = []
        node.forEach { item in
            guard item.kind == .object else { return }
            let function = item["function"] ?? item
            calls.append(
                ToolCall(
                    name: function["name"]?.string ?? "tool", arguments: function["arguments"]?.plainText ?? "",
                    result: item["result"]?.plainText, error: item["error"]?.plainText))
        }
        return calls
    }

    /// Token counts under the names of the two common protocols.
    static func usage(_ node: JSONNode?) -> Usage? {
        guard let node, node.kind == .object else { return nil }
        return Usage(
            input: (node["input_tokens"] ?? node["prompt_tokens"])?.integer,
            output: (node["output_tokens"] ?? node["completion_tokens"])?.integer)
    }

    /// The model's answers that a recorded program's message was made of.
    static func steps(_ node: JSONNode?) -> [ModelStep] {
        var steps: [ModelStep] = []
        node?.forEach { step in
            var calls: [ModelStep.Call] = []
            step["calls"]?.forEach { call in
                calls.append(
                    ModelStep.Call(
                        name: call["name"]?.string ?? "tool", arguments: call["arguments"]?.plainText ?? ""))
            }
            steps.append(ModelStep(text: step["text"]?.string ?? "", calls: calls))
        }
        return steps
    }

    /// A list of names, or one name.
    static func names(_ node: JSONNode?) -> [String] {
        guard let node else { return [] }
        if let one = node.string { return [one] }
        var names: [String] = []
        node.forEach { if let name = $0.string { names.append(name) } }
        return names
    }
}
