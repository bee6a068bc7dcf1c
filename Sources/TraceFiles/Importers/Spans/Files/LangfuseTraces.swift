/// Traces of Langfuse: the file that its user interface saves, the observations of its interfaces, and rows of its tables.
struct LangfuseTraces: SpanFile {
    static let name = "Langfuse traces"

    var traces: Set<String>
    var collection = SpanCollection()

    init(key: String?) { traces = key.map { [$0] } ?? [] }

    static func recognises(_ record: JSONNode) -> Bool {
        if record["observations"]?.kind == .array {
            return record["trace"]?.kind == .object || (record["id"] != nil && record["timestamp"] != nil)
        }
        var isPage = false
        record["data"]?.forEach { isPage = isPage || isObservation($0) }
        return isPage || isObservation(record)
    }

    private static func isObservation(_ node: JSONNode) -> Bool {
        guard trace(ofObservation: node) != nil, node["id"]?.kind == .string else { return false }
        let time = node["startTime"] ?? node["start_time"]
        return node["type"]?.kind == .string && time != nil
            || node["parentObservationId"] != nil || node["parent_observation_id"] != nil
    }

    private static func trace(ofObservation node: JSONNode) -> String? { (node["traceId"] ?? node["trace_id"])?.string }

    private static func forEachObservation(_ record: JSONNode, _ body: (JSONNode) -> Void) {
        if let list = record["observations"] ?? record["data"], list.kind == .array { return list.forEach(body) }
        body(record)
    }

    static func place(of record: JSONNode) -> RecordPlace {
        var parts = RunParts()
        let whole = record["trace"]?["id"]?.string ?? (record["observations"] == nil ? nil : record["id"]?.string)
        if let whole { parts.add(whole) }
        forEachObservation(record) { node in
            if let trace = trace(ofObservation: node) ?? whole { parts.add(trace) }
        }
        return parts.isEmpty ? .unknown(kind: "record without traceId") : .joined(parts.list)
    }

    mutating func add(_ record: JSONNode) {
        let trace = record["trace"]?.kind == .object ? record["trace"] : record["observations"] == nil ? nil : record
        let whole = trace?["id"]?.string
        Self.forEachObservation(record) { node in
            guard let id = Self.trace(ofObservation: node) ?? whole, holds(id) else { return }
            collection.spans.append(Self.span(node, trace: id))
        }
        guard let trace, let whole, holds(whole) else { return }
        (record["scores"] ?? trace["scores"])?.forEach { score in
            guard let name = score["name"]?.string else { return }
            let value = ScoreLabel.value(score["value"]) ?? ScoreLabel.value(score["stringValue"])
            guard let value else { return }
            collection.scores.append(.init(name: name, value: value, explanation: score["comment"]?.string))
        }
        let input = SpanValue(trace["input"])?.unquoted
        collection.question = ChatReader.messages(input).first(.person) ?? Self.question(input)
    }

    /// The words of a person in the input of a whole trace, as far as its shape tells which they are.
    private static func question(_ input: SpanValue?) -> String? {
        guard let input else { return nil }
        for name in ["prompt", "query", "question", "input", "task"] {
            if case .text(let text)? = input.field(name) { return text }
        }
        return input.parsed == nil ? input.nonempty : nil
    }

    private static func span(_ node: JSONNode, trace: String) -> Span {
        var span = Span(
            id: node["id"]?.string ?? "",
            parent: (node["parentObservationId"] ?? node["parent_observation_id"])?.string,
            trace: trace, name: node["name"]?.string ?? "")
        span.start = TimeStamp.moment(node["startTime"] ?? node["start_time"])
        span.end = TimeStamp.moment(node["endTime"] ?? node["end_time"])
        func set(_ name: String, _ node: JSONNode?) { if let value = SpanValue(node) { span.attributes[name] = value } }
        _ = EmbeddedJSON.with(node["metadata"]) { metadata in
            // What the program's spans said before Langfuse took them in; the resource says nothing of a run.
            _ = EmbeddedJSON.with(metadata["attributes"]) { attributes in
                attributes.forEachField { key, value in
                    if let value = SpanValue(value) { span.attributes[key.string] = value.unquoted }
                }
            }
            metadata.forEachField { key, value in
                let name = key.string
                guard name != "attributes", name != "resourceAttributes", name != "scope" else { return }
                if let value = SpanValue(value) {
                    span.attributes["langfuse.observation.metadata.\(name)"] = value.unquoted
                }
            }
        }
        set("langfuse.observation.type", node["type"])
        set("langfuse.observation.input", node["input"])
        set("langfuse.observation.output", node["output"])
        set("langfuse.observation.model.name", node["model"] ?? node["providedModelName"])
        set("langfuse.observation.usage_details", node["usageDetails"] ?? node["usage"] ?? node["usage_details"])
        set("langfuse.observation.cost_details", node["costDetails"] ?? node["cost_details"])
        if node["level"]?.string == "ERROR" { span.failure = node["statusMessage"]?.string ?? "" }
        return span
    }
}
