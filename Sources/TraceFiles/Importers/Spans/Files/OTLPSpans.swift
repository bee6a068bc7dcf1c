/// OTLP/JSON: traces and logs as exporters and collectors write them, one body a line or one document; snake case, and
/// Phoenix's pages of spans, too.
struct OTLPSpans: SpanFile {
    static let name = "OpenTelemetry spans"

    var traces: Set<String>
    var collection = SpanCollection()

    init(key: String?) { traces = key.map { [$0] } ?? [] }

    static func recognises(_ record: JSONNode) -> Bool {
        if spanLists(record) != nil || logLists(record) != nil || isMetrics(record) { return true }
        guard record["data"]?.kind == .array else { return false }
        var isSpans = false
        forEachSpan(record) { span, _ in
            isSpans = span["span_id"]?.kind == .string && span["start_time_unix_nano"] != nil
        }
        return isSpans
    }

    private static func spanLists(_ record: JSONNode) -> JSONNode? {
        record["resourceSpans"] ?? record["resource_spans"]
    }

    private static func logLists(_ record: JSONNode) -> JSONNode? { record["resourceLogs"] ?? record["resource_logs"] }

    private static func isMetrics(_ record: JSONNode) -> Bool {
        record["resourceMetrics"] != nil || record["resource_metrics"] != nil
    }

    /// Calls `body` with every span and the name of its instrumentation.
    private static func forEachSpan(_ record: JSONNode, _ body: (JSONNode, JSONNode?) -> Void) {
        if let page = record["data"], page.kind == .array { return page.forEach { body($0, nil) } }
        spanLists(record)?.forEach { resource in
            (resource["scopeSpans"] ?? resource["scope_spans"] ?? resource["instrumentationLibrarySpans"])?.forEach {
                scope in
                scope["spans"]?.forEach { body($0, scope["scope"]?["name"]) }
            }
        }
    }

    private static func time(of log: JSONNode) -> JSONNode? {
        log["timeUnixNano"] ?? log["time_unix_nano"] ?? log["observedTimeUnixNano"] ?? log["observed_time_unix_nano"]
    }

    /// Calls `body` with every log record, the name of its instrumentation and its resource.
    private static func forEachLog(_ record: JSONNode, _ body: (JSONNode, JSONNode?, JSONNode?) -> Void) {
        logLists(record)?.forEach { resource in
            (resource["scopeLogs"] ?? resource["scope_logs"])?.forEach { scope in
                (scope["logRecords"] ?? scope["log_records"])?.forEach {
                    body($0, scope["scope"]?["name"], resource["resource"])
                }
            }
        }
    }

    static func place(of record: JSONNode) -> RecordPlace {
        var parts = RunParts()
        forEachSpan(record) { span, _ in
            guard let trace = traceID(span), !isSetup(span) else { return }
            parts.add(trace)
            span["links"]?.forEach { link in if let other = traceID(link) { parts.join(trace, other) } }
            guard parent(of: span) == nil, let thread = conversation(of: span) else { return }
            let start = TimeStamp.nanoseconds(span["startTimeUnixNano"] ?? span["start_time_unix_nano"])
            let end = TimeStamp.nanoseconds(span["endTimeUnixNano"] ?? span["end_time_unix_nano"])
            if let start, let end { parts.add(trace, thread: thread, start: start, end: end) }
        }
        forEachLog(record) { log, scope, resource in
            guard let trace = traceID(log), hasEvent(log) else { return }
            parts.add(trace)
            // Semantic Kernel's runtime starts a trace for every message between agents, and log records have no links.
            guard scope?.string?.hasPrefix("semantic_kernel") == true, let time = TimeStamp.nanoseconds(time(of: log))
            else {
                return
            }
            let process = resource.flatMap { attribute("service.instance.id", of: $0) } ?? ""
            parts.add(trace, thread: "process \(process)", start: time, end: time)
        }
        if !parts.isEmpty { return .joined(parts.list) }
        return recognises(record) ? .nothing : .unknown(kind: "record without spans")
    }

