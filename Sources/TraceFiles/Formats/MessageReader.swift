import CreditEngine

/// Decodes the parts of a message, in the shapes that people write them.
enum MessageReader {
    /// What is said under a message's text: a text, a list of parts, or one part; any other object stays JSON.
    static func content(_ node: JSONNode?) -> MessageContent {
        var content = MessageContent()
        if let node, node.kind == .object, !isPart(node) {
            content.texts = [JSONText.of(node)]
        } else {
            content.add(node)
        }
        return content
    }

    /// Whether an object is one part of a message rather than data.
    private static func isPart(_ node: JSONNode) -> Bool {
        node["parts"]?.kind == .array || node["type"]?.kind == .string || node["text"]?.kind == .string
    }

    /// The words of a message; where there are none, what tools returned.
    static func text(_ node: JSONNode?) -> String {
        guard let node else { return "" }
        if let text = node.string { return text }
        let content = content(node)
        let words = content.text
        return words.isEmpty ? content.results.map(\.text).joined(separator: "\n") : words
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

    /// Tool calls beside the text, in our own form or in that of chat completions, with their identifiers.
    static func tools(_ node: JSONNode?) -> [(id: String?, call: ToolCall)] {
        var calls: [(id: String?, call: ToolCall)] = []
        func add(_ item: JSONNode) {
            guard item.kind == .object else { return }
            var content = MessageContent()
            content.addCall(item)
            for call in content.calls {
                let tool = ToolCall(
                    name: call.name, arguments: call.arguments, result: item["result"]?.plainText,
                    error: item["error"]?.plainText)
                calls.append((call.id, tool))
            }
        }
        node?.forEach(add)
        if let node { add(node) }
        return calls
    }

    /// The model's answers that a recorded program's message was made of.
    static func steps(_ node: JSONNode?) -> [ModelStep] {
        var steps: [ModelStep] = []
        node?.forEach { step in
            var calls: [ModelStep.Call] = []
            step["calls"]?.forEach { call in
                calls.append(
                    ModelStep.Call(
                        name: call["name"]?.string ?? "tool", arguments: call["arguments"]?.plainText ?? "",
                        id: call["id"]?.string))
            }
            steps.append(
                ModelStep(
                    text: step["text"]?.string ?? "", calls: calls, refusal: step["refusal"]?.string,
                    ending: step["ending"]?.string))
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
