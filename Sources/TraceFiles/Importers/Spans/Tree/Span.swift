import CreditEngine

/// One span of a trace, whichever tool recorded it; attribute names are those of the conventions that the tool follows.
struct Span {
    var id: String
    /// The enclosing span's identifier; `nil` at the top.
    var parent: String?
    var trace: String
    var name: String
    /// Nanoseconds since 1970; `nil` when the file has none or 0.
    var start: Int?
    var end: Int?
    var attributes: [String: SpanValue] = [:]
    var events: [SpanEvent] = []
    /// Identifiers of traces that the span names as its causes.
    var links: [String] = []
    /// What the status says went wrong; empty when only the status code says so, `nil` when nothing did.
    var failure: String?
    /// The instrumentation that recorded the span.
    var scope: String?

    subscript(name: String) -> SpanValue? { attributes[name] }

    /// The first of these attributes that says something, as text.
    func text(_ names: String...) -> String? {
        for name in names { if let text = attributes[name]?.unquoted.nonempty { return text } }
        return nil
    }

    /// Milliseconds from start to end; `nil` when either is missing or they are reversed.
    var milliseconds: Double? {
        guard let start, let end, end >= start else { return nil }
        return Double(end - start) / 1e6
    }
}

/// What happened inside a span: an event of it, or a log record that names it.
struct SpanEvent {
    var name: String
    var attributes: [String: SpanValue]
    /// What a log record holds beside its attributes.
    var body: SpanValue?
}

/// What the records of one run gave, in file order.
struct SpanCollection {
    var spans: [Span] = []
    /// Log records by the identifier of the span they belong to.
    var logs: [String: [SpanEvent]] = [:]
    /// Log records that name no span of the file.
    var looseLogs: [SpanEvent] = []
    var scores: [NamedScore] = []
    var notices: [String] = []
    /// What the file says of the run as a whole.
    var question: String?
    var reference: String?
    var answer: String?
}
