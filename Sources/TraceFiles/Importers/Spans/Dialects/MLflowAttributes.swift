import CreditEngine

/// MLflow's attributes, each of them JSON in a string.
enum MLflowAttributes: SpanDialect {
    static func role(of span: Span) -> SpanRole? {
        switch span.text("mlflow.spanType") {
        case "CHAT_MODEL", "LLM": .modelCall
        case "TOOL": .tool
        case "AGENT": .agent
        case nil: nil
        default: .setup
        }
    }

    static func output(of span: Span) -> [SpanMessage] { ChatReader.messages(span["mlflow.spanOutputs"]) }

    static func input(of span: Span) -> [SpanMessage] { ChatReader.messages(span["mlflow.spanInputs"]) }

    static func tool(of span: Span) -> SpanTool? {
        guard role(of: span) == .tool else { return nil }
        return SpanTool(
            name: span.text("tool_name") ?? span.name, id: span.text("tool_call_id"),
            arguments: span["mlflow.spanInputs"]?.unquoted.text ?? "",
            result: span["mlflow.spanOutputs"].map { LangChainResult.text($0.unquoted) })
    }

    static func usage(of span: Span) -> Usage? {
        span["mlflow.chat.tokenUsage"]?.with { node in
            usage(SpanValue(node["input_tokens"]), SpanValue(node["output_tokens"]))
        }
    }

    static func model(of span: Span) -> String? { span.text("mlflow.llm.model") }

    static func cost(of span: Span) -> Double? { span["mlflow.llm.cost"]?.field("total_cost")?.double }
}
