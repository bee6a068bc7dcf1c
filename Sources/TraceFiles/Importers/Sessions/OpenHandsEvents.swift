import CreditEngine

/// Events of OpenHands: one a line, one a file of a folder, or the history of an older output line.
struct OpenHandsEvents: TraceImporter {
    static let name = "OpenHands events"

    private var events = ImportedRun(id: "")
    private var model: String?
    /// Each answer of the model is a step; several actions may come from one answer.
    private var step = 0
    private var response: String?

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        let (part, node) = BundlePart.unwrapped(record)
        if part == "base_state.json" { return true }
        if let kind = node["kind"]?.string, kind.hasSuffix("Event") { return node["source"]?.kind == .string }
        return isOutput(node)
    }

    /// A line of `output.jsonl`: an issue or instance with its whole history.
    private static func isOutput(_ node: JSONNode) -> Bool {
        guard node["instruction"] != nil || node["instance_id"] != nil, let history = node["history"] else {
            return false
        }
        var hasAction = false
        history.forEach { entry in
            hasAction = hasAction || entry["action"]?.string != nil || entry["observation"]?.string != nil
            entry.forEach { hasAction = hasAction || $0["action"]?.string != nil }
        }
        return hasAction
    }

    static func place(of record: JSONNode) -> RecordPlace {
        let (part, node) = BundlePart.unwrapped(record)
        if isOutput(node) { return .runs([key(of: node)]) }
        if part == "base_state.json" { return .onlyRun }
        guard let kind = node["kind"]?.string else { return .unknown(kind: "record without a kind") }
        switch kind {
        case "MessageEvent", "ActionEvent", "ObservationEvent", "SystemPromptEvent", "AgentErrorEvent",
            "UserRejectObservation", "ConversationErrorEvent":
            return .onlyRun
        case "ConversationStateUpdateEvent", "PauseEvent", "Condensation", "CondensationRequest", "TokenEvent",
            "CondensationSummaryEvent", "StreamingDeltaEvent", "LLMCompletionLogEvent", "InterruptEvent":
            return .nothing
        default: return .unknown(kind: kind)
        }
    }

    private static func key(of output: JSONNode) -> String {
        if let id = output["instance_id"]?.scalarText { return id }
        let issue = output["issue"]
        let parts = [issue?["owner"], issue?["repo"], issue?["number"]].compactMap { $0?.scalarText }
        return parts.isEmpty ? "run" : parts.joined(separator: "/")
    }

    mutating func add(_ record: JSONNode) {
        let (part, node) = BundlePart.unwrapped(record)
        if part == "base_state.json" {
            model = node["agent"]?["llm"]?["model"]?.string
        } else if Self.isOutput(node) {
            addOutput(node)
        } else {
            addEvent(node)
        }
    }

    private mutating func addEvent(_ event: JSONNode) {
        var statement = ImportedRun.Statement(
            agent: event["source"]?.string ?? "agent", ended: TimeStamp.moment(event["timestamp"]))
        statement.model = model
        let response = event["llm_response_id"]?.string
        if event["kind"]?.string != "ObservationEvent", response == nil || response != self.response { step += 1 }
        self.response = response ?? self.response
        statement.round = step
        switch event["kind"]?.string {
        case "SystemPromptEvent":
            events.setPrompt(MessageContent(event["system_prompt"]).text, of: statement.agent)
        case "MessageEvent":
            let content = MessageContent(event["llm_message"]?["content"])
            guard statement.agent == "user" else { return events.say(content, by: statement) }
            events.setQuestion(content.text)
            statement.kind = .human
            statement.text = content.text
            events.begin(statement)
        case "ActionEvent":
            events.started = events.started ?? event["timestamp"]?.string
            var content = MessageContent(event["thought"])
            let action = event["action"]
            // These two tools are how the agent speaks: what it thinks, and its answer.
            switch action?["kind"]?.string {
            case "FinishAction":
                events.answer = action?["message"]?.string
                content.add(action?["message"])
            case "ThinkAction": content.add(action?["thought"])
            default: event["tool_call"].map { content.addCall($0) }
            }
            events.say(content, by: statement)
        case "ObservationEvent", "UserRejectObservation", "AgentErrorEvent":
            let observation = event["observation"]
            guard !["ThinkObservation", "FinishObservation"].contains(observation?["kind"]?.string) else { return }
            let text =
                MessageContent(observation?["content"]).text
                + ((event["error"] ?? event["rejection_reason"])?.string ?? "")
            let failed = observation?["is_error"]?.bool == true || event["kind"]?.string != "ObservationEvent"
            events.answer(
                of: event["tool_call_id"]?.string, name: event["tool_name"]?.string, result: failed ? nil : text,
                error: failed ? text : nil)
        case "ConversationErrorEvent":
            events.notices.append("the conversation ended with an error: \(event["detail"]?.string ?? "unknown")")
        default: break
        }
    }

    private mutating func addOutput(_ node: JSONNode) {
        events.setQuestion(node["instruction"]?.string)
        node["history"]?.forEach { entry in
            if entry.kind == .array { entry.forEach { addOld($0) } } else { addOld(entry) }
        }
        if let success = node["success"]?.bool {
            // What the resolver itself thinks of its result is no judgement of the answer by anybody else.
            events.scores.append(.init(name: "resolver success", value: success ? 1 : 0, explanation: nil))
        }
        if let error = node["error"]?.string, !error.isEmpty {
            events.notices.append("the run ended with an error: \(error)")
        }
    }

    /// An action or an observation of the older event stream.
    private mutating func addOld(_ event: JSONNode) {
        if let observation = event["observation"]?.string {
            let text = MessageContent(event["content"]).text
            let failed = observation == "error"
            return events.answer(of: nil, name: observation, result: failed ? nil : text, error: failed ? text : nil)
        }
        guard let action = event["action"]?.string else { return }
        let arguments = event["args"] ?? event
        let words = (arguments["thought"] ?? arguments["content"])?.string ?? ""
        step += 1
        var statement = ImportedRun.Statement(
            agent: "agent", text: words, ended: TimeStamp.moment(event["timestamp"]))
        statement.round = step
        if action == "message" {
            // The instruction is the problem; it is no step of the agent.
            guard words != events.problem?.input else { return }
            if event["source"]?.string == "user" { (statement.agent, statement.kind) = ("user", .human) }
            return events.begin(statement)
        }
        if action == "finish" {
            if words.isEmpty { statement.text = "finished" }
            return events.begin(statement)
        }
        events.begin(statement)
        let input = arguments["command"] ?? arguments["code"] ?? arguments["path"] ?? arguments["url"]
        events.call(ToolCall(name: action, arguments: input?.string ?? ""), by: statement)
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(events) }
}
