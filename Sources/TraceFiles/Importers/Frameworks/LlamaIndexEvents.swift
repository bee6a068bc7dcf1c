import CreditEngine

/// The events of a LlamaIndex agent workflow, one a line, each with its class under `event` or `type`.
struct LlamaIndexEvents: TraceImporter {
    static let name = "LlamaIndex workflow events"

    private var workflow = ImportedRun(id: "")
    private var inputs: [String: [PromptMessage]] = [:]

    init(run: String?) {}

    private static let known: Set<String> = [
        "AgentInput", "AgentOutput", "AgentSetup", "AgentStream", "AgentStreamStructuredOutput", "ToolCall",
        "ToolCallResult", "StopEvent", "StartEvent", "AgentWorkflowStartEvent",
    ]

    private static func kind(of record: JSONNode) -> String? {
        let name = (record["event"] ?? record["event_type"] ?? record["qualified_name"] ?? record["type"])?.string
        return name.flatMap { $0.split(separator: ".").last.map(String.init) }
    }

    static func recognises(_ record: JSONNode) -> Bool {
        guard let kind = kind(of: record), known.contains(kind) else { return false }
        return record["current_agent_name"] != nil || record["tool_kwargs"] != nil
    }

    static func place(of record: JSONNode) -> RecordPlace {
        guard let kind = kind(of: record) else { return .unknown(kind: "record without an event") }
        guard known.contains(kind) else { return .unknown(kind: kind) }
        return kind == "AgentStream" || kind == "AgentSetup" ? .nothing : .onlyRun
    }

    mutating func add(_ record: JSONNode) {
        // Fields stand in the event itself, or under `value` where a serializer wrapped it.
        let event = record["value"].flatMap { $0.kind == .object ? $0 : nil } ?? record
        let agent = event["current_agent_name"]?.string ?? "agent"
        switch Self.kind(of: record) {
        case "AgentInput":
            let input = PromptMessage.list(event["input"])
            inputs[agent] = input
            if let prompt = input?.first(where: { $0.role == "system" }) {
                workflow.setPrompt(prompt.content, of: agent)
            }
            let question = input?.first { $0.role == "user" }?.content
            if workflow.statements.isEmpty, let question {
                workflow.setQuestion(question)
                workflow.begin(ImportedRun.Statement(agent: "user", kind: .human, text: question))
            }
        case "AgentOutput":
            guard let response = event["response"], let message = ChatMessage(response) else { return }
            var statement = ImportedRun.Statement(agent: agent)
            statement.input = inputs.removeValue(forKey: agent)
            statement.usage = message.usage ?? TokenUsage.read(event["raw"]?["usage"])
            statement.model = event["raw"]?["model"]?.string
            workflow.say(message.content, by: statement)
        case "ToolCallResult":
            var content = MessageContent()
            content.addResult(event)
            for result in content.results {
                workflow.answer(
                    of: event["tool_id"]?.string ?? result.id, name: result.name,
                    result: result.isError ? nil : result.text, error: result.isError ? result.text : nil)
            }
        default: break
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(workflow) }
}
