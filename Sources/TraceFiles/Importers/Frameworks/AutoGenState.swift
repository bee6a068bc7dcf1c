import CreditEngine

/// The saved state of an AutoGen team: the thread of its manager, and what every agent's model remembers.
struct AutoGenState: TraceImporter {
    static let name = "AutoGen saved state"

    private var thread = AutoGenThread()

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        record["type"]?.string == "TeamState" && record["agent_states"]?.kind == .object
            || record["type"]?.string?.hasSuffix("AgentState") == true && record["llm_context"] != nil
    }

    static func place(of record: JSONNode) -> RecordPlace {
        recognises(record) ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without a type")
    }

    mutating func add(_ record: JSONNode) {
        // One agent's state alone: its own conversation.
        guard let states = record["agent_states"] else { return addMemory(record) }
        var threads: [JSONNode] = []
        states.forEachField { _, state in if let list = Self.thread(of: state) { threads.append(list) } }
        if let list = threads.max(by: { $0.count < $1.count }), list.count > 0 {
            list.forEach { thread.add($0) }
        } else {
            // Each agent's copy of the conversation: the longest is nearest to what happened.
            var memories: [JSONNode] = []
            states.forEachField { _, state in memories.append(state["agent_state"] ?? state) }
            let longest = memories.max { Self.messages(of: $0).count < Self.messages(of: $1).count }
            if let longest { addMemory(longest) }
            thread.note("the state holds each agent's own copy of the conversation; the longest one is shown")
        }
    }

    private static func thread(of state: JSONNode) -> JSONNode? {
        state["message_thread"] ?? state["agent_state"]?["message_thread"]
    }

    private static func messages(of memory: JSONNode) -> [JSONNode] {
        var messages: [JSONNode] = []
        memory["llm_context"]?["messages"]?.forEach { messages.append($0) }
        return messages
    }

    private mutating func addMemory(_ memory: JSONNode) {
        for message in Self.messages(of: memory) { thread.addRemembered(message) }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(thread.run) }
}

extension AutoGenThread {
    /// Adds a message as a model's memory holds it: calls and results are contents, not events.
    mutating func addRemembered(_ node: JSONNode) {
        guard let message = ChatMessage(node) else { return }
        var content = MessageContent()
        let source = node["source"]?.string ?? "assistant"
        switch (message.role, node["content"]?.kind) {
        case (.tool, .array): node["content"]?.forEach { content.addResult($0) }
        case (.model, .array): node["content"]?.forEach { content.addCall($0) }
        default: content = message.content
        }
        addRemembered(content, role: message.role, by: source)
    }
}
