/// Traces of the OpenAI Agents SDK: objects `trace` and `trace.span`.
struct OpenAIAgentsSpans: SpanFile {
    static let name = "OpenAI Agents spans"

    var traces: Set<String>
    var collection = SpanCollection()

    init(key: String?) { traces = key.map { [$0] } ?? [] }

    static func recognises(_ record: JSONNode) -> Bool {
        switch record["object"]?.string {
        case "trace.span": record["span_data"]?.kind == .object
        case "trace": record["workflow_name"] != nil
        default: record["data"]?.kind == .array && isBody(record)
        }
    }

    /// The body that the SDK sends: a list of such objects under `data`.
    private static func isBody(_ record: JSONNode) -> Bool {
        var first: JSONNode?
        record["data"]?.forEach { first = first ?? $0 }
        return first?["object"]?.string?.hasPrefix("trace") == true
    }

    private static func forEachObject(_ record: JSONNode, _ body: (JSONNode) -> Void) {
        if let list = record["data"], list.kind == .array { list.forEach(body) } else { body(record) }
    }

    private static func trace(of object: JSONNode) -> String? {
        (object["object"]?.string == "trace" ? object["id"] : object["trace_id"])?.string
    }

    static func place(of record: JSONNode) -> RecordPlace {
        var parts = RunParts()
        forEachObject(record) { if let trace = trace(of: $0) { parts.add(trace) } }
        return parts.isEmpty ? .unknown(kind: record["object"]?.string ?? "record without object") : .joined(parts.list)
    }

    mutating func add(_ record: JSONNode) {
        Self.forEachObject(record) { object in
            guard let trace = Self.trace(of: object), holds(trace), let data = object["span_data"] else { return }
            var span = Span(
                id: object["id"]?.string ?? "", parent: object["parent_id"]?.string, trace: trace,
                name: data["name"]?.string ?? data["type"]?.string ?? "")
            span.start = TimeStamp.moment(object["started_at"])
            span.end = TimeStamp.moment(object["ended_at"])
            if let error = object["error"], error.kind == .object {
                let detail = error["data"]?["error"]?.string.map { ": " + $0 } ?? ""
                span.failure = (error["message"]?.string ?? "") + detail
            }
            Self.describe(data, &span)
            collection.spans.append(span)
        }
    }

    private static func describe(_ data: JSONNode, _ span: inout Span) {
        func set(_ name: String, _ node: JSONNode?) { if let value = SpanValue(node) { span.attributes[name] = value } }
        func operation(_ name: String) { span.attributes["gen_ai.operation.name"] = .text(name) }
        switch data["type"]?.string {
        case "generation", "response":
            operation("chat")
            set("gen_ai.input.messages", data["input"])
            set("gen_ai.output.messages", data["output"] ?? data["response"])
            set("gen_ai.request.model", data["model"] ?? data["response"]?["model"])
            let usage = data["usage"] ?? data["response"]?["usage"]
            set("gen_ai.usage.input_tokens", usage?["input_tokens"] ?? usage?["prompt_tokens"])
            set("gen_ai.usage.output_tokens", usage?["output_tokens"] ?? usage?["completion_tokens"])
            set("gen_ai.system_instructions", data["instructions"] ?? data["response"]?["instructions"])
        case "function":
            operation("execute_tool")
            set("gen_ai.tool.name", data["name"])
            set("gen_ai.tool.call.arguments", data["input"])
            set("gen_ai.tool.call.result", data["output"])
        case "agent":
            operation("invoke_agent")
            set("gen_ai.agent.name", data["name"])
        case "handoff":
            operation("handoff")
            set("gen_ai.handoff.from_agent", data["from_agent"])
            set("gen_ai.handoff.to_agent", data["to_agent"])
        case let type: operation(type ?? "custom")
        }
    }
}
