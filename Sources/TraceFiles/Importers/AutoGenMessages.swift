import CreditEngine

/// The messages of an AutoGen team: one a line, or the list of a `TaskResult`.
struct AutoGenMessages: TraceImporter {
    static let name = "AutoGen messages"

    private var messages = ImportedRun(id: "")

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if isMessage(record) { return true }
        guard record["stop_reason"] != nil, let list = record["messages"] else { return false }
        var isTeam = false
        list.forEach { isTeam = isTeam || isMessage($0) }
        return isTeam
    }

    private static func isMessage(_ node: JSONNode) -> Bool {
        guard node["source"]?.kind == .string, node["kind"] == nil, let type = node["type"]?.string else {
            return false
        }
        return type.hasSuffix("Message") || type.hasSuffix("Event")
    }

    static func place(of record: JSONNode) -> RecordPlace {
        if isMessage(record) || record["messages"] != nil { return .onlyRun }
        return .unknown(kind: record["type"]?.string ?? "record without a type")
    }

    mutating func add(_ record: JSONNode) {
        if let list = record["messages"] { list.forEach { addMessage($0) } } else { addMessage(record) }
    }

    private mutating func addMessage(_ node: JSONNode) {
        guard let source = node["source"]?.string, let type = node["type"]?.string else { return }
        var statement = ImportedRun.Statement(agent: source, kind: source == "user" ? .human : .model)
        statement.usage = Self.usage(node["models_usage"])
        switch type {
        case "ModelClientStreamingChunkEvent", "ToolCallSummaryMessage", "UserInputRequestedEvent":
            // The whole text follows, or the result of a tool is repeated.
            break
        case "ToolCallRequestEvent":
            if messages.statements.last?.agent != source { messages.begin(statement) }
            node["content"]?.forEach { call in
                messages.call(
                    ToolCall(name: call["name"]?.string ?? "tool", arguments: call["arguments"]?.plainText ?? ""),
                    id: call["id"]?.string, by: statement)
            }
        case "ToolCallExecutionEvent":
            node["content"]?.forEach { result in
                let text = result["content"]?.plainText ?? ""
                let failed = result["is_error"]?.bool == true
                messages.answer(
                    of: result["call_id"]?.string, name: result["name"]?.string, result: failed ? nil : text,
                    error: failed ? text : nil)
            }
        default:
            if let target = node["target"]?.string { statement.recipients = [target] }
            statement.text = MessageContent(node["content"]).text
            if source == "user" { messages.setQuestion(statement.text) }
            messages.say(statement)
        }
    }

    private static func usage(_ node: JSONNode?) -> Usage? {
        guard let node, node.kind == .object else { return nil }
        return Usage(input: node["prompt_tokens"]?.integer, output: node["completion_tokens"]?.integer)
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(messages) }
}
