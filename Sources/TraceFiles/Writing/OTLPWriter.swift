import CreditEngine

/// Writes a trace as OpenTelemetry spans in JSON (OTLP), by the semantic conventions for generative AI.
///
/// One line a run: a span for the run, one for each message (`invoke_agent`), and below it one for the model call (`chat`)
/// and one for each tool (`execute_tool`). Spans have the times of their messages where all of them are recorded in the
/// order of the messages; elsewhere they start in that order, each a millisecond after the one before, from the epoch. The
/// resource says which (`ascribe.times`: `recorded` or `order`).
enum OTLPWriter {
    static func write(_ trace: Trace, to text: inout JSONText) {
        var writer = SpanWriter(trace: trace)
        text.object { text in
            text.key("resourceSpans")
            text.array { text in
                text.object { text in
                    text.key("resource")
                    text.object { text in
                        text.key("attributes")
                        text.array { text in
                            SpanWriter.write(
                                [
                                    ("service.name", .text("ascribe")),
                                    ("ascribe.times", .text(writer.times == nil ? "order" : "recorded")),
                                ], to: &text)
                        }
                    }
                    text.key("scopeSpans")
                    text.array { text in
                        text.object { text in
                            text.key("scope")
                            text.object { $0.field("name", "ascribe") }
                            text.key("spans")
                            text.array { writer.writeSpans(to: &$0) }
                        }
                    }
                }
            }
        }
        text.endLine()
    }
}

/// Writes the spans of one run; identifiers follow from the order alone, and so do times that are not recorded.
private struct SpanWriter {
    enum Value {
        case text(String)
        case integer(Int)
        case number(Double)
    }

    let trace: Trace
    /// 32 hexadecimal digits that follow from the run's identifier.
    private let traceID: String
    private var spans = 0
    /// Nanoseconds since the epoch of the next span that has no time of its own.
    private var clock = 1_000_000
    /// When each message was begun and said, in nanoseconds since the epoch; `nil` unless all that have spans are recorded,
    /// none before the one that it follows.
    let times: [Range<Int>]?
    /// The message that stands before each in the file, by positions in the trace.
    private let before: [Int?]

    init(trace: Trace) {
        self.trace = trace
        before = Self.predecessors(in: trace)
        times = Self.times(of: trace)
        traceID =
            Self.hex(Self.hash(trace.id, 0xCBF2_9CE4_8422_2325)) + Self.hex(Self.hash(trace.id, 0x8422_2325_CBF2_9CE4))
    }

    private static func predecessors(in trace: Trace) -> [Int?] {
        let inFile = trace.messages.indices.sorted { trace.messages[$0].ordinal < trace.messages[$1].ordinal }
        var before = [Int?](repeating: nil, count: inFile.count)
        for (earlier, later) in zip(inFile, inFile.dropFirst()) { before[later] = earlier }
        return before
    }

    private static func times(of trace: Trace) -> [Range<Int>]? {
        var times: [Range<Int>] = []
        for message in trace.messages {
            let last = times.last?.lowerBound ?? 0
            if trace.agents[message.agent].kind == .human {
                times.append(last..<last)
                continue
            }
            let length = nanoseconds(message.latency) ?? 0
            let start = message.started ?? message.ended.map { max(0, $0) - min(length, max(0, $0)) }
            guard let start, start >= last, max(start, message.ended ?? 0) < latest else { return nil }
            times.append(start..<max(start, message.ended ?? start + length))
        }
        return times.contains { $0.lowerBound > 0 } ? times : nil
    }

    /// Times behind this one are none that a program recorded.
    private static let latest = 1 << 62

    /// Milliseconds as nanoseconds, at most 32 years.
    private static func nanoseconds(_ milliseconds: Double?) -> Int? {
        milliseconds.map { Int(min(max($0, 0), 1e12) * 1_000_000) }
    }

