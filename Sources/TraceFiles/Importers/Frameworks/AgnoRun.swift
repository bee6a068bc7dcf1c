import CreditEngine

/// The output of an Agno agent or team, or the events of its run, one a line.
struct AgnoRun: TraceImporter {
    static let name = "Agno run"

    private var output = ImportedRun(id: "")
    /// The run's identifier, where a session holds several.
    private let key: String?

    init(run: String?) { key = run }

    static func recognises(_ record: JSONNode) -> Bool {
        isRun(record) || !runs(of: record).isEmpty
    }

    /// The runs that a stored session holds.
    private static func runs(of session: JSONNode) -> [JSONNode] {
        var runs: [JSONNode] = []
        session["runs"]?.forEach { if isRun($0) { runs.append($0) } }
        return runs
    }

    private static func isRun(_ record: JSONNode) -> Bool {
        guard record["run_id"]?.kind == .string else { return false }
        let isOwned = (record["agent_id"] ?? record["team_id"]) != nil
        if record["event"]?.string != nil { return isOwned && record["created_at"] != nil }
        return isOwned && record["messages"]?.kind == .array
            && (record["content_type"] != nil || record["status"] != nil || record["metrics"] != nil)
    }

    static func place(of record: JSONNode) -> RecordPlace {
        let runs = runs(of: record)
        if !runs.isEmpty { return .runs(runs.compactMap { $0["run_id"]?.string }) }
        guard let event = record["event"]?.string else {
            return record["messages"]?.kind == .array || record["member_responses"] != nil
                ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without messages")
        }
        let plain = event.hasPrefix("Team") ? String(event.dropFirst(4)) : event
        switch plain {
        case "RunStarted", "RunCompleted", "RunError", "RunCancelled", "ToolCallStarted", "ToolCallCompleted",
            "ToolCallError":
            return .onlyRun
        default: return .nothing
        }
    }

    mutating func add(_ record: JSONNode) {
        let runs = Self.runs(of: record)
        if !runs.isEmpty {
            for run in runs where run["run_id"]?.string == key { addOutput(run, depth: 0) }
        } else if let event = record["event"]?.string {
            addEvent(event, record)
        } else {
            addOutput(record, depth: 0)
        }
    }

    private static func speaker(_ node: JSONNode) -> String {
        (node["agent_name"] ?? node["team_name"] ?? node["agent_id"] ?? node["team_id"])?.string ?? "agent"
    }

    /// Adds one agent's run and those of its members, each where its leader asked it.
    private mutating func addOutput(_ node: JSONNode, depth: Int) {
        let agent = Self.speaker(node)
        var members: [JSONNode] = []
        node["member_responses"]?.forEach { members.append($0) }
        if depth == 0 { output.setQuestion(node["input"]?["input_content"]?.plainText) }
        var input: [PromptMessage] = []
        var said: [String] = []
        node["messages"]?.forEach { item in
            guard let message = ChatMessage(item), item["from_history"]?.bool != true else { return }
            switch message.role {
            case .person where depth > 0: break
            case .tool:
                // A member's answer comes after its own run.
                if depth < 16, let at = Self.member(answering: item, of: members) {
                    addOutput(members.remove(at: at), depth: depth + 1)
                }
                output.answer(message.content.results)
            default:
                output.add(message, of: agent, input: message.role == .model ? input : nil)
                if message.role == .model { said.append(message.content.text) }
            }
            input.append(PromptMessage(role: message.role.rawValue, content: message.content.written))
        }
        if depth < 16 { for member in members { addOutput(member, depth: depth + 1) } }
        guard let text = node["content"]?.plainText, !text.isEmpty, !said.contains(where: { $0.contains(text) }) else {
            return
        }
        var statement = ImportedRun.Statement(agent: agent, text: text)
        statement.model = node["model"]?.string
        if said.isEmpty { statement.usage = TokenUsage.read(node["metrics"]) }
        output.say(statement)
    }

    /// The member whose run a delegation's result tells.
    private static func member(answering item: JSONNode, of members: [JSONNode]) -> Int? {
        let target = item["tool_args"]?["member_id"]?.string
        let text = item["content"]?.string
        return members.firstIndex { member in
            guard let target else { return text != nil && member["content"]?.string == text }
            return (member["agent_id"] ?? member["team_id"])?.string == target || speaker(member) == target
        }
    }

    private mutating func addEvent(_ event: String, _ node: JSONNode) {
        var statement = ImportedRun.Statement(agent: Self.speaker(node))
        statement.model = node["model"]?.string
        let plain = event.hasPrefix("Team") ? String(event.dropFirst(4)) : event
        switch plain {
        case "RunStarted":
            output.setQuestion(node["run_input"]?["input_content"]?.plainText ?? node["run_input"]?.string)
        case "RunCompleted", "RunError", "RunCancelled":
            statement.usage = TokenUsage.read(node["metrics"])
            statement.text = node["content"]?.plainText ?? node["reason"]?.string ?? ""
            output.say(statement)
        default:
            guard let tool = node["tool"] else { return }
            let failed = tool["tool_call_error"]?.bool == true || plain == "ToolCallError"
            let result = tool["result"]?.plainText ?? node["content"]?.plainText
            let isOver = plain != "ToolCallStarted"
            output.call(
                ToolCall(
                    name: tool["tool_name"]?.string ?? "tool", arguments: tool["tool_args"]?.plainText ?? "",
                    result: isOver && !failed ? result : nil, error: isOver && failed ? result : nil),
                id: tool["tool_call_id"]?.string, by: statement)
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(output) }
}
