import CreditEngine

/// Events of a GitHub Copilot command-line session.
struct CopilotSession: TraceImporter {
    static let name = "Copilot session"

    private var session = SessionAssembly()

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        guard let type = record["type"]?.string, record["data"]?.kind == .object else { return false }
        return record["id"] != nil && record["timestamp"] != nil && families.contains { type.hasPrefix($0) }
    }

    private static let families = [
        "session.", "assistant.", "user.", "tool.", "hook.", "system.", "subagent.", "abort", "skill.",
    ]
    private static let spoken: Set<String> = [
        "user.message", "assistant.message", "tool.execution_complete", "session.error", "subagent.started",
    ]

    static func place(of record: JSONNode) -> RecordPlace {
        guard let type = record["type"]?.string else { return .unknown(kind: "record without a type") }
        if spoken.contains(type) { return .onlyRun }
        return families.contains { type.hasPrefix($0) } ? .nothing : .unknown(kind: type)
    }

    mutating func add(_ record: JSONNode) {
        guard let data = record["data"], let type = record["type"]?.string else { return }
        var entry = SessionEntry(time: record["timestamp"]?.string ?? "", speaker: .person, content: MessageContent())
        entry.thread = (data["parentToolCallId"] ?? data["agentId"])?.string ?? ""
        switch type {
        case "user.message": entry.content = MessageContent(data["content"])
        case "assistant.message":
            entry.speaker = .model
            entry.content = MessageContent(data["content"])
            data["toolRequests"]?.forEach { request in
                entry.content.calls.append(
                    .init(
                        id: request["toolCallId"]?.string, name: request["name"]?.string ?? "tool",
                        arguments: request["arguments"]?.plainText ?? ""))
            }
            entry.model = data["model"]?.string
            let output = data["outputTokens"]?.integer
            if output != nil { entry.usage = Usage(input: data["inputTokens"]?.integer, output: output) }
        case "tool.execution_complete":
            let failed = data["success"]?.bool == false
            let text = MessageContent((failed ? data["error"]?["message"] : nil) ?? data["result"]?["content"]).text
            entry.content.results.append(
                .init(id: data["toolCallId"]?.string, name: data["toolName"]?.string, text: text, isError: failed))
        case "subagent.started":
            if let call = data["toolCallId"]?.string {
                session.threadOfCall[call] = call
                session.types[call] = (data["agentName"] ?? data["agentDisplayName"])?.string
            }
            return
        default:
            session.notices.append("the session reports an error: \(data["message"]?.string ?? "unknown")")
            return
        }
        session.entries.append(entry)
    }

    mutating func finish(into run: inout ImportedRun) { session.fill(&run) }
}
