import CreditEngine

/// LangChain messages in any of their encodings: `model_dump`, `messages_to_dict`, `dumpd`; as a list, one a line, or the
/// `messages` of a graph's last state.
struct LangChainMessages: TraceImporter {
    static let name = "LangChain messages"

    private var thread = LangChainThread()

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if LangChainThread.isMessage(record) { return true }
        var isList = false
        record["messages"]?.forEach { isList = isList || LangChainThread.isMessage($0) }
        return isList
    }

    static func place(of record: JSONNode) -> RecordPlace {
        LangChainThread.isMessage(record) || record["messages"]?.kind == .array
            ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without a type")
    }

    mutating func add(_ record: JSONNode) {
        if let list = record["messages"], !LangChainThread.isMessage(record) {
            list.forEach { thread.add($0) }
        } else {
            thread.add(record)
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(thread.run) }
}

/// The LangChain messages of a run, in order, wherever they are recorded; a message that was seen before is left out.
struct LangChainThread {
    var run = ImportedRun(id: "")
    private var seen: Set<String> = []

    static func isMessage(_ node: JSONNode) -> Bool {
        guard node.kind == .object else { return false }
        if node["lc"] != nil {
            var isMessage = false
            node["id"]?.forEach { isMessage = isMessage || $0.string?.contains("Message") == true }
            return isMessage
        }
        let fields = node["data"].flatMap { $0.kind == .object ? $0 : nil } ?? node
        guard fields["content"] != nil, let type = node["type"]?.string else { return false }
        switch type {
        case "human", "ai", "AIMessageChunk", "HumanMessageChunk": return true
        case "system", "tool": return fields["additional_kwargs"] != nil || fields["tool_call_id"] != nil
        default: return false
        }
    }

    /// Adds a message.
    ///
    /// `agent` is who speaks where the message names nobody. When `repeats`, the source repeats messages, and those without
    /// an identifier are told by what they say.
    mutating func add(
        _ node: JSONNode, by agent: String? = nil, round: Int? = nil, repeats: Bool = false,
        input: [PromptMessage]? = nil
    ) {
        guard let message = ChatMessage(node) else {
            let content = MessageContent(node)
            guard !content.isEmpty else { return }
            return run.say(content, by: statement(agent ?? "assistant", .model, round))
        }
        if let key = Self.key(of: message, repeats: repeats), !seen.insert(key).inserted { return }
        switch message.role {
        case .instructions: run.setPrompt(message.content.text, of: agent ?? "assistant")
        case .tool: run.answer(message.content.results)
        case .person: addPerson(message, round, late: repeats)
        case .model:
            var statement = statement(message.name ?? agent ?? "assistant", .model, round)
            (statement.usage, statement.model, statement.input) = (message.usage, message.model, input)
            // A supervisor's library writes its own note into the worker's mouth when the word goes back.
            if message.usage == nil,
                let back = message.content.calls.first(where: { $0.name.hasPrefix("transfer_back_to_") })
            {
                return run.address(Handoff(tool: back.name, arguments: back.arguments)?.target, by: statement.agent)
            }
            run.say(message.content, by: statement)
        }
    }

    /// People have no names here; a worker's answer is often written as a human message that bears the worker's name.
    ///
    /// When `late`, the source may tell the question after the first answer.
    private mutating func addPerson(_ message: ChatMessage, _ round: Int?, late: Bool) {
        run.answer(message.content.results)
        let text = message.content.text
        guard !text.isEmpty else { return }
        let isPerson = ["user", "human", nil].contains(message.name?.lowercased())
        let isQuestion = isPerson && run.problem?.input == nil
        if isPerson { run.setQuestion(text) }
        var statement = statement(isPerson ? "user" : message.name ?? "user", isPerson ? .human : .model, round)
        statement.text = text
        if late, isQuestion, round == nil { run.open(with: statement) } else { run.begin(statement) }
    }

    private func statement(_ agent: String, _ kind: Agent.Kind, _ round: Int?) -> ImportedRun.Statement {
        var statement = ImportedRun.Statement(agent: agent, kind: kind)
        statement.round = round
        return statement
    }

    private static func key(of message: ChatMessage, repeats: Bool) -> String? {
        if let id = message.content.results.first?.id { return "result " + id }
        if let id = message.id { return "message " + id }
        guard repeats else { return nil }
        return "text \(message.role.rawValue) \(message.name ?? "") \(message.content.written)"
    }
}
