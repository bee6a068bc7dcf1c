import CreditEngine
import SystemPackage

/// A session of Claude Code, with its sub-agents' files, and its stream of JSON events.
struct ClaudeCodeSession: TraceImporter {
    static let name = "Claude Code session"

    private var session = SessionAssembly()
    /// The thread of each record of a side chain, by the record's identifier.
    private var threadOfRecord: [String: String] = [:]

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        let (_, node) = BundlePart.unwrapped(record)
        guard node["sessionId"] != nil || node["session_id"] != nil, let type = node["type"]?.string else {
            return false
        }
        if node["session_id"] != nil, node["message"]?.kind == .object, node.hasField("parent_tool_use_id") {
            return true
        }
        if type == "system", node["subtype"]?.string == "init", node["session_id"] != nil, node["tools"] != nil {
            return true
        }
        guard node["message"]?["parts"] == nil, node["systemPayload"] == nil else { return false }
        return node["uuid"] != nil && (node.hasField("parentUuid") || node["message"] != nil)
            || silent.contains(type) && node["sessionId"] != nil
    }

    /// Kinds of records that say nothing about the run.
    private static let silent: Set<String> = [
        "summary", "system", "attachment", "progress", "queue-operation", "file-history-snapshot", "agent-name",
        "custom-title", "ai-title", "last-prompt", "permission-mode", "mode", "frame-link", "pr-link", "started",
        "result",
        "relocated", "worktree-state", "tag", "stream_event", "rate_limit_event", "tool_progress", "auth_status",
        "control_request", "control_response", "agent-color", "agent-setting", "task-summary", "saved_hook_context",
    ]

    static func place(of record: JSONNode) -> RecordPlace {
        let (part, node) = BundlePart.unwrapped(record)
        if part?.hasSuffix(".meta.json") == true { return .onlyRun }
        guard let type = node["type"]?.string else { return .unknown(kind: "record without a type") }
        if node["message"]?.kind == .object, type == "user" || type == "assistant" { return .onlyRun }
        if type == "result" || type == "system" { return .onlyRun }
        return silent.contains(type) ? .nothing : .unknown(kind: type)
    }

    mutating func add(_ record: JSONNode) {
        let (part, node) = BundlePart.unwrapped(record)
        if let part, part.hasSuffix(".meta.json") {
            let thread = Self.agent(ofFile: part)
            if let type = node["agentType"]?.string { session.types[thread] = type }
            if let call = node["toolUseId"]?.string { session.threadOfCall[call] = thread }
            return
        }
        node["supersedesUuids"]?.forEach { if let id = $0.string { session.retracted.insert(id) } }
        node["retractedMessageUuids"]?.forEach { if let id = $0.string { session.retracted.insert(id) } }
        guard let message = node["message"], message.kind == .object else { return addEnd(node) }
        let thread = self.thread(of: node, part)
        if let id = node["uuid"]?.string { threadOfRecord[id] = thread }
        if let type = node["attributionAgent"]?.string, !thread.isEmpty, session.types[thread] == nil {
            session.types[thread] = type
        }
        let content = MessageContent(message["content"])
        linkAgent(node["toolUseResult"], content.results)
        if node["isApiErrorMessage"]?.bool == true {
            session.notices.append("an API error: \(content.text)")
            return
        }
        var entry = SessionEntry(
            time: node["timestamp"]?.string ?? "", thread: thread,
            speaker: node["type"]?.string == "assistant" ? .model : .person, content: content)
        (entry.id, entry.parent) = (node["uuid"]?.string, node["parentUuid"]?.string)
        entry.messageID = message["id"]?.string
        entry.model = message["model"]?.string
        entry.usage = TokenUsage.read(message["usage"])
        // What the program itself put in is nobody's word; results in it count.
        let isInserted = node["isMeta"]?.bool == true || node["isCompactSummary"]?.bool == true
        if entry.speaker == .person, isInserted { (entry.content.texts, entry.content.attachments) = ([], []) }
        session.entries.append(entry)
    }

    /// The conversation that a record belongs to: that of its file, its agent, its call or the record before it.
    private func thread(of node: JSONNode, _ part: String?) -> String {
        if let part { return Self.agent(ofFile: part) }
        if let call = node["parent_tool_use_id"]?.string { return call }
        guard node["isSidechain"]?.bool == true else { return "" }
        if let agent = node["agentId"]?.string { return agent }
        if let parent = node["parentUuid"]?.string, let known = threadOfRecord[parent], !known.isEmpty { return known }
        return node["uuid"]?.string ?? "sidechain"
    }

    /// `a0b1` of `subagents/agent-a0b1.jsonl`.
    private static func agent(ofFile name: String) -> String {
        let last = FilePath(name).lastComponent?.string ?? name
        return last.split(separator: ".").first.map { $0.hasPrefix("agent-") ? String($0.dropFirst(6)) : String($0) }
            ?? last
    }

    /// Notes which sub-agent a call's result came from.
    private mutating func linkAgent(_ result: JSONNode?, _ answers: [MessageContent.Result]) {
        guard let agent = result?["agentId"]?.string, let call = answers.first?.id else { return }
        session.threadOfCall[call] = agent
    }

    private mutating func addEnd(_ node: JSONNode) {
        if node["type"]?.string == "result" { session.answer = node["result"]?.string ?? session.answer }
        if node["type"]?.string == "system", node["subtype"]?.string == "api_error" {
            session.notices.append("an API error: \(node["error"]?["message"]?.string ?? "unknown")")
        }
    }

    mutating func finish(into run: inout ImportedRun) {
        for entry in session.entries where !entry.thread.isEmpty {
            // Events of a stream name a sub-agent by the call that started it.
            if session.threadOfCall[entry.thread] == nil { session.threadOfCall[entry.thread] = entry.thread }
        }
        session.fill(&run)
    }
}

extension JSONNode {
    /// Whether an object has a field, `null` included.
    func hasField(_ name: String) -> Bool { field(name) != nil }
}
