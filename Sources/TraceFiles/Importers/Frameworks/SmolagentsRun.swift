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
        let timing = step["timing"]
        statement.take(from: TimeStamp.moment(timing?["start_time"]), to: TimeStamp.moment(timing?["end_time"]))
        var content = MessageContent(step["model_output"] ?? step["model_output_message"]?["content"] ?? step["plan"])
        var calls = MessageContent()
        step["tool_calls"]?.forEach { calls.addCall($0) }
        // The answer is the argument of a tool of that name.
        let final = calls.calls.first { $0.name == "final_answer" }
        calls.calls.removeAll { $0.name == "final_answer" }
        let isFinal = final != nil || step["is_final_answer"]?.bool == true
        let answer = (step["action_output"]?.plainText ?? final.flatMap { Self.answer(in: $0.arguments) }) ?? ""
        if isFinal, !answer.isEmpty, !content.text.contains(answer) { content.texts.append(answer) }
        content.calls = calls.calls
        result.say(content, by: statement)
        addObservations(of: step, calls: calls.calls, isFinal: isFinal)
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
        let reports = Self.reports(in: observed)
        for report in reports {
            // What a managed agent says is its own, and no tool's result.
            result.redirect(call: calls.first { $0.name == report.agent }?.id, to: report.agent)
            result.quote(report.words, of: report.agent)
        }
        guard reports.isEmpty else { return }
        guard !observed.isEmpty || error != nil else { return }
        result.answer(
            of: calls.last?.id, name: calls.last?.name, result: observed.isEmpty ? nil : observed, error: error)
    }

    /// The words of managed agents, with which their reports begin by default.
    private static func reports(in text: String) -> [(agent: String, words: String)] {
        var reports: [(agent: String, words: String)] = []
        for part in text.split(separator: "Here is the final answer from your managed agent '").dropFirst(
            text.hasPrefix("Here is the final answer from your managed agent '") ? 0 : 1)
        {
            guard let end = part.firstRange(of: "':") else { continue }
            var words = part[end.upperBound...].drop { $0.isWhitespace }
            if let rest = words.firstRange(of: "\nLast output from code snippet:") { words = words[..<rest.lowerBound] }
            while words.last?.isWhitespace == true { words.removeLast() }
            reports.append((String(part[..<end.lowerBound]), String(words)))
        }
        return reports
    }

    mutating func finish(into run: inout ImportedRun) {
        if let manager { result.notices.append(ImportedRun.inferredName(manager)) }
        run.takeOver(result)
    }
}
