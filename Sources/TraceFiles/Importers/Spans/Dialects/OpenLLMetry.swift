import CreditEngine

/// OpenLLMetry (Traceloop): what it adds to the semantic conventions.
enum OpenLLMetry: SpanDialect {
    static func role(of span: Span) -> SpanRole? {
        switch span.text("traceloop.span.kind") {
        case "tool": return .tool
        case "agent": return .agent
        case "handoff": return .handoff
        case "workflow", "task": return .setup
        default: break
        }
        if span["llm.request.type"] != nil { return .modelCall }
        if span["crewai.crew.id"] != nil || span["crewai.crew.tasks"] != nil { return .setup }
        return nil
    }

    static func agent(of span: Span) -> String? { span.text("crewai.agent.role", "crewai.task.agent") }

    static func output(of span: Span) -> [SpanMessage] {
        guard let value = span["traceloop.entity.output"] ?? span["crewai.task.output"] else { return [] }
        if let text = value.field("outputs") { return ChatReader.messages(text) }
        return ChatReader.messages(value)
    }

    static func input(of span: Span) -> [SpanMessage] { [] }

    static func tool(of span: Span) -> SpanTool? {
        guard role(of: span) == .tool else { return nil }
        let name = span.text("gen_ai.tool.name", "traceloop.entity.name") ?? span.name
        let arguments = span.text("gen_ai.tool.call.arguments") ?? argumentsText(span["traceloop.entity.input"])
        let result = span["gen_ai.tool.call.result"] ?? span["traceloop.entity.output"]
        return SpanTool(
            name: name, id: span.text("gen_ai.tool.call.id"), arguments: arguments,
            result: result.map { LangChainResult.text($0.field("outputs") ?? $0) })
    }

    private static func argumentsText(_ value: SpanValue?) -> String {
        guard let value else { return "" }
        return (value.field("inputs") ?? value.field("input_str") ?? value).text
    }
}
