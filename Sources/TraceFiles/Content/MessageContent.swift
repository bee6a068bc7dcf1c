/// What a message's content says, whatever its parts are called: words, tool calls, tool results, reasoning, and things
/// that are no text.
///
/// Reads a string, a list of parts (OpenAI chat and Responses items, Anthropic blocks, Gemini, Bedrock and Pydantic AI
/// parts, LlamaIndex blocks, Semantic Kernel items, GenAI semantic conventions) or one part. Tool results are kept apart
/// from words: they are nobody's own.
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
    /// Parts that are no text, each with its kind, name and size where known (`image image/png 12 kB`), and parts that
    /// nobody knows.
    var attachments: [String] = []

    /// The words as one text; things that are no text are named in brackets.
    var text: String {
        // Most contents are one text.
        if attachments.isEmpty, texts.count <= 1 { return texts.first ?? "" }
        return (texts + attachments.map { "[\($0)]" }).joined(separator: "\n")
    }

    /// Whether nothing was found at all.
    var isEmpty: Bool {
        texts.isEmpty && reasoning.isEmpty && calls.isEmpty && results.isEmpty && attachments.isEmpty
    }

    init() {}

    init(_ node: JSONNode?) { add(node) }

    /// Adds all that another content says.
    mutating func take(_ other: MessageContent) {
        texts += other.texts
        reasoning += other.reasoning
        calls += other.calls
        results += other.results
        attachments += other.attachments
    }

    /// Adds a text, a list of parts, or one part.
    mutating func add(_ node: JSONNode?) {
        guard let node else { return }
        switch node.kind {
        case .string: if let text = node.string, !text.isEmpty { texts.append(text) }
        case .array: node.forEach { add($0) }
        case .object: addPart(node)
        case .number, .bool: texts.append(JSONText.of(node))
        case .null: break
        }
    }

    /// The name of a part's kind, under any of the keys that hold one.
    private static func kind(of part: JSONNode) -> String? {
        (part["type"] ?? part["part_kind"] ?? part["block_type"] ?? part["content_type"] ?? part["kind"])?.string
    }

    private mutating func addPart(_ part: JSONNode) {
        guard let kind = Self.kind(of: part) else { return addUntyped(part) }
        switch kind {
        case "text", "input_text", "output_text", "summary_text", "Text", "message", "user-prompt", "system-prompt":
            if part["thought"]?.bool == true { return addReasoning(part) }
            add(part["text"] ?? part["content"] ?? part["items"])
            addCitations(part)
        case "thinking", "reasoning", "redacted_thinking", "reasoning_content": addReasoning(part)
        case "refusal": add(part["refusal"] ?? part["content"])
        case "retry-prompt":
            // A retry without a tool is the framework's own word to the model.
            if part["tool_name"]?.string != nil { addResult(part, isError: true) } else { add(part["content"]) }
        case "function": addCall(part)
        default: addNamed(kind, part)
        }
    }

    /// Adds a call with its answer in one part, as user interfaces keep them (Vercel AI SDK); `false` for other parts.
    private mutating func addInvocation(_ kind: String, _ part: JSONNode) -> Bool {
        let call = part["toolInvocation"] ?? part
        guard let id = call["toolCallId"]?.string, call["state"]?.kind == .string else { return false }
        let name = call["toolName"]?.string ?? (kind.hasPrefix("tool-") ? String(kind.dropFirst(5)) : nil)
        calls.append(
            Call(id: id, name: name ?? "tool", arguments: (call["args"] ?? call["input"])?.plainText ?? ""))
        if let reason = call["errorText"]?.string {
            results.append(Result(id: id, name: name, text: reason, isError: true))
        } else if let output = call["result"] ?? call["output"], output.kind != .null {
            let output = ToolOutput(output)
            results.append(Result(id: id, name: name, text: output.text, isError: output.isError))
        }
        return true
    }

    /// Parts whose names follow a pattern, which tools of all sorts do (`web_search_call`, `mcp_tool_result`).
    private mutating func addNamed(_ kind: String, _ part: JSONNode) {
        if kind == "step-start" || addInvocation(kind, part) { return }
        let plain = kind.lowercased().filter { $0 != "_" && $0 != "-" }
        if plain.hasSuffix("result") || plain.hasSuffix("return") || plain.hasSuffix("response")
            || plain.hasSuffix("output")
        {
            addResult(part, isError: false)
        } else if plain.hasSuffix("call") || plain.hasSuffix("tooluse") {
            addCall(part, kind: kind)
        } else if let attachment = Attachment(part, kind: kind) {
            attachments.append(attachment.description)
        } else if let text = part["text"] ?? part["content"], text.kind == .string {
            add(text)
        } else {
            attachments.append(kind)
        }
    }

    private mutating func addUntyped(_ part: JSONNode) {
        if let call = part["functionCall"] ?? part["function_call"] ?? part["toolUse"] {
            addCall(call)
        } else if part["toolName"] != nil || part["name"] != nil && part["arguments"] != nil {
            addCall(part)
        } else if let result = part["functionResponse"] ?? part["function_response"] ?? part["toolResult"] {
            addResult(result, isError: false)
        } else if let parts = part["parts"], parts.kind == .array {
            add(parts)
        } else if let reasoning = part["reasoningContent"] {
            addReasoning(reasoning["reasoningText"] ?? reasoning)
        } else if part["thought"]?.bool == true {
            addReasoning(part)
        } else if let cited = part["citationsContent"] {
            add(cited["content"])
            addCitations(cited)
        } else if let code = part["executableCode"] ?? part["executable_code"] {
            calls.append(Call(id: nil, name: "code", arguments: code["code"]?.plainText ?? ""))
        } else if let output = part["codeExecutionResult"] ?? part["code_execution_result"] {
            let isError = output["outcome"]?.string.map { !$0.hasSuffix("OK") } ?? false
            results.append(Result(id: nil, name: "code", text: output["output"]?.plainText ?? "", isError: isError))
        } else if let attachment = Attachment(untyped: part) {
            attachments.append(attachment.description)
        } else if let text = part["text"] ?? part["content"] {
            add(text)
        } else if part.count > 0 {
            // Nobody's known part: its own JSON says more than a name that was made up.
            texts.append(JSONText.of(part))
        }
    }

    /// Adds what a model thought, under whichever name it is readable; encrypted thoughts are none.
    mutating func addReasoning(_ part: JSONNode) {
        let texts = ["thinking", "text", "content", "summary"].lazy.map { MessageContent(part.field($0)).text }
        if let text = texts.first(where: { !$0.isEmpty }) { reasoning.append(text) }
    }

    /// Adds the words that stand beside the content of a chat message: a refusal, or what was said aloud.
    mutating func addBeside(_ message: JSONNode) {
        add([message["refusal"], message["audio"]?["transcript"]].lazy.compactMap { $0 }.first { $0.kind == .string })
    }

    private mutating func addCitations(_ part: JSONNode) {
        (part["annotations"] ?? part["citations"])?.forEach { citation in
            let source = (citation["url_citation"] ?? citation)
            let name = source["title"] ?? source["document_title"] ?? source["filename"] ?? source["file_id"]
            let parts = ["cites", name?.string, (source["url"] ?? source["source"])?.string].compactMap { $0 }
            if parts.count > 1 { attachments.append(parts.joined(separator: " ")) }
        }
    }

    /// Adds a call in the shape of chat completions, of a Responses item, of a block or of a part.
    mutating func addCall(_ part: JSONNode, kind: String? = nil) {
        let function = part["function"] ?? part
        let name =
            (function["function_name"] ?? function["name"] ?? function["tool_name"] ?? part["name"] ?? part["toolName"])?
            .string
        let arguments =
            function["arguments"] ?? function["input"] ?? function["args"] ?? function["tool_kwargs"]
            ?? function["tool_args"] ?? function["kwargs"] ?? part["action"] ?? part["queries"] ?? part["code"]
        let id =
            part["call_id"] ?? part["tool_call_id"] ?? part["toolUseId"] ?? part["tool_id"] ?? part["toolCallId"]
            ?? part["id"]
        let shortened = kind.map { $0.hasSuffix("_call") ? String($0.dropLast(5)) : $0 }
        calls.append(Call(id: id?.string, name: name ?? shortened ?? "tool", arguments: arguments?.plainText ?? ""))
        // Tools that the provider ran itself carry what they returned.
        if let output = part["output"] ?? part["results"], output.kind != .null {
            results.append(
                Result(id: id?.string, name: name, text: ToolOutput(output).text, isError: ToolOutput(output).isError))
        }
    }

    /// Adds what a tool returned, in the shape of a chat message, of an item, of a block or of a part.
    mutating func addResult(_ part: JSONNode, isError: Bool = false) {
        let id =
            part["tool_use_id"] ?? part["tool_call_id"] ?? part["call_id"] ?? part["toolUseId"]
            ?? part["toolCallId"] ?? part["id"]
        let value = part["content"] ?? part["output"] ?? part["result"] ?? part["response"] ?? part["tool_output"]
        let output = ToolOutput(value)
        let name = (part["function_name"] ?? part["name"] ?? part["tool_name"] ?? part["toolName"])?.string
        results.append(
            Result(
                id: id?.string, name: name, text: output.text, isError: isError || output.isError || Self.failed(part)))
    }

    private static func failed(_ part: JSONNode) -> Bool {
        if let flag = (part["is_error"] ?? part["isError"] ?? part["tool_call_error"])?.bool { return flag }
        return ["error", "failed", "denied", "incomplete"].contains((part["status"] ?? part["outcome"])?.string ?? "")
    }
}

