import CreditEngine

/// A session of Qwen Code (and of Gemini-like command lines): messages in parts, linked to the one before.
struct QwenCodeSession: TraceImporter {
    static let name = "Qwen Code session"

    private var session = SessionAssembly()
    /// The record before each record.
    private var parents: [String: String] = [:]
    private var last: String?

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        record["sessionId"] != nil && record["uuid"] != nil && record["type"] != nil
            && (record["message"]?["parts"]?.kind == .array || record["systemPayload"] != nil)
    }

    static func place(of record: JSONNode) -> RecordPlace {
        guard record["uuid"] != nil, let type = record["type"]?.string else {
            return .unknown(kind: record["type"]?.string ?? "record without a type")
        }
        return ["user", "assistant", "tool_result", "system"].contains(type) ? .onlyRun : .unknown(kind: type)
    }

    mutating func add(_ record: JSONNode) {
        guard let id = record["uuid"]?.string else { return }
        // The parts of one message have the same identifier, and follow one another.
        let parent = record["parentUuid"]?.string
        if let parent, parent != id { parents[id] = parent }
        if record["type"]?.string == "system" {
            // A rewind goes on from an earlier record; what came after that was taken back.
            if record["subtype"]?.string == "rewind" { last = id }
            if let target = record["systemPayload"]?["targetUuid"]?.string { parents[id] = target }
            return
        }
        last = id
        let content = MessageContent(record["message"]?["parts"])
        var entry = SessionEntry(
            time: record["timestamp"]?.string ?? "", speaker: record["type"]?.string == "assistant" ? .model : .person,
            content: content)
        (entry.id, entry.messageID) = (id, id)
        entry.model = record["model"]?.string
        entry.usage = TokenUsage.read(record["usageMetadata"])
        session.entries.append(entry)
    }

    mutating func finish(into run: inout ImportedRun) {
        var active: Set<String> = []
        var next = last
        while let id = next, active.insert(id).inserted { next = parents[id] }
        let dropped = session.entries.filter { $0.id.map { !active.contains($0) } ?? false }
        // Only a chain that reaches the first message tells which branch is meant.
        let isWhole = session.entries.first?.id.map(active.contains) ?? false
        if isWhole, !dropped.isEmpty {
            session.entries.removeAll { $0.id.map { !active.contains($0) } ?? false }
            let many = Numeral.count(dropped.count, "message")
            session.notices.append("left out: \(many) of branches that were taken back")
        }
        session.fill(&run)
    }
}
