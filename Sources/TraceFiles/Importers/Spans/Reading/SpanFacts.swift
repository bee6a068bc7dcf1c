import CreditEngine

/// What one span of a tree says, read by whichever convention it follows.
struct SpanFacts {
    var role: SpanRole
    /// The agent that the span names itself.
    var agent: String?
    /// The LangGraph namespace in which the span ran.
    var namespace: String?
    /// The number that LangGraph gave the step.
    var step: Int?
    var output = MessageContent()
    var input: [SpanMessage] = []
    var tool: SpanTool?
    /// Why the span failed, unless what it raised is how the framework goes on.
    var failure: String?

    init(_ span: Span) {
        role = SpanDialects.first { $0.role(of: span) } ?? Self.unnamedRole(of: span)
        agent = SpanDialects.first { $0.agent(of: span).flatMap { SpanNames.isGeneric($0) ? nil : $0 } }
        let metadata = LangGraphMetadata(span)
        (namespace, step) = (metadata.namespace, metadata.step)
        failure = SpanFailure.reason(of: span)
        switch role {
        case .modelCall:
            input = SpanDialects.messages { $0.input(of: span) }
            output = SpanDialects.messages { $0.output(of: span) }.said
        case .agent: output = Self.conclusion(SpanDialects.messages { $0.output(of: span) })
        case .tool:
            tool = SpanTool(whole: SpanDialects.all.compactMap { $0.tool(of: span) }, name: span.name)
        case .setup:
            if agent != nil || isNode(span) {
                let messages = SpanDialects.messages { $0.output(of: span) }
                // What a node writes into the state of the graph is nobody's words.
                let isState = !messages.contains { $0.role != nil } && messages.said.text.hasPrefix("{")
                if !isState { output = Self.conclusion(messages) }
            }
        case .handoff: break
        }
        output.results = []
        takeFinalAnswer()
    }

    /// Whether the span is a whole node of a graph, which may speak when the model calls in it were not recorded.
    func isNode(_ span: Span) -> Bool { namespace.flatMap(SpanNames.langGraph)?.name == span.name }

    /// What an agent says in the end; when the messages hold what others said before, nothing but the last.
    private static func conclusion(_ messages: [SpanMessage]) -> MessageContent {
        let isHistory = messages.contains { $0.role == .person }
        let last = messages.last { !$0.content.text.isEmpty && ($0.role == nil || $0.role == .model) }
        var said = isHistory ? MessageContent() : messages.said
        said.texts = last?.content.texts ?? []
        said.attachments = last?.content.attachments ?? []
        return said
    }

    /// A request that names a model and counts tokens is a model call, whatever convention it follows.
    private static func unnamedRole(of span: Span) -> SpanRole {
        let asks = SpanDialects.first { $0.model(of: span) } != nil && SpanDialects.first { $0.usage(of: span) } != nil
        return asks ? .modelCall : .setup
    }

    /// Smolagents answers by calling a tool of this name; the argument is what the agent says.
    private mutating func takeFinalAnswer() {
        guard output.texts.isEmpty, let at = output.calls.firstIndex(where: { $0.name == Self.finalAnswer }) else {
            return
        }
        let arguments = SpanValue.text(output.calls[at].arguments)
        output.texts = [arguments.field("answer")?.text ?? arguments.text]
        output.calls.remove(at: at)
    }

    static let finalAnswer = "final_answer"
}

/// What LangGraph tells every span about where in the graph it ran; instrumentations keep it under various names.
struct LangGraphMetadata {
    var namespace: String?
    var step: Int?

    init(_ span: Span) {
        for prefix in ["traceloop.association.properties.", "langfuse.observation.metadata.", "metadata.", ""] {
            if let text = span.text(prefix + "langgraph_checkpoint_ns") {
                namespace = text
                step = span[prefix + "langgraph_step"]?.unquoted.integer
                return
            }
        }
        guard let metadata = span["metadata"], metadata.text.contains("langgraph_checkpoint_ns") else { return }
        namespace = metadata.field("langgraph_checkpoint_ns")?.text
        step = metadata.field("langgraph_step")?.integer
    }
}

/// Whether a span failed.
enum SpanFailure {
    /// What frameworks raise in order to go on elsewhere.
    private static let control = ["ParentCommand", "GraphInterrupt", "NodeInterrupt", "GraphBubbleUp"]

    static func reason(of span: Span) -> String? {
        let exception = span.events.last { $0.name == "exception" }
        let type = span.text("error.type") ?? exception?.attributes["exception.type"]?.text
        let message = span.failure.flatMap { $0.isEmpty ? nil : $0 } ?? exception?.attributes["exception.message"]?.text
        guard type != nil || exception != nil || span.failure != nil else { return nil }
        if let type, control.contains(where: { type.hasSuffix($0) }) { return nil }
        if type == nil || type == "error", let message,
            message.hasPrefix("Command(") || control.contains(where: { message.hasPrefix($0) })
        {
            return nil
        }
        return message ?? type ?? "failed"
    }
}
