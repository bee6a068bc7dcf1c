import CreditEngine

/// The AI SDK of Vercel: `ai.*.doGenerate` and `doStream` ask the model; the spans around them repeat it.
enum VercelAI: SpanDialect {
    private static func operation(_ span: Span) -> String? {
        let name = span.text("ai.operationId") ?? span.name
        return name.hasPrefix("ai.") ? name : nil
    }

    static func role(of span: Span) -> SpanRole? {
        guard let operation = operation(span) else { return nil }
        if operation.hasSuffix(".doGenerate") || operation.hasSuffix(".doStream") { return .modelCall }
        return operation == "ai.toolCall" ? .tool : .setup
    }

    /// The function that the program named in its settings for telemetry.
    static func agent(of span: Span) -> String? { span.text("ai.telemetry.functionId") }

    static func output(of span: Span) -> [SpanMessage] {
        var content = MessageContent()
        if let text = span.text("ai.response.text", "ai.result.text", "ai.response.object") { content.texts = [text] }
        (span["ai.response.toolCalls"] ?? span["ai.result.toolCalls"])?.with { node -> Void? in content.add(node) }
        return content.isEmpty ? [] : [SpanMessage(role: "assistant", content: content)]
    }

    static func input(of span: Span) -> [SpanMessage] {
        ChatReader.messages(span["ai.prompt.messages"] ?? span["ai.prompt"])
    }

    static func tool(of span: Span) -> SpanTool? {
        guard let name = span.text("ai.toolCall.name") else { return nil }
        return SpanTool(
            name: name, id: span.text("ai.toolCall.id"), arguments: span.text("ai.toolCall.args") ?? "",
            result: span.text("ai.toolCall.result"))
    }

    static func usage(of span: Span) -> Usage? {
        usage(
            span["ai.usage.inputTokens"] ?? span["ai.usage.promptTokens"],
            span["ai.usage.outputTokens"] ?? span["ai.usage.completionTokens"])
    }

    static func model(of span: Span) -> String? { span.text("ai.response.model", "ai.model.id") }
}
