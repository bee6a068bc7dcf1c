import CreditEngine

/// Samples of an Inspect log: a `.json` document, or the entries of a `.eval` archive; each sample is a run.
struct InspectSamples: TraceImporter {
    static let name = "Inspect log"

    private let key: String?
    private var sample = ImportedRun(id: "")
    /// The spans of the sample by identifier.
    private var spans: [String: Span] = [:]

    private struct Span {
        var parent: String?
        /// The agent's name, when the span is one of an agent.
        var agent: String?
    }

    init(run: String?) { key = run }

    static func recognises(_ record: JSONNode) -> Bool {
        let (part, node) = BundlePart.unwrapped(record)
        if part != nil { return node["eval"]?.kind == .object && node["plan"] != nil || isSample(node) }
        return node["eval"]?.kind == .object
            && (node["samples"] != nil || node["plan"] != nil && node["version"] != nil)
    }

    private static func isSample(_ node: JSONNode) -> Bool {
        node["epoch"] != nil && node["id"] != nil && (node["messages"] != nil || node["events"] != nil)
    }

    static func place(of record: JSONNode) -> RecordPlace {
        let (_, node) = BundlePart.unwrapped(record)
        if isSample(node) { return .runs([key(of: node)]) }
        guard let samples = node["samples"], samples.count > 0 else { return .nothing }
        var keys: [String] = []
        samples.forEach { keys.append(key(of: $0)) }
        return .runs(keys)
    }

    /// A sample's name: its identifier, and its epoch behind the first.
    private static func key(of sample: JSONNode) -> String {
        let id = sample["id"]?.scalarText ?? "sample"
        let epoch = sample["epoch"]?.integer ?? 1
        return epoch == 1 ? id : "\(id) epoch \(epoch)"
    }

    mutating func add(_ record: JSONNode) {
        let (_, node) = BundlePart.unwrapped(record)
        if Self.isSample(node) { return addSample(node) }
        var found: JSONNode?
        node["samples"]?.forEach { if found == nil, Self.key(of: $0) == key { found = $0 } }
        if let found { addSample(found) }
    }

    private mutating func addSample(_ node: JSONNode) {
        let attachments = node["attachments"]
        let pools = InspectPools(node, attachments: attachments)
        sample.started = node["started_at"]?.string
        sample.setQuestion(Self.question(node["input"], attachments))
        sample.setReference(Self.target(node["target"]))
        readScores(node["scores"])
        if let error = node["error"]?["message"]?.string {
            sample.notices.append("the sample ended with an error: \(error)")
        }
        if let limit = node["limit"]?["type"]?.string {
            sample.notices.append("the sample ended at its \(limit) limit")
        }
        node["events"]?.forEach { addSpan($0) }
        var hasModel = false
        node["events"]?.forEach { event in
            if event["event"]?.string == "model" { hasModel = true }
            addEvent(event, pools)
        }
        if !hasModel { node["messages"]?.forEach { addMessage($0, pools) } }
        let answer = node["output"]?["choices"]
        answer?.forEach { sample.answer = sample.answer ?? pools.content($0["message"]?["content"]).text }
    }

    private static func question(_ input: JSONNode?, _ attachments: JSONNode?) -> String? {
        let pools = InspectPools(nil, attachments: attachments)
        guard let input, input.kind == .array else { return pools.content(input).text }
        var question: String?
        input.forEach { if $0["role"]?.string == "user" { question = question ?? pools.content($0["content"]).text } }
        return question
    }

    private static func target(_ node: JSONNode?) -> String? {
        guard let node, node.kind == .array else { return node?.scalarText }
        var targets: [String] = []
        node.forEach { if let text = $0.scalarText { targets.append(text) } }
        return targets.joined(separator: " or ")
    }

    /// Inspect's scorers write `C`, `P`, `I` and `N` for correct, partly, incorrect and no answer; numbers and truth values
    /// are scores under the scorer's name.
    private mutating func readScores(_ scores: JSONNode?) {
        scores?.forEachField { key, score in
            guard let value = score["value"] else { return }
            let letters: [String: Double] = ["C": 1, "P": 0.5, "I": 0, "N": 0]
            if let letter = value.string, let number = letters[letter] {
                let outcome = Outcome(
                    success: number >= Outcome.threshold, score: number, answer: score["answer"]?.scalarText,
                    evaluator: key.string)
                if sample.outcome == nil || sample.outcome?.evaluator.map({ ScoreChoice.plain.contains($0) }) != true {
                    sample.outcome = outcome
                }
                sample.scores.append(.init(name: key.string, value: number, explanation: score["explanation"]?.string))
            } else if let number = value.double ?? value.bool.map({ $0 ? 1 : 0 }) {
                sample.scores.append(.init(name: key.string, value: number, explanation: score["explanation"]?.string))
            }
        }
        // One scorer that gives truth values or shares is what the task was scored by.
        if sample.outcome == nil, sample.scores.count == 1, let only = sample.scores.first, (0...1).contains(only.value)
        {
            sample.outcome = Outcome(
                success: only.value >= Outcome.threshold, score: only.value, evaluator: only.name)
        }
    }

