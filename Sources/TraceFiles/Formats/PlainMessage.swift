import CreditEngine

/// What one message of a plain file says: words, tool calls and tool results, kept apart.
struct PlainMessage {
    let fields: MessageFields
    /// Who speaks; a message that only brings results is a tool's, whatever role it has.
    var speaker: Speaker
    var text: String
    /// What the speaker thought before it spoke, where the content has it as parts of its own.
    var reasoning: [String] = []
    /// Tool calls, each with the identifier that its result names.
    var tools: [(id: String?, call: ToolCall)]
    /// What tools returned.
    var results: [MessageContent.Result] = []
    /// Why nobody can tell who said what, as a clause; the text is then the message as it stands.
    var oddity: String?

    init(_ node: JSONNode, mapping: ReadingOptions.FieldMapping) {
        fields = MessageFields(node, mapping: mapping)
        oddity = fields.oddity(in: node)
        tools = MessageReader.tools(fields.tools)
        guard oddity == nil else {
            (speaker, text) = (Speaker.notUnderstood, node.plainText ?? "null")
            return
        }
        let isItem = fields.role == nil && MessageFields.isItem(node)
        var content = isItem ? MessageContent(node) : MessageReader.content(fields.text)
        for part in fields.parts.dropFirst() { content.add(part) }
        if let parts = fields.besideText, fields.text?.kind == .string {
            var more = MessageContent(parts)
            // They repeat the words.
            more.texts = []
            content.take(more)
        }
        if content.texts.isEmpty { content.addBeside(node) }
        if content.reasoning.isEmpty { fields.thoughts?.forEach { content.addReasoning($0) } }
        // An item's name is that of a tool.
        let anonymous = content.results.isEmpty ? Speaker.assistant : Speaker.tool
        speaker = isItem ? anonymous : Speaker(fields) ?? anonymous
        for call in content.calls where !tools.contains(where: { $0.id == call.id && call.id != nil }) {
            tools.append((call.id, ToolCall(name: call.name, arguments: call.arguments)))
        }
        results = content.results
        if speaker.kind == .tool, let id = node["tool_call_id"]?.string {
            var answer = MessageContent()
            answer.addResult(node)
            results += answer.results.filter { $0.id == id }
        }
        text = content.text
        takeOwnResults()
        reasoning = content.reasoning
        if text.isEmpty, tools.isEmpty, !content.results.isEmpty {
            text = content.results.map(\.text).joined(separator: "\n")
            speaker = Speaker(toolNamed: content.results.first?.name)
        } else if text.isEmpty, tools.isEmpty, !content.reasoning.isEmpty {
            text = content.reasoning.joined(separator: "\n")
            reasoning = []
            speaker.channel = "thought"
        }
    }

    /// The message with all its fields, in no turn yet.
    func decoded(ordinal: Int, agent: Int, tools: [ToolCall]) -> Message {
        Message(
            ordinal: ordinal, turn: 0, agent: agent, output: text,
            reasoning: fields.reasoning?.string ?? (reasoning.isEmpty ? nil : reasoning.joined(separator: "\n")),
            sourceTurn: (fields.sourceTurn ?? fields.turn ?? fields.round)?.scalarText,
            channel: speaker.channel ?? fields.channel?.string, input: MessageReader.input(fields.input),
            tools: tools, model: fields.model?.string, seed: fields.seed?.unsigned,
            usage: TokenUsage.read(fields.usage), latency: fields.latency?.double,
            started: TimeStamp.clock(fields.started),
            ended: TimeStamp.clock(fields.ended ?? fields.time ?? fields.written), cost: fields.cost?.double,
            recipients: MessageReader.names(fields.recipients), steps: MessageReader.steps(fields.steps))
    }

    /// Gives answers to the calls of this message that they stand beside, as parts of user interfaces do.
    private mutating func takeOwnResults() {
        results.removeAll { result in
            guard let own = tools.firstIndex(where: { $0.id == result.id && result.id != nil }) else { return false }
            if result.isError { tools[own].call.error = result.text } else { tools[own].call.result = result.text }
            return true
        }
    }
}

extension Speaker {
    /// Who is shown to have said what nobody can read.
    static let notUnderstood = Speaker(splitting: "not understood", kind: .tool)
    /// Who calls tools where nobody is named.
    static let assistant = Speaker(splitting: "assistant", kind: .model)
    /// What returns results where no tool is named.
    static let tool = Speaker(toolNamed: nil)
}
