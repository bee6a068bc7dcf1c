/// The content of a message: a text, one part, or a list of parts.
extension AnswerParts {
    /// Takes what a content holds, each part as what it is; parts of other kinds are passed over.
    mutating func add(content: ServerJSON?) {
        switch content {
        case .text(let text): say(text)
        case .number(let digits): say(ServerText(digits))
        case .list(let parts):
            // An empty list is a content of no words.
            if parts.isEmpty { say(ServerText()) }
            for part in parts { add(part: part) }
        case .object: if let content { add(part: content) }
        case .null, .bool, nil: break
        }
    }

    private mutating func add(part: ServerJSON) {
        switch part["type"]?.word {
        case "refusal": refuse(part["refusal"]?.text ?? part["text"]?.text)
        case "thinking", "reasoning", "reasoning_text", "summary_text":
            add(reasoning: part["thinking"] ?? part["text"] ?? part["reasoning"])
        case "tool_use":
            call = "tool_use"
            take(CallParts(block: part))
        default: say(part.text ?? part["text"]?.text ?? part["text"]?["value"]?.text)
        }
    }

    /// Reasoning: a text, or a list of parts with texts or summaries.
    mutating func add(reasoning: ServerJSON?) {
        reason(reasoning?.text)
        for part in reasoning?.elements ?? [] { reason(part.text ?? part["text"]?.text ?? part["summary"]?.text) }
    }
}