    private mutating func addSpan(_ event: JSONNode) {
        guard event["event"]?.string == "span_begin", let id = event["id"]?.string else { return }
        let isAgent = event["type"]?.string == "agent"
        spans[id] = Span(parent: event["parent_id"]?.string, agent: isAgent ? event["name"]?.string : nil)
    }

    /// The agent whose span holds a place; the only agent when there are no spans of agents.
    private func agent(at span: String?) -> String {
        var next = span
        for _ in 0..<64 {
            guard let id = next, let span = spans[id] else { break }
            if let agent = span.agent { return agent }
            next = span.parent
        }
        return "assistant"
    }

    private mutating func addEvent(_ event: JSONNode, _ pools: InspectPools) {
        let speaker = agent(at: (event["agent_span_id"] ?? event["span_id"])?.string)
        switch event["event"]?.string {
        case "model":
            var statement = ImportedRun.Statement(agent: speaker)
            let output = event["output"]
            statement.model = event["model"]?.string
            statement.usage = TokenUsage.read(output?["usage"])
            statement.latency = output?["time"]?.double.map { $0 * 1000 }
            statement.take(from: TimeStamp.moment(event["timestamp"]), to: TimeStamp.moment(event["completed"]))
            statement.input = pools.input(of: event)
            if let prompt = statement.input?.first(where: { $0.role == "system" })?.content {
                sample.setPrompt(prompt, of: speaker)
            }
            var message: JSONNode?
            output?["choices"]?.forEach { message = message ?? $0["message"] }
            guard let message else { return }
            sample.say(pools.content(message["content"], calls: message["tool_calls"]), by: statement)
        case "tool":
            let id = event["id"]?.string
            let name = event["function"]?.string
            let failure = event["error"]?["message"]?.string
            // What a sub-agent gave back was said by itself.
            if let agent = event["agent"]?.string, failure == nil { return sample.redirect(call: id, to: agent) }
            let result = pools.content(event["result"]).text
            sample.answer(of: id, name: name, result: failure == nil ? result : nil, error: failure)
        default: break
        }
    }

    private mutating func addMessage(_ message: JSONNode, _ pools: InspectPools) {
        let content = pools.content(message["content"], calls: message["tool_calls"])
        switch message["role"]?.string {
        case "assistant":
            var statement = ImportedRun.Statement(agent: "assistant")
            statement.model = message["model"]?.string
            sample.say(content, by: statement)
        case "system": sample.setPrompt(content.text, of: "assistant")
        case "tool":
            sample.answer(
                of: message["tool_call_id"]?.string, name: message["function"]?.string, result: content.text,
                error: message["error"]?["message"]?.string)
        default: break
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(sample) }
}

/// What an Inspect sample keeps once and refers to: messages in pools, long texts as attachments.
struct InspectPools {
    private static let scheme = "attachment://"
    private var messages: [JSONNode] = []
    private let attachments: JSONNode?

    init(_ sample: JSONNode?, attachments: JSONNode?) {
        self.attachments = attachments
        sample?["events_data"]?["messages"]?.forEach { messages.append($0) }
    }

    /// What a model call saw: its own list, or the pieces of the pool that it refers to.
    func input(of event: JSONNode) -> [PromptMessage]? {
        var seen: [PromptMessage] = []
        func add(_ message: JSONNode) {
            let content = content(message["content"], calls: message["tool_calls"])
            let calls = content.calls.map { "[calls \($0.name) \($0.arguments)]" }
            let text = ([content.text] + calls).filter { !$0.isEmpty }.joined(separator: "\n")
            seen.append(PromptMessage(role: message["role"]?.string ?? "user", content: text))
        }
        event["input"]?.forEach(add)
        event["input_refs"]?.forEach { range in
            var ends: [Int] = []
            range.forEach { if let end = $0.integer { ends.append(end) } }
            guard ends.count == 2, 0 <= ends[0], ends[0] <= ends[1], ends[1] <= messages.count else { return }
            messages[ends[0]..<ends[1]].forEach(add)
        }
        return seen.isEmpty ? nil : seen
    }

    /// A content with its attachments put in.
    func content(_ node: JSONNode?, calls: JSONNode? = nil) -> MessageContent {
        var content = MessageContent(node)
        calls?.forEach { call in
            content.calls.append(
                MessageContent.Call(
                    id: call["id"]?.string, name: call["function"]?.string ?? "tool",
                    arguments: call["arguments"]?.plainText ?? ""))
        }
        guard let attachments else { return content }
        content.texts = content.texts.map { Self.resolved($0, attachments) }
        for index in content.calls.indices {
            content.calls[index].arguments = Self.resolved(content.calls[index].arguments, attachments)
        }
        return content
    }

    /// A text in which each reference to an attachment is replaced by what is attached.
    private static func resolved(_ text: String, _ attachments: JSONNode) -> String {
        guard text.contains(scheme) else { return text }
        var (result, rest) = ("", text[...])
        while let found = rest.firstRange(of: scheme) {
            result += rest[..<found.lowerBound]
            let key = rest[found.upperBound...].prefix { $0.isHexDigit }
            result += attachments.field(String(key))?.string ?? String(rest[found.lowerBound..<key.endIndex])
            rest = rest[key.endIndex...]
        }
        return result + rest
    }
}
