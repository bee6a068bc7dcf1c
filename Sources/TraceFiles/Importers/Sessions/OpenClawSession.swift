import CreditEngine

/// A session of OpenClaw, Pi and their relatives: records with a type, an identifier and the one before.
struct OpenClawSession: TraceImporter {
    static let name = "OpenClaw session"

    private var session = SessionAssembly()

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        guard let type = record["type"]?.string, record["id"] != nil else { return false }
        if type == "session" { return record["version"] != nil && record["cwd"] != nil }
        return type == "message" && record.hasField("parentId") && record["message"]?["role"] != nil
    }

    private static let silent: Set<String> = [
        "session", "model_change", "thinking_level_change", "custom", "custom_message", "compaction", "branch_summary",
        "label", "session_info",
    ]

    static func place(of record: JSONNode) -> RecordPlace {
        guard let type = record["type"]?.string else { return .unknown(kind: "record without a type") }
        if type == "message", record["message"]?.kind == .object { return .onlyRun }
        return silent.contains(type) ? .nothing : .unknown(kind: type)
    }

    mutating func add(_ record: JSONNode) {
        guard let message = record["message"] else { return }
        let role = message["role"]?.string
        var entry = SessionEntry(
            time: record["timestamp"]?.string ?? "", speaker: role == "assistant" ? .model : .person,
            content: MessageContent(message["content"]))
        entry.id = record["id"]?.string
        entry.model = message["model"]?.string
        entry.usage = TokenUsage.read(message["usage"]) ?? Self.shortUsage(message["usage"])
        if role == "toolResult" {
            let failed = message["isError"]?.bool == true
            let text = entry.content.text
            entry.content = MessageContent()
            entry.content.results = [
                .init(
                    id: message["toolCallId"]?.string, name: message["toolName"]?.string, text: text, isError: failed)
            ]
        }
        session.entries.append(entry)
    }

    private static func shortUsage(_ node: JSONNode?) -> Usage? {
        guard let input = node?["input"]?.integer, let output = node?["output"]?.integer else { return nil }
        return Usage(input: input, output: output)
    }

    mutating func finish(into run: inout ImportedRun) { session.fill(&run) }
}