    /// A number that follows from a text (FNV-1a), never 0.
    private static func hash(_ text: String, _ basis: UInt64) -> UInt64 {
        max(1, text.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 })
    }

    private static func hex(_ number: some BinaryInteger) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    }

    mutating func writeSpans(to text: inout JSONText) {
        let length = (trace.messages.reduce(2) { $0 + 3 + $1.tools.count }) * 1_000_000
        let whole = times.flatMap { times in
            times.first { $0.lowerBound > 0 }.map { $0.lowerBound..<(times.map(\.upperBound).max() ?? $0.upperBound) }
        }
        var attributes: [(String, Value)] = [
            ("gen_ai.operation.name", .text("invoke_workflow")), ("ascribe.trace", .text(trace.id)),
        ]
        if let input = trace.problem?.input {
            attributes.append(("gen_ai.input.messages", .text(Self.messages([("user", input)]))))
        }
        var events: [(String, [(String, Value)])] = []
        if let outcome = trace.outcome {
            let name = outcome.evaluator.map { ScoreChoice.plain.contains($0) ? $0 : "correctness" } ?? "correctness"
            events.append(
                (
                    "gen_ai.evaluation.result",
                    [
                        ("gen_ai.evaluation.name", .text(name)),
                        ("gen_ai.evaluation.score.value", .number(outcome.value)),
                    ]
                ))
        }
        let root = write(
            "invoke_workflow", parent: nil, from: whole?.lowerBound, length: whole?.count ?? length, attributes,
            events: events, to: &text)
        for (index, message) in trace.messages.enumerated() {
            write(message, at: index, during: times?[index], parent: root, to: &text)
        }
    }

    private mutating func write(
        _ message: Message, at index: Int, during time: Range<Int>?, parent: Int, to text: inout JSONText
    ) {
        let agent = trace.agents[message.agent]
        // What people said is input of the models, not a span of its own; what tools said is a tool's span.
        guard agent.kind != .human else { return }
        if agent.kind == .tool {
            let tool = ToolCall(name: message.channel ?? agent.name, result: message.output)
            return write(tool, id: "\(message.ordinal).0", during: time, parent: parent, to: &text)
        }
        let length = time?.count ?? (2 + message.tools.count) * 1_000_000
        let own: [(String, Value)] = [
            ("gen_ai.operation.name", .text("invoke_agent")), ("gen_ai.agent.name", .text(agent.name)),
            ("ascribe.turn", .integer(message.turn)),
        ]
        let span = write(
            "invoke_agent \(agent.name)", parent: parent, from: time?.lowerBound, length: length, own, to: &text)
        writeCall(message, at: index, of: agent, during: time, parent: span, to: &text)
        for (index, tool) in message.tools.enumerated() {
            // When a tool of a message ran is not recorded: not before the model asked for it.
            let after = time.map { $0.upperBound..<$0.upperBound }
            write(tool, id: "\(message.ordinal).\(index + 1)", during: after, parent: span, to: &text)
        }
    }

    private mutating func writeCall(
        _ message: Message, at index: Int, of agent: Agent, during time: Range<Int>?, parent: Int,
        to text: inout JSONText
    ) {
        var attributes: [(String, Value)] = [
            ("gen_ai.operation.name", .text("chat")), ("gen_ai.agent.name", .text(agent.name)),
        ]
        if let model = message.model { attributes.append(("gen_ai.request.model", .text(model))) }
        if let input = message.usage?.input { attributes.append(("gen_ai.usage.input_tokens", .integer(input))) }
        if let output = message.usage?.output { attributes.append(("gen_ai.usage.output_tokens", .integer(output))) }
        if let cost = message.cost { attributes.append(("operation.cost", .number(cost))) }
        if let prompt = trace.team?.members.first(where: { $0.name == agent.name })?.prompt, message.input == nil {
            attributes.append(("gen_ai.system_instructions", .text(Self.parts(prompt))))
        }
        var input = message.input?.map { ($0.role, $0.content) } ?? []
        // A person's words, which have no span, stand in the input of whoever spoke next.
        if message.input == nil, let before = before[index].map({ trace.messages[$0] }),
            trace.agents[before.agent].kind == .human
        {
            input = [("user", before.output)]
        }
        if !input.isEmpty { attributes.append(("gen_ai.input.messages", .text(Self.messages(input)))) }
        attributes.append(("gen_ai.output.messages", .text(Self.output(message))))
        let length = Self.nanoseconds(message.latency) ?? time?.count ?? 1_000_000
        _ = write("chat", parent: parent, from: time?.lowerBound, length: length, attributes, to: &text)
    }

    private mutating func write(
        _ tool: ToolCall, id: String, during time: Range<Int>?, parent: Int, to text: inout JSONText
    ) {
        var attributes: [(String, Value)] = [
            ("gen_ai.operation.name", .text("execute_tool")), ("gen_ai.tool.name", .text(tool.name)),
            ("gen_ai.tool.call.id", .text(id)), ("gen_ai.tool.call.arguments", .text(tool.arguments)),
        ]
        if let result = tool.result { attributes.append(("gen_ai.tool.call.result", .text(result))) }
        _ = write(
            "execute_tool \(tool.name)", parent: parent, from: time?.lowerBound, length: time?.count ?? 1_000_000,
            attributes, error: tool.error, to: &text)
    }

    /// Writes one span and answers its number.
    private mutating func write(
        _ name: String, parent: Int?, from begin: Int?, length: Int, _ attributes: [(String, Value)],
        events: [(String, [(String, Value)])] = [], error: String? = nil, to text: inout JSONText
    ) -> Int {
        spans += 1
        let start = begin ?? clock
        clock += 1_000_000
        let (number, traceID) = (spans, traceID)
        text.object { text in
            text.field("traceId", traceID)
            text.field("spanId", Self.hex(number))
            text.field("parentSpanId", parent.map { Self.hex($0) })
            text.field("name", name)
            text.field("kind", 1)
            text.field("startTimeUnixNano", String(start))
            text.field("endTimeUnixNano", String(start + length))
            text.key("attributes")
            text.array { Self.write(attributes, to: &$0) }
            if !events.isEmpty {
                text.key("events")
                text.array { text in
                    for event in events {
                        text.object { text in
                            text.field("name", event.0)
                            text.field("timeUnixNano", String(start))
                            text.key("attributes")
                            text.array { Self.write(event.1, to: &$0) }
                        }
                    }
                }
            }
            guard let error else { return }
            text.key("status")
            text.object { text in
                text.field("code", 2)
                text.field("message", error)
            }
        }
        return number
    }

    /// Writes attributes with their types; whole numbers are texts in OTLP's JSON.
    static func write(_ attributes: [(String, Value)], to text: inout JSONText) {
        for (name, value) in attributes {
            text.object { text in
                text.field("key", name)
                text.key("value")
                text.object { text in
                    switch value {
                    case .text(let string): text.field("stringValue", string)
                    case .integer(let number): text.field("intValue", String(number))
                    case .number(let number): text.field("doubleValue", number)
                    }
                }
            }
        }
    }
}

