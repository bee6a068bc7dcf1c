import CreditEngine

/// The task log that a crew writes (`output_log_file`): one entry when a task starts, one when it ends.
struct CrewAILog: TraceImporter {
    static let name = "CrewAI task log"

    private var log = ImportedRun(id: "")

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        record["task"] != nil && record["agent"]?.kind == .string && record["status"]?.kind == .string
            && (record["task_name"] != nil || record["timestamp"] != nil)
    }

    static func place(of record: JSONNode) -> RecordPlace {
        recognises(record) ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without a task")
    }

    mutating func add(_ record: JSONNode) {
        guard let agent = record["agent"]?.string.map(CrewAI.trimmed) else { return }
        let task = record["task"]?.string
        log.setQuestion(task)
        if log.started == nil { log.started = record["timestamp"]?.string }
        guard let output = record["output"], output.kind != .null else { return }
        var statement = ImportedRun.Statement(
            agent: agent, text: output.plainText ?? "", ended: TimeStamp.moment(record["timestamp"]))
        statement.channel = record["task_name"]?.string
        log.begin(statement)
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(log) }
}

/// The output of a crew (`CrewOutput`): its tasks with their texts and, since version 1, their messages.
struct CrewAIOutput: TraceImporter {
    static let name = "CrewAI output"

    private var crew = ImportedRun(id: "")

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        record["tasks_output"]?.kind == .array && (record["raw"] != nil || record["token_usage"] != nil)
    }

    static func place(of record: JSONNode) -> RecordPlace {
        record["tasks_output"]?.kind == .array ? .onlyRun : .unknown(kind: "record without tasks_output")
    }

    mutating func add(_ record: JSONNode) {
        record["tasks_output"]?.forEach { addTask($0) }
        crew.answer = record["raw"]?.string
        guard let usage = TokenUsage.read(record["token_usage"]) else { return }
        let counts = [usage.input.map { "\($0) in" }, usage.output.map { "\($0) out" }].compactMap { $0 }
        crew.notices.append(
            "tokens are recorded for the crew as a whole only (\(counts.joined(separator: ", "))), where a model that agents share counts once for each"
        )
    }

    private mutating func addTask(_ task: JSONNode) {
        guard let agent = task["agent"]?.string.map(CrewAI.trimmed) else { return }
        crew.setQuestion(task["description"]?.string)
        var input: [PromptMessage]?
        var words: [String] = []
        var list: [JSONNode] = []
        task["messages"]?.forEach { list.append($0) }
        for (index, node) in list.enumerated() {
            guard let message = ChatMessage(node) else { continue }
            switch message.role {
            case .instructions: crew.setPrompt(message.content.text, of: agent)
            case .tool: crew.answer(message.content.results)
            case .person: break
            case .model:
                if input == nil { input = Self.prompt(list[..<index]) }
                var statement = ImportedRun.Statement(agent: agent)
                statement.input = input
                words.append(message.content.text)
                crew.say(message.content, by: statement)
            }
        }
        guard let raw = task["raw"]?.string, !raw.isEmpty, !words.contains(where: { $0.contains(raw) }) else { return }
        var statement = ImportedRun.Statement(agent: agent, text: raw)
        statement.input = input ?? Self.prompt(list[...])
        statement.channel = task["name"]?.string
        crew.say(statement)
    }

    private static func prompt(_ list: ArraySlice<JSONNode>) -> [PromptMessage]? {
        let messages = list.compactMap(ChatMessage.init).map {
            PromptMessage(role: $0.role.rawValue, content: $0.content.written)
        }
        return messages.isEmpty ? nil : messages
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(crew) }
}

/// What both files of a crew have in common.
private enum CrewAI {
    /// A role is often written over several lines of a file, with blanks at its ends.
    static func trimmed(_ role: String) -> String {
        var role = Substring(role)
        while role.first?.isWhitespace == true { role.removeFirst() }
        while role.last?.isWhitespace == true { role.removeLast() }
        return String(role)
    }
}
