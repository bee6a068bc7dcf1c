/// MLflow's traces (`Trace.to_json`), one a line or a document; rows of `search_traces` hold one as text.
struct MLflowTraces: SpanFile {
    static let name = "MLflow traces"

    var traces: Set<String>
    var collection = SpanCollection()

    init(key: String?) { traces = key.map { [$0] } ?? [] }

    static func recognises(_ record: JSONNode) -> Bool {
        if record["info"].flatMap({ $0["trace_id"] ?? $0["request_id"] })?.kind == .string {
            return record["data"]?["spans"]?.kind == .array
        }
        return record["trace_id"]?.kind == .string && record["trace"]?.string?.contains("\"spans\"") == true
    }

    private static func trace(of record: JSONNode) -> String? {
        (record["info"].flatMap { $0["trace_id"] ?? $0["request_id"] } ?? record["trace_id"])?.string
    }

    static func place(of record: JSONNode) -> RecordPlace {
        trace(of: record).map { .runs([$0]) } ?? .unknown(kind: "record without info.trace_id")
    }

    mutating func add(_ record: JSONNode) {
        guard let trace = Self.trace(of: record), holds(trace) else { return }
        if record["info"] == nil {
            _ = EmbeddedJSON.with(record["trace"]) { addTrace($0, id: trace) }
        } else {
            addTrace(record, id: trace)
        }
    }

    private mutating func addTrace(_ record: JSONNode, id: String) {
        record["data"]?["spans"]?.forEach { collection.spans.append(Self.span($0, trace: id)) }
        record["info"]?["assessments"]?.forEach { assessment in
            guard let name = (assessment["assessment_name"] ?? assessment["name"])?.string,
                assessment["valid"]?.bool != false
            else { return }
            if let value = ScoreLabel.value(assessment["feedback"]?["value"]) {
                collection.scores.append(.init(name: name, value: value, explanation: assessment["rationale"]?.string))
            }
            guard let expectation = assessment["expectation"] else { return }
            let value = expectation["value"] ?? expectation["serialized_value"]?["value"]
            collection.reference = value?.plainText ?? collection.reference
        }
        guard record["info"]?["state"]?.string == "IN_PROGRESS" else { return }
        collection.notices.append("incomplete: the trace was read while it was still being written")
    }

    private static func span(_ node: JSONNode, trace: String) -> Span {
        let context = node["context"]
        let parent = (node["parent_span_id"] ?? node["parent_id"])?.string
        var span = Span(
            id: (node["span_id"] ?? context?["span_id"])?.string ?? "", parent: parent, trace: trace,
            name: node["name"]?.string ?? "")
        span.start = TimeStamp.nanoseconds(node["start_time_unix_nano"] ?? node["start_time"])
        span.end = TimeStamp.nanoseconds(node["end_time_unix_nano"] ?? node["end_time"])
        node["attributes"]?.forEachField { key, value in
            if let value = SpanValue(value)?.unquoted { span.attributes[key.string] = value }
        }
        node["events"]?.forEach { event in
            var attributes: [String: SpanValue] = [:]
            event["attributes"]?.forEachField { key, value in attributes[key.string] = SpanValue(value) }
            span.events.append(SpanEvent(name: event["name"]?.string ?? "", attributes: attributes))
        }
        let status = node["status"]
        if (status?["code"] ?? node["status_code"])?.string?.hasSuffix("ERROR") == true {
            span.failure = (status?["message"] ?? node["status_message"])?.string ?? ""
        }
        return span
    }
}
