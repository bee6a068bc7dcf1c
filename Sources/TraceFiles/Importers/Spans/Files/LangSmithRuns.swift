/// LangSmith's runs as `list_runs` gives them, one a line or a list.
struct LangSmithRuns: SpanFile {
    static let name = "LangSmith runs"

    var traces: Set<String>
    var collection = SpanCollection()

    init(key: String?) { traces = key.map { [$0] } ?? [] }

    static func recognises(_ record: JSONNode) -> Bool {
        record["dotted_order"]?.kind == .string && record["run_type"]?.kind == .string
    }

    static func place(of record: JSONNode) -> RecordPlace {
        guard record["run_type"]?.kind == .string, let trace = trace(of: record) else {
            return .unknown(kind: "record without run_type")
        }
        var parts = RunParts()
        parts.add(trace)
        if record["parent_run_id"]?.string == nil, let thread = record["extra"]?["metadata"]?["thread_id"]?.string,
            let start = TimeStamp.moment(record["start_time"]), let end = TimeStamp.moment(record["end_time"])
        {
            parts.add(trace, thread: thread, start: start, end: end)
        }
        return .joined(parts.list)
    }

    private static func trace(of record: JSONNode) -> String? {
        if let trace = record["trace_id"]?.string { return trace }
        // The first part of the order is the root's, behind its time.
        return record["dotted_order"]?.string?.split(separator: ".").first?.split(separator: "Z").last.map(String.init)
    }

    mutating func add(_ record: JSONNode) {
        guard let trace = Self.trace(of: record), holds(trace) else { return }
        var span = Span(
            id: record["id"]?.string ?? "", parent: record["parent_run_id"]?.string, trace: trace,
            name: record["name"]?.string ?? "")
        span.start = TimeStamp.moment(record["start_time"])
        span.end = TimeStamp.moment(record["end_time"])
        if let error = record["error"]?.string, !error.isEmpty {
            span.failure = error
            // `ParentCommand(…)` begins with the name of what was raised.
            span.attributes["error.type"] = .text(String(error.prefix { $0.isLetter || $0 == "." || $0 == "_" }))
        }
        let metadata = record["extra"]?["metadata"]
        for name in ["langgraph_checkpoint_ns", "langgraph_step"] {
            if let value = SpanValue(metadata?.field(name)) { span.attributes["metadata.\(name)"] = value }
        }
        Self.describe(record, metadata, &span)
        collection.spans.append(span)
        if span.parent == nil { addFeedback(record) }
    }

    private static func describe(_ record: JSONNode, _ metadata: JSONNode?, _ span: inout Span) {
        switch record["run_type"]?.string {
        case "llm":
            span.attributes["gen_ai.operation.name"] = .text("chat")
            span.attributes["gen_ai.input.messages"] = SpanValue(record["inputs"])
            span.attributes["gen_ai.output.messages"] = SpanValue(record["outputs"])
            let usage = metadata?["usage_metadata"]
            let input = record["prompt_tokens"] ?? usage?["input_tokens"]
            let output = record["completion_tokens"] ?? usage?["output_tokens"]
            span.attributes["gen_ai.usage.input_tokens"] = SpanValue(input)
            span.attributes["gen_ai.usage.output_tokens"] = SpanValue(output)
            let model = metadata?["ls_model_name"] ?? record["extra"]?["invocation_params"]?["model"]
            span.attributes["gen_ai.request.model"] = SpanValue(model)
            if let cost = SpanValue(record["total_cost"]) { span.attributes["gen_ai.usage.cost"] = cost }
        case "tool":
            span.attributes["gen_ai.operation.name"] = .text("execute_tool")
            span.attributes["gen_ai.tool.name"] = .text(span.name)
            let input = record["inputs"]?["input"] ?? record["inputs"]
            span.attributes["gen_ai.tool.call.arguments"] = SpanValue(input)
            if let outputs = SpanValue(record["outputs"]) {
                span.attributes["gen_ai.tool.call.result"] = .text(LangChainResult.text(outputs))
                if let id = outputs.field("output")?.field("tool_call_id") {
                    span.attributes["gen_ai.tool.call.id"] = id
                }
            }
        case let kind:
            span.attributes["gen_ai.operation.name"] = .text(kind == "chain" ? "chain" : kind ?? "chain")
        }
    }

    private mutating func addFeedback(_ record: JSONNode) {
        record["feedback_stats"]?.forEachField { key, stats in
            guard let value = ScoreLabel.value(stats["avg"]) else { return }
            var comment: String?
            stats["comments"]?.forEach { comment = comment ?? $0.string }
            collection.scores.append(.init(name: key.string, value: value, explanation: comment))
        }
        if let reference = record["reference_outputs"], let text = SpanValue(reference)?.nonempty {
            collection.reference = text
        }
    }
}
