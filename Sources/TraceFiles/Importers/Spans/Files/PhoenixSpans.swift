/// Spans of Phoenix: pages of its REST interface, and rows of its data frames.
struct PhoenixSpans: SpanFile {
    static let name = "Phoenix spans"

    var traces: Set<String>
    var collection = SpanCollection()

    init(key: String?) { traces = key.map { [$0] } ?? [] }

    static func recognises(_ record: JSONNode) -> Bool {
        if record["context.span_id"]?.kind == .string { return true }
        var isPage = false
        record["data"]?.forEach { isPage = isPage || ($0["context"]?["span_id"] != nil && $0["span_kind"] != nil) }
        return isPage || (record["context"]?["span_id"] != nil && record["span_kind"] != nil)
    }

    private static func forEachSpan(_ record: JSONNode, _ body: (JSONNode) -> Void) {
        if let page = record["data"], page.kind == .array { page.forEach(body) } else { body(record) }
    }

    private static func trace(of span: JSONNode) -> String? {
        (span["context.trace_id"] ?? span["context"]?["trace_id"])?.string
    }

    static func place(of record: JSONNode) -> RecordPlace {
        var parts = RunParts()
        forEachSpan(record) { if let trace = trace(of: $0) { parts.add(trace) } }
        return parts.isEmpty ? .unknown(kind: "record without spans") : .joined(parts.list)
    }

    mutating func add(_ record: JSONNode) {
        Self.forEachSpan(record) { node in
            guard let trace = Self.trace(of: node), holds(trace) else { return }
            var span = Span(
                id: (node["context.span_id"] ?? node["context"]?["span_id"])?.string ?? "",
                parent: node["parent_id"]?.string, trace: trace, name: node["name"]?.string ?? "")
            span.start = TimeStamp.moment(node["start_time"])
            span.end = TimeStamp.moment(node["end_time"])
            node["attributes"]?.forEachField { FlatAttributes.add($1, under: $0.string, to: &span.attributes) }
            node.forEachField { key, value in
                let name = key.string
                guard name.hasPrefix("attributes.") else { return }
                FlatAttributes.add(value, under: String(name.dropFirst(11)), to: &span.attributes)
            }
            if span["openinference.span.kind"] == nil, let kind = node["span_kind"]?.string {
                span.attributes["openinference.span.kind"] = .text(kind)
            }
            if node["status_code"]?.string == "ERROR" { span.failure = node["status_message"]?.string ?? "" }
            Self.addEvents(node["events"], to: &span)
            collection.spans.append(span)
        }
    }

    private static func addEvents(_ events: JSONNode?, to span: inout Span) {
        events?.forEach { event in
            var attributes: [String: SpanValue] = [:]
            event["attributes"]?.forEachField { key, value in attributes[key.string] = SpanValue(value) }
            span.events.append(SpanEvent(name: event["name"]?.string ?? "", attributes: attributes))
        }
    }
}

/// Attributes with dotted names, out of objects and lists of objects that stand for them.
enum FlatAttributes {
    /// Levels that are followed.
    private static let depth = 12

    static func add(_ node: JSONNode, under path: String, to attributes: inout [String: SpanValue], depth: Int = 0) {
        guard depth < Self.depth else { return }
        if node.kind == .array, isListOfObjects(node) {
            var index = 0
            node.forEach { element in
                add(element, under: "\(path).\(index)", to: &attributes, depth: depth + 1)
                index += 1
            }
        } else if node.kind == .object, node.count > 0 {
            node.forEachField { key, value in
                add(value, under: "\(path).\(key.string)", to: &attributes, depth: depth + 1)
            }
            if depth == 0 { attributes[path] = SpanValue(node) }
        } else if let value = SpanValue(node) {
            attributes[path] = value
        }
    }

    private static func isListOfObjects(_ node: JSONNode) -> Bool {
        var (isEmpty, areObjects) = (true, true)
        node.forEach { element in
            isEmpty = false
            areObjects = areObjects && element.kind == .object
        }
        return !isEmpty && areObjects
    }
}
