import CreditEngine

/// OpenTelemetry's semantic conventions for generative AI: content in events and log records (1.36), in attributes (1.37
/// and later), and in one event with all details (experimental).
enum GenAIConventions: SpanDialect {
    static func role(of span: Span) -> SpanRole? {
        switch span.text("gen_ai.operation.name") {
        case "chat", "generate_content", "text_completion", "completion", "responses", "message": .modelCall
        case "execute_tool": .tool
        case "invoke_agent":
            span["gen_ai.workflow.name"] == nil && span["gen_ai.workflow.nodes"] == nil ? .agent : .setup
        case "handoff": .handoff
        case nil: nil
        default: .setup
        }
    }

    static func agent(of span: Span) -> String? { span.text("gen_ai.agent.name", "agent_name") }

    static func output(of span: Span) -> [SpanMessage] {
        let details = span.events.last { $0.name == operationDetails }
        if let value = span["gen_ai.output.messages"] ?? details?.attributes["gen_ai.output.messages"] {
            let messages = ChatReader.messages(value)
            if !messages.isEmpty { return messages }
        }
        let choices = span.events.filter { $0.name == "gen_ai.choice" }.flatMap { messages(of: $0, role: "assistant") }
        if !choices.isEmpty { return choices }
        if let completion = indexed("gen_ai.completion", of: span) { return completion }
        return ChatReader.messages(span["final_result"] ?? span["output"])
    }

    private static let operationDetails = "gen_ai.client.inference.operation.details"

    static func input(of span: Span) -> [SpanMessage] {
        let details = span.events.last { $0.name == operationDetails }
        func value(_ name: String) -> SpanValue? { span[name] ?? details?.attributes[name] }
        var messages: [SpanMessage] = []
        let instructions = ChatReader.messages(value("gen_ai.system_instructions")).map(\.content.text)
        let text = instructions.joined(separator: "\n")
        if !text.isEmpty { messages.append(SpanMessage(role: "system", text: text)) }
        messages += ChatReader.messages(
            value("gen_ai.input.messages") ?? span["pydantic_ai.all_messages"] ?? span["input"])
        if messages.count > (text.isEmpty ? 0 : 1) { return messages }
        for event in span.events {
            switch event.name {
            case "gen_ai.system.message": messages += Self.messages(of: event, role: "system")
            case "gen_ai.user.message": messages += Self.messages(of: event, role: "user")
            case "gen_ai.assistant.message": messages += Self.messages(of: event, role: "assistant")
            case "gen_ai.tool.message": messages += Self.messages(of: event, role: "tool")
            default: break
            }
        }
        return messages.isEmpty ? indexed("gen_ai.prompt", of: span) ?? [] : messages
    }

    /// The message that an event or a log record carries: in a body (`{index, message}`, `{content}`, the same as text),
    /// or in attributes `message` and `content`.
    private static func messages(of event: SpanEvent, role: String) -> [SpanMessage] {
        let body = event.body.flatMap { $0.unquoted.text.isEmpty ? nil : $0.unquoted }
        let value = body ?? event.attributes["message"] ?? event.attributes["content"]
        var messages = ChatReader.messages(value)
        for index in messages.indices where messages[index].role == nil || role == "tool" {
            messages[index].role = ChatMessage.role(role)
        }
        // An assistant's calls may stand beside the content.
        if body == nil, let calls = event.attributes["tool_calls"], var first = messages.first {
            calls.with { node -> Void? in first.content.add(node) }
            messages[0] = first
        }
        guard role == "tool" else { return messages }
        let id = event.attributes["id"]?.text ?? body?.field("id")?.text
        return messages.map { message in
            guard message.content.results.isEmpty else { return message }
            var content = MessageContent()
            content.results = [.init(id: id, name: message.name, text: message.content.text, isError: false)]
            return SpanMessage(role: "tool", content: content)
        }
    }