    private static func traceID(_ node: JSONNode) -> String? {
        (node["traceId"] ?? node["trace_id"])?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func parent(of span: JSONNode) -> String? {
        (span["parentSpanId"] ?? span["parent_span_id"])?.string.flatMap { id in
            id.isEmpty || id.utf8.allSatisfy { $0 == UInt8(ascii: "0") } ? nil : id
        }
    }

    /// Spans that only make agents or build workflows; traces with nothing else are no runs.
    private static func isSetup(_ span: JSONNode) -> Bool {
        guard let name = span["name"]?.string else { return false }
        return name == "workflow.build" || name.hasPrefix("create_agent")
    }

    /// Log records about models have a name; a program's own log lines make no run.
    private static func hasEvent(_ log: JSONNode) -> Bool {
        if (log["eventName"] ?? log["event_name"])?.string?.hasPrefix("gen_ai.") == true { return true }
        return attribute("event.name", of: log)?.hasPrefix("gen_ai.") == true
    }

    private static func attribute(_ name: String, of node: JSONNode) -> String? {
        var found: String?
        node["attributes"]?.forEach { entry in
            guard found == nil, let key = entry["key"]?.utf8, key.equal(name) else { return }
            found = entry["value"].flatMap { OTLPValue($0).string }
        }
        return found
    }

    private static func conversation(of span: JSONNode) -> String? {
        attribute("gen_ai.conversation.id", of: span) ?? attribute("session.id", of: span)
    }

    mutating func add(_ record: JSONNode) {
        Self.forEachSpan(record) { node, scope in
            guard let trace = Self.traceID(node), holds(trace) else { return }
            collection.spans.append(Self.span(node, trace: trace, scope: scope?.string))
        }
        Self.forEachLog(record) { node, _, _ in
            guard let trace = Self.traceID(node), holds(trace) else { return }
            let event = Self.event(node, trace: trace)
            if let span = (node["spanId"] ?? node["span_id"])?.string, !span.isEmpty {
                collection.logs[span, default: []].append(event)
            } else {
                collection.looseLogs.append(event)
            }
        }
    }

    private static func span(_ node: JSONNode, trace: String, scope: String?) -> Span {
        var span = Span(
            id: (node["spanId"] ?? node["span_id"])?.string ?? "", parent: parent(of: node), trace: trace,
            name: node["name"]?.string ?? "")
        span.start = TimeStamp.nanoseconds(node["startTimeUnixNano"] ?? node["start_time_unix_nano"])
        span.end = TimeStamp.nanoseconds(node["endTimeUnixNano"] ?? node["end_time_unix_nano"])
        span.attributes = attributes(node["attributes"])
        span.scope = scope
        node["links"]?.forEach { if let other = traceID($0) { span.links.append(other) } }
        node["events"]?.forEach { event in
            span.events.append(
                SpanEvent(name: event["name"]?.string ?? "", attributes: attributes(event["attributes"])))
        }
        if let status = node["status"], status["code"]?.integer == 2 || status["code"]?.string == "STATUS_CODE_ERROR" {
            span.failure = status["message"]?.string ?? ""
        }
        return span
    }

    private static func event(_ node: JSONNode, trace: String) -> SpanEvent {
        var event = SpanEvent(name: "", attributes: attributes(node["attributes"]))
        event.name = (node["eventName"] ?? node["event_name"])?.string ?? event.attributes["event.name"]?.text ?? ""
        event.body = SpanValue(typed: node["body"])
        event.attributes[LogSpan.traceKey] = .text(trace)
        if let time = TimeStamp.nanoseconds(time(of: node)) { event.attributes[LogSpan.timeKey] = .text(String(time)) }
        return event
    }

    private static func attributes(_ list: JSONNode?) -> [String: SpanValue] {
        var attributes: [String: SpanValue] = [:]
        list?.forEach { entry in
            if let key = entry["key"]?.string, let value = SpanValue(typed: entry["value"]) { attributes[key] = value }
        }
        return attributes
    }
}
