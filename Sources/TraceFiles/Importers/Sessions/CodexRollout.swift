import CreditEngine

/// A rollout of Codex: items of the model's responses, and events that repeat some of them.
struct CodexRollout: TraceImporter {
    static let name = "Codex rollout"

    private var rollout = ImportedRun(id: "")
    private var agent = SessionAssembly.mainAgent
    private var model: String?
    /// When the record that is read was written, in nanoseconds since 1970.
    private var time: Int?
    /// Tokens of all calls so far, as the last record told them.
    private var counted: (input: Int, output: Int) = (0, 0)

    init(run: String?) {}

    private static let types: Set<String> = [
        "session_meta", "response_item", "event_msg", "turn_context", "compacted", "world_state",
        "inter_agent_communication_metadata",
    ]

    static func recognises(_ record: JSONNode) -> Bool {
        record["payload"]?.kind == .object && record["timestamp"] != nil
            && record["type"]?.string.map(types.contains) == true
    }

    static func place(of record: JSONNode) -> RecordPlace {
        guard let type = record["type"]?.string else { return .unknown(kind: "record without a type") }
        guard types.contains(type) else { return .unknown(kind: type) }
        switch type {
        case "session_meta", "response_item", "turn_context": return .onlyRun
        case "event_msg":
            let kind = record["payload"]?["type"]?.string ?? ""
            return ["token_count", "turn_aborted", "error"].contains(kind) ? .onlyRun : .nothing
        default: return .nothing
        }
    }

    mutating func add(_ record: JSONNode) {
        guard let payload = record["payload"] else { return }
        time = TimeStamp.moment(record["timestamp"])
        switch record["type"]?.string {
        case "session_meta":
            rollout.started = rollout.started ?? payload["timestamp"]?.string
            agent = (payload["agent_nickname"] ?? payload["agent_role"])?.string ?? agent
            if let prompt = payload["instructions"]?.string ?? payload["base_instructions"]?["text"]?.string {
                rollout.setPrompt(prompt, of: agent)
            }
        case "turn_context": model = payload["model"]?.string ?? model
        case "response_item": addItem(payload)
        default: addEvent(payload)
        }
    }

    private mutating func addItem(_ item: JSONNode) {
        var statement = ImportedRun.Statement(agent: agent, ended: time)
        statement.model = model
        switch item["type"]?.string {
        case "message":
            let content = MessageContent(item["content"])
            switch item["role"]?.string {
            case "assistant": rollout.say(content, by: statement)
            case "user":
                let text = content.text
                guard !text.isEmpty, !text.hasPrefix("<environment_context>"), !text.hasPrefix("<user_instructions>"),
                    !text.hasPrefix("# AGENTS.md")
                else { return }
                rollout.setQuestion(text)
                rollout.begin(.init(agent: "user", kind: .human, text: text, ended: time))
            default: rollout.setPrompt(content.text, of: agent)
            }
        case "agent_message":
            // Sub-agents talk in a conversation of their own; this one only shows what reached it.
            var said = ImportedRun.Statement(
                agent: item["author"]?.string ?? "subagent", recipient: item["recipient"]?.string, ended: time)
            said.text = MessageContent(item["content"]).text
            rollout.begin(said)
        case "reasoning":
            var content = MessageContent()
            content.addReasoning(item)
            rollout.say(content, by: statement)
        case let type?:
            var content = MessageContent()
            if type.hasSuffix("_output") { content.addResult(item) } else { content.addCall(item, kind: type) }
            if type.hasSuffix("_output") {
                rollout.answer(content.results)
            } else {
                rollout.say(content, by: statement)
            }
        case nil: break
        }
    }

    private mutating func addEvent(_ event: JSONNode) {
        switch event["type"]?.string {
        case "turn_aborted": rollout.notices.append("a turn was ended early: \(event["reason"]?.string ?? "unknown")")
        case "error": rollout.notices.append("the session reports an error: \(event["message"]?.string ?? "unknown")")
        default:
            // The counts are sums over the session: what is new belongs to the last message.
            let total = event["info"]?["total_token_usage"]
            guard let input = total?["input_tokens"]?.integer, let output = total?["output_tokens"]?.integer else {
                return
            }
            let sum = (input: max(0, input), output: max(0, output))
            let new = Usage(input: max(0, sum.input - counted.input), output: max(0, sum.output - counted.output))
            counted = sum
            guard new.input != 0 || new.output != 0 else { return }
            var statement = ImportedRun.Statement(agent: agent)
            statement.usage = new
            rollout.say(statement)
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(rollout) }
}