/// What a tool gave back, as text, and whether it says itself that it failed.
struct ToolOutput {
    var text: String
    var isError = false

    init(_ node: JSONNode?) {
        guard let node else {
            text = ""
            return
        }
        switch node.kind {
        case .array where Self.isParts(node):
            let words = MessageContent(node).text
            // Parts without words of their own, such as the pages that a search found, are shown as they stand.
            text = words.isEmpty ? JSONText.of(node) : words
        case .object where node.count == 1:
            // Frameworks wrap what a function returned, or threw, into an object of one field.
            let wrapped = node["result"] ?? node["output"] ?? node["content"] ?? node["error"]
            text = (wrapped ?? node).plainText ?? ""
            isError = node["error"] != nil
        case .object where node["blocks"]?.kind == .array:
            text = MessageContent(node["blocks"]).text
            isError = node["is_error"]?.bool ?? false
        default: text = node.plainText ?? ""
        }
    }

    /// Whether a list holds parts of a message rather than data: each is a text, or says its kind.
    private static func isParts(_ list: JSONNode) -> Bool {
        var isParts = list.count > 0
        list.forEach { part in
            let isKnown =
                part.kind == .string || part["type"]?.kind == .string
                || part.kind == .object && part.count == 1 && (part["text"] ?? part["json"] ?? part["image"]) != nil
            isParts = isParts && isKnown
        }
        return isParts
    }
}
