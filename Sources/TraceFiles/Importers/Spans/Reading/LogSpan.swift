/// Log records stand for a model call when the file with the spans is not there.
enum LogSpan {
    /// A span that says what the records say; `nil` when none of them is about a model.
    static func span(id: String, events: [SpanEvent]) -> Span? {
        guard events.contains(where: { $0.name.hasPrefix("gen_ai.") }) else { return nil }
        let first = events.first
        var span = Span(id: id, trace: first?.attributes[traceKey]?.text ?? "", name: "chat")
        span.attributes["gen_ai.operation.name"] = .text("chat")
        if let agent = events.lazy.compactMap({ $0.attributes["gen_ai.agent.name"] }).first {
            span.attributes["gen_ai.agent.name"] = agent
        }
        span.start = first?.attributes[timeKey]?.integer
        span.events = events
        return span
    }

    /// Where the reader of log records keeps what is not among their attributes.
    static let traceKey = "log.trace"
    static let timeKey = "log.time"
}