extension SpanWriter {
    /// Messages as the conventions write them: JSON in a text.
    fileprivate static func messages(_ messages: [(role: String, text: String)]) -> String {
        var json = JSONText()
        json.array { json in
            for message in messages {
                json.object { json in
                    json.field("role", message.role)
                    json.key("parts")
                    json.literal(parts(message.text))
                }
            }
        }
        return json.string
    }

    /// One part of text.
    fileprivate static func parts(_ text: String) -> String {
        var json = JSONText()
        json.array { json in
            json.object { json in
                json.field("type", "text")
                json.field("content", text)
            }
        }
        return json.string
    }

    /// What a model answered: its words, its calls, and whom it addresses.
    fileprivate static func output(_ message: Message) -> String {
        var json = JSONText()
        json.array { json in
            json.object { json in
                json.field("role", "assistant")
                json.key("parts")
                json.array { json in
                    json.object { json in
                        json.field("type", "text")
                        json.field("content", message.output)
                    }
                    for (index, tool) in message.tools.enumerated() {
                        call(tool.name, id: "\(message.ordinal).\(index + 1)", tool.arguments, to: &json)
                    }
                    for name in message.recipients {
                        call("transfer_to_\(name)", id: "\(message.ordinal) to \(name)", "{}", to: &json)
                    }
                }
            }
        }
        return json.string
    }

    private static func call(_ name: String, id: String, _ arguments: String, to json: inout JSONText) {
        json.object { json in
            json.field("type", "tool_call")
            json.field("id", id)
            json.field("name", name)
            json.field("arguments", arguments)
        }
    }
}
