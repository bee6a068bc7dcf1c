import CreditEngine

/// The events of a Google ADK session: the session as one object, or one event a line.
struct ADKEvents: TraceImporter {
    static let name = "Google ADK events"

    private var session = ImportedRun(id: "")
    /// The session's state so far, by name.
    private var state: [State.Component] = []

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if isEvent(record) { return true }
        guard let events = record["events"], events.kind == .array else { return false }
        // Sessions of the first versions name neither the program nor the user.
        var (isFirst, isConversation) = (true, false)
        events.forEach { event in
            if isFirst { isConversation = isEvent(event) && event["content"]?["parts"] != nil }
            isFirst = false
        }
        if isConversation { return true }
        return (record["appName"] ?? record["app_name"]) != nil && (record["userId"] ?? record["user_id"]) != nil
    }

    private static func isEvent(_ node: JSONNode) -> Bool {
        node["author"]?.kind == .string && invocation(of: node) != nil
    }

    private static func invocation(of node: JSONNode) -> String? {
        (node["invocationId"] ?? node["invocation_id"])?.string
    }

    static func place(of record: JSONNode) -> RecordPlace {
        if record["events"]?.kind == .array { return .onlyRun }
        if let invocation = invocation(of: record), record["author"] != nil { return .runs([invocation]) }
        return .unknown(kind: record["type"]?.string ?? "record without an author")
    }

    mutating func add(_ record: JSONNode) {
        guard let events = record["events"] else { return addEvent(record) }
        events.forEach { addEvent($0) }
    }

    private mutating func addEvent(_ node: JSONNode) {
        // A streamed answer is written in pieces first and whole in the end.
        guard let author = node["author"]?.string, node["partial"]?.bool != true else { return }
        var content = MessageContent(node["content"])
        if let reason = (node["errorMessage"] ?? node["error_message"])?.string {
            let code = (node["errorCode"] ?? node["error_code"])?.scalarText
            content.attachments.append(["error", code, reason].compactMap { $0 }.joined(separator: " "))
        }
        var statement = ImportedRun.Statement(
            agent: author, kind: author == "user" ? .human : .model, ended: TimeStamp.moment(node["timestamp"]))
        if author == "user" { session.setQuestion(content.text) }
        statement.usage = TokenUsage.read(node["usageMetadata"] ?? node["usage_metadata"])
        statement.model = (node["modelVersion"] ?? node["model_version"])?.string
        session.say(content, by: statement)
        addActions(node["actions"], of: author)
    }

    private mutating func addActions(_ actions: JSONNode?, of author: String) {
        if let target = (actions?["transferToAgent"] ?? actions?["transfer_to_agent"])?.string {
            session.say(ImportedRun.Statement(agent: author, recipient: target))
        }
        guard let delta = actions?["stateDelta"] ?? actions?["state_delta"], delta.count > 0 else { return }
        for component in StateVector.components(of: delta) {
            state.removeAll { $0.name == component.name }
            state.append(component)
        }
        session.setState(state)
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(session) }
}