    /// `gen_ai.prompt.0.role`, `gen_ai.prompt.0.content`: OpenLLMetry before 0.50.
    private static func indexed(_ prefix: String, of span: Span) -> [SpanMessage]? {
        var messages: [SpanMessage] = []
        for index in 0..<1000 {
            let path = "\(prefix).\(index)"
            let role = span["\(path).role"]?.text
            var message = SpanMessage(role: role, content: MessageContent())
            if let content = span["\(path).content"] {
                message.content = ChatReader.messages(content).said
                if message.content.isEmpty { message.content.texts = [content.text] }
                if message.role == .tool {
                    message.content = MessageContent()
                    message.content.results = [
                        .init(id: span["\(path).tool_call_id"]?.text, name: nil, text: content.text, isError: false)
                    ]
                }
            }
            for call in 0..<1000 {
                guard let name = span["\(path).tool_calls.\(call).name"]?.text else { break }
                message.content.calls.append(
                    .init(
                        id: span["\(path).tool_calls.\(call).id"]?.text, name: name,
                        arguments: span["\(path).tool_calls.\(call).arguments"]?.text ?? ""))
            }
            if role == nil, message.content.isEmpty { break }
            messages.append(message)
        }
        return messages.isEmpty ? nil : messages
    }

    static func tool(of span: Span) -> SpanTool? {
        guard let name = span.text("gen_ai.tool.name", "tool.name") else { return nil }
        var tool = SpanTool(name: name, id: span.text("gen_ai.tool.call.id"), arguments: "")
        tool.arguments = span.text("gen_ai.tool.call.arguments", "tool_arguments", "input") ?? ""
        tool.result = (span["gen_ai.tool.call.result"] ?? span["tool_response"] ?? span["output"])?.text
        for event in span.events {
            switch event.name {
            case "gen_ai.tool.message" where tool.arguments.isEmpty:
                tool.arguments = event.attributes["content"]?.text ?? ""
                tool.id = tool.id ?? event.attributes["id"]?.text
            case "gen_ai.choice" where tool.result == nil:
                tool.result = messages(of: event, role: "assistant").said.text
            case operationDetails where tool.result == nil:
                tool.result = event.attributes["gen_ai.output.messages"].map {
                    let messages = ChatReader.messages($0)
                    return messages.flatMap(\.content.results).first?.text ?? messages.said.text
                }
            default: break
            }
        }
        return tool
    }

    static func usage(of span: Span) -> Usage? {
        usage(
            span["gen_ai.usage.input_tokens"] ?? span["gen_ai.usage.prompt_tokens"],
            span["gen_ai.usage.output_tokens"] ?? span["gen_ai.usage.completion_tokens"])
    }

    static func model(of span: Span) -> String? { span.text("gen_ai.response.model", "gen_ai.request.model") }

    static func cost(of span: Span) -> Double? { (span["operation.cost"] ?? span["gen_ai.usage.cost"])?.double }

    static func scores(of span: Span) -> [NamedScore] {
        span.events.compactMap { event in
            guard event.name == "gen_ai.evaluation.result", let name = event.attributes["gen_ai.evaluation.name"]?.text
            else { return nil }
            let label = event.attributes["gen_ai.evaluation.score.label"]?.text
            guard
                let value = event.attributes["gen_ai.evaluation.score.value"]?.double ?? label.flatMap(ScoreLabel.value)
            else { return nil }
            let explanation = event.attributes["gen_ai.evaluation.explanation"]?.text
            return NamedScore(name: name, value: value, explanation: explanation)
        }
    }
}

/// Words for how an evaluation came out.
enum ScoreLabel {
    /// 1 and 0 for words that can only mean right or wrong.
    static func value(_ label: String) -> Double? {
        switch label.lowercased() {
        case "true", "correct", "pass", "passed", "yes", "right": 1
        case "false", "incorrect", "fail", "failed", "no", "wrong": 0
        default: nil
        }
    }
}
