import CreditEngine

/// The result or the memory of a smolagents run: the steps of one agent, and what its managed agents answered.
struct SmolagentsRun: TraceImporter {
    static let name = "smolagents run"

    private var result = ImportedRun(id: "")
    private var manager: String?

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if isStep(record) { return true }
        var hasStep = false
        record["steps"]?.forEach { hasStep = hasStep || isStep($0) }
        return hasStep
    }

    private static func isStep(_ node: JSONNode) -> Bool {
        (node["step_number"] ?? node["step"])?.integer != nil
            && (node["model_output_message"] != nil || node["model_output"] != nil && node["observations"] != nil)
    }

    static func place(of record: JSONNode) -> RecordPlace {
        record["steps"]?.kind == .array || isStep(record) || record["task"]?.kind == .string
            || record["system_prompt"] != nil || record["plan"] != nil
            ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without a step")
    }

    mutating func add(_ record: JSONNode) {
        guard let steps = record["steps"] else { return addStep(record) }
        // The prompt, in which the manager's name may stand, is in the input of the first step.
        steps.forEach { step in if manager == nil { learnName(from: step) } }
        steps.forEach { addStep($0) }
        if let state = record["state"]?.string, state != "success" {
            result.notices.append("the run ended with \(state)")
        }
        result.answer = record["output"]?.plainText
    }

    private mutating func learnName(from step: JSONNode) {
        let input = PromptMessage.list(step["model_input_messages"])
        let prompt = input?.first { $0.role == "system" }?.content ?? step["system_prompt"]?.string ?? ""
        manager = PromptName.inferred(from: prompt)
        if !prompt.isEmpty { result.setPrompt(prompt, of: manager ?? Self.unnamed) }
    }

    private static let unnamed = "manager"

    private mutating func addStep(_ step: JSONNode) {
        if let task = step["task"]?.string {
            result.setQuestion(task)
            return result.begin(ImportedRun.Statement(agent: "user", kind: .human, text: task))
        }
        if manager == nil { learnName(from: step) }
        var statement = ImportedRun.Statement(agent: manager ?? Self.unnamed)
        statement.input = PromptMessage.list(step["model_input_messages"])
        statement.usage = TokenUsage.read(step["token_usage"])
        let raw = step["model_output_message"]?["raw"]
        statement.model = raw?["model"]?.string
        statement.latency = (step["timing"]?["duration"] ?? step["duration"])?.double.map { $0 * 1000 }
        var content = MessageContent(step["model_output"] ?? step["model_output_message"]?["content"] ?? step["plan"])
        var calls = MessageContent()
        step["tool_calls"]?.forEach { calls.addCall($0) }
        // The answer is the argument of a tool of that name.
        let final = calls.calls.first { $0.name == "final_answer" }
        calls.calls.removeAll { $0.name == "final_answer" }
        let answer = (step["action_output"]?.plainText ?? final.flatMap { Self.answer(in: $0.arguments) }) ?? ""
        if final != nil, !content.text.contains(answer) { content.texts.append(answer) }
        content.calls = calls.calls
        if content.text.isEmpty, content.calls.isEmpty, final != nil { content.texts.append(answer) }
        result.say(content, by: statement)
        addObservations(of: step, calls: calls.calls, isFinal: final != nil)
    }

    private static func answer(in arguments: String) -> String? {
        guard let embedded = EmbeddedJSON(arguments) else { return arguments }
        return withExtendedLifetime(embedded) {
            let root = embedded.root
            return root.kind == .object ? root["answer"]?.plainText ?? JSONText.of(root) : root.plainText
        }
    }

    private mutating func addObservations(of step: JSONNode, calls: [MessageContent.Call], isFinal: Bool) {
        let error = (step["error"]?["message"] ?? step["error"])?.plainText
        let observed = step["observations"]?.plainText ?? ""
        guard !isFinal || error != nil else { return }
        if let (agent, words) = Self.report(in: observed) {
            // What a managed agent says is its own, and no tool's result.
            result.redirect(call: calls.first { $0.name == agent }?.id, to: agent)
            return result.quote(words, of: agent)
        }
        guard !observed.isEmpty || error != nil else { return }
        result.answer(
            of: calls.last?.id, name: calls.last?.name, result: observed.isEmpty ? nil : observed, error: error)
    }

    /// The words of a managed agent, with which its report begins by default.
    private static func report(in text: String) -> (agent: String, words: String)? {
        let opening = "Here is the final answer from your managed agent '"
        guard let start = text.firstRange(of: opening) else { return nil }
        let rest = text[start.upperBound...]
        guard let end = rest.firstRange(of: "':") else { return nil }
        return (String(rest[..<end.lowerBound]), String(rest[end.upperBound...].drop { $0.isWhitespace }))
    }

    mutating func finish(into run: inout ImportedRun) {
        if let manager { result.notices.append(ImportedRun.inferredName(manager)) }
        run.takeOver(result)
    }
}
