import CreditEngine

/// A trace as AgentOps exports it: one object with `trace` and its `spans`.
struct AgentOpsTrace: TraceImporter {
    static let name = "AgentOps trace"

    private var trace = ImportedRun(id: "")

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        guard record["trace"]?["trace_id"] != nil, let spans = record["spans"] else { return false }
        var isSpan = false
        spans.forEach { isSpan = isSpan || $0["span_attributes"] != nil && $0["span_id"] != nil }
        return isSpan
    }

    static func place(of record: JSONNode) -> RecordPlace {
        guard let id = record["trace"]?["trace_id"]?.string else { return .unknown(kind: "record without a trace") }
        return .runs([id])
    }

    mutating func add(_ record: JSONNode) {
        var spans: [(start: String, node: JSONNode)] = []
        var agents: [String: (parent: String?, agent: String?)] = [:]
        record["spans"]?.forEach { span in
            spans.append((span["start_time"]?.string ?? "", span))
            guard let id = span["span_id"]?.string else { return }
            let values = span["span_attributes"]
            let name = (values?["agent"]?["role"] ?? values?["agent"]?["name"] ?? values?["crewai"]?["task"]?["agent"])
            agents[id] = (span["parent_span_id"]?.string, name?.string)
        }
        trace.started = record["trace"]?["start_time"]?.string
        for (_, span) in spans.sorted(by: { $0.start < $1.start }) {
            var (next, speaker) = (span["span_id"]?.string, "agent")
            for _ in 0..<64 {
                guard let id = next, let known = agents[id] else { break }
                if let agent = known.agent {
                    speaker = agent
                    break
                }
                next = known.parent
            }
            addSpan(span, by: speaker)
        }
        if let errors = record["trace"]?["error_count"]?.integer, errors > 0 {
            trace.notices.append("AgentOps counts \(errors) errors in this trace")
        }
    }

    private mutating func addSpan(_ span: JSONNode, by speaker: String) {
        let values = span["span_attributes"]
        let entity = values?["agentops"]?["entity"]
        switch values?["agentops"]?["span"]?["kind"]?.string {
        case "llm":
            var statement = ImportedRun.Statement(agent: speaker)
            let call = values?["gen_ai"]
            statement.model = call?["request"]?["model"]?.string
            statement.usage = Self.usage(call?["usage"])
            statement.latency = span["duration"]?.double.map { $0 / 1_000_000 }
            statement.take(from: TimeStamp.moment(span["start_time"]), to: TimeStamp.moment(span["end_time"]))
            statement.input = PromptMessage.list(call?["prompt"])
            if let prompt = statement.input?.first(where: { $0.role == "system" })?.content {
                trace.setPrompt(prompt, of: speaker)
            }
            var content = MessageContent()
            call?["completion"]?.forEach { choice in
                content.add(choice["content"])
                choice["tool_calls"]?.forEach { content.addCall($0) }
            }
            trace.say(content, by: statement)
        case "tool":
            let name = (values?["tool"]?["name"] ?? entity?["name"] ?? span["span_name"])?.string ?? "tool"
            let failed = span["status_code"]?.string == "ERROR"
            let text = entity?["output"]?.plainText ?? ""
            let call = ToolCall(
                name: name, arguments: entity?["input"]?.plainText ?? "", result: failed ? nil : text,
                error: failed ? span["status_message"]?.string ?? text : nil)
            trace.call(call, by: .init(agent: speaker))
        case "workflow.step", "task": trace.setQuestion(entity?["input"]?.string)
        default: break
        }
    }

    private static func usage(_ node: JSONNode?) -> Usage? {
        func number(_ node: JSONNode?) -> Int? { node?.integer ?? node?.string.flatMap { Int($0) } }
        let (input, output) = (number(node?["prompt_tokens"]), number(node?["completion_tokens"]))
        return input == nil && output == nil ? nil : Usage(input: input, output: output)
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(trace) }
}
