import CreditEngine

/// What a message's content says, whatever its parts are called: words, tool calls, tool results, reasoning, and things
/// that are no text.
///
/// Reads a string, a list of parts (OpenAI chat and Responses items, Anthropic blocks, Gemini parts, Pydantic AI parts,
/// GenAI semantic conventions) or one part. Tool results are kept apart from words: they are nobody's own.
struct MessageContent {
    /// A tool call, with the identifier that its result names.
    struct Call {
        var id: String?
        var name: String
        /// JSON text.
        var arguments: String
    }

    /// What a tool returned.
    struct Result {
        var id: String?
        var name: String?
        var text: String
        var isError: Bool
    }

    /// The words, part by part.
    var texts: [String] = []
    var reasoning: [String] = []
    var calls: [Call] = []
    var results: [Result] = []
    /// Parts that are no text, each with its kind and size where known (`image 12 kB`), and parts that nobody knows.
    var attachments: [String] = []

    /// The words as one text; things that are no text are named in brackets.
    var text: String { (texts + attachments.map { "[\($0)]" }).joined(separator: "\n") }

    init() {}

    init(_ node: JSONNode?) { add(node) }

    mutating func add(_ node: JSONNode?) {
        guard let node else { return }
        switch node.kind {
        case .string: if let text = node.string, !text.isEmpty { texts.append(text) }
        case .array: node.forEach { add($0) }
        case .object: addPart(node)
        case .null, .bool, .number: break
        }
    }

    private mutating func addPart(_ part: JSONNode) {
        switch part["type"]?.string ?? part["part_kind"]?.string ?? part["kind"]?.string {
        case "text", "input_text", "output_text", "Text":
            add(part["text"] ?? part["content"])
        case "thinking", "reasoning", "redacted_thinking":
            let text = (part["thinking"] ?? part["text"] ?? part["content"] ?? part["summary"])
            if let text { reasoning.append(MessageContent(text).text) }
        case "refusal":
            add(part["refusal"] ?? part["content"])
        case "tool_use", "tool_call", "function_call", "tool-call", "toolCall", "function":
            addCall(part)
        case "tool_result", "tool_call_response", "function_call_output", "tool-return", "function_result",
            "tool-result":
            addResult(part)
        default: addUntyped(part)
        }
    }

    private mutating func addUntyped(_ part: JSONNode) {
        if let call = part["functionCall"] ?? part["function_call"] ?? part["toolUse"] {
            addCall(call)
        } else if let result = part["functionResponse"] ?? part["function_response"] ?? part["toolResult"] {
            addResult(result)
        } else if let text = part["text"] ?? part["content"], part["type"] == nil || text.kind == .string {
            add(text)
        } else {
            attachments.append(part["type"]?.string ?? part["part_kind"]?.string ?? "part of an unknown kind")
        }
    }

    private mutating func addCall(_ part: JSONNode) {
        let function = part["function"] ?? part
        let name = (function["name"] ?? function["tool_name"] ?? part["name"])?.string ?? "tool"
        let arguments = function["arguments"] ?? function["input"] ?? function["args"]
        let id = (part["call_id"] ?? part["id"] ?? part["tool_call_id"] ?? part["toolUseId"])?.string
        calls.append(Call(id: id, name: name, arguments: arguments?.plainText ?? ""))
    }

    private mutating func addResult(_ part: JSONNode) {
        let id = part["tool_use_id"] ?? part["tool_call_id"] ?? part["call_id"] ?? part["toolUseId"] ?? part["id"]
        let value = part["content"] ?? part["output"] ?? part["result"] ?? part["response"]
        let isText = value?.kind == .array && value.map { MessageContent($0).attachments.isEmpty } == true
        let text = isText ? MessageContent(value).text : value?.plainText ?? ""
        let isError = part["is_error"]?.bool ?? (part["status"]?.string == "error")
        results.append(
            Result(id: id?.string, name: (part["name"] ?? part["tool_name"])?.string, text: text, isError: isError))
    }
}

extension ImportedRun {
    /// Adds what an agent's message says: words and reasoning, then its tool calls; results go to the calls they answer.
    mutating func say(_ content: MessageContent, by agent: Statement) {
        for result in content.results {
            answer(
                of: result.id, name: result.name, result: result.isError ? nil : result.text,
                error: result.isError ? result.text : nil)
        }
        var statement = agent
        statement.text = content.text
        if !statement.text.isEmpty || !content.calls.isEmpty { say(statement) }
        for tool in content.calls {
            call(ToolCall(name: tool.name, arguments: tool.arguments), id: tool.id, by: agent)
        }
    }
}
