public import CreditEngine

/// Writes traces in the native format (see TraceFormat): the same trace gives the same bytes, always.
public enum NativeWriter {
    /// The two forms of the native format.
    public enum Form: String, Sendable, CaseIterable {
        /// One record a line: the run, its messages, states and outcome.
        case native
        /// One run a line.
        case packed
    }

    /// Adds the lines of a trace, each ended by a newline, to `text`.
    public static func write(
        _ trace: Trace, carrying carried: CarriedFields = CarriedFields(), form: Form, to text: inout JSONText
    ) {
        switch form {
        case .packed: writePacked(trace, carried, to: &text)
        case .native: writeRecords(trace, carried, to: &text)
        }
    }

    private static func writePacked(_ trace: Trace, _ carried: CarriedFields, to text: inout JSONText) {
        text.object { text in
            writeHeader(trace, carried, to: &text)
            text.key("messages")
            text.array { text in
                for message in inFileOrder(trace) {
                    text.object { writeMessage(message, trace, carried, to: &$0) }
                }
            }
            if !trace.states.isEmpty {
                text.key("states")
                text.array { text in
                    for state in trace.states { text.object { writeState(state, carried, to: &$0) } }
                }
            }
            if let outcome = trace.outcome {
                text.key("outcome")
                text.object { writeOutcome(outcome, carried, to: &$0) }
            }
        }
        text.endLine()
        writeLabels(carried, to: &text)
    }

    private static func writeRecords(_ trace: Trace, _ carried: CarriedFields, to text: inout JSONText) {
        text.object { writeHeader(trace, carried, to: &$0) }
        text.endLine()
        for message in inFileOrder(trace) {
            text.object { text in
                writeKind("message", trace, to: &text)
                writeMessage(message, trace, carried, to: &text)
            }
            text.endLine()
        }
        for state in trace.states {
            text.object { text in
                writeKind("state", trace, to: &text)
                writeState(state, carried, to: &text)
            }
            text.endLine()
        }
        if let outcome = trace.outcome {
            text.object { text in
                writeKind("outcome", trace, to: &text)
                writeOutcome(outcome, carried, to: &text)
            }
            text.endLine()
        }
        writeLabels(carried, to: &text)
    }

    private static func writeLabels(_ carried: CarriedFields, to text: inout JSONText) {
        for label in carried.labels {
            text.literal(label)
            text.endLine()
        }
    }

    private static func inFileOrder(_ trace: Trace) -> [Message] { trace.messages.sorted { $0.ordinal < $1.ordinal } }

    private static func writeKind(_ kind: String, _ trace: Trace, to text: inout JSONText) {
        text.field("type", kind)
        text.field("trace", trace.id)
    }

    private static func writeHeader(_ trace: Trace, _ carried: CarriedFields, to text: inout JSONText) {
        text.field("type", "trace")
        text.field("format", "ascribe/1")
        text.field("trace", trace.id)
        if let problem = trace.problem {
            text.key("problem")
            text.object { writeProblem(problem, to: &$0) }
        }
        if let team = trace.team {
            text.key("team")
            text.object { writeTeam(team, to: &$0) }
        }
        if let seed = trace.seed {
            text.key("seed")
            text.value(seed)
        }
        text.field("started", trace.started)
        text.field("answer", trace.answer)
        guard !carried.run.isEmpty else { return }
        text.key("meta")
        text.object { write(carried.run, to: &$0) }
    }

    /// Writes the fields of a problem.
    static func writeProblem(_ problem: Problem, to text: inout JSONText) {
        text.field("id", problem.id)
        text.field("input", problem.input)
        text.field("reference", problem.reference)
    }

    private static func writeTeam(_ team: Team, to text: inout JSONText) {
        text.field("name", team.name)
        text.key("agents")
        text.array { text in
            for member in team.members {
                text.object { text in
                    text.field("name", member.name)
                    text.field("role", member.role)
                    text.field("prompt", member.prompt)
                    text.field("model", member.model)
                }
            }
        }
        guard let aggregation = team.aggregation else { return }
        text.key("protocol")
        text.object { text in
            text.field("turns", aggregation.turns)
            text.field("order", aggregation.order)
            text.field("visibility", aggregation.visibility.rawValue)
            text.field("aggregator", aggregation.aggregator)
            text.field("prompt", aggregation.prompt)
        }
    }

    static func writeMessage(
        _ message: Message, _ trace: Trace, _ carried: CarriedFields, to text: inout JSONText
    ) {
        text.field("turn", message.turn)
        text.field("agent", trace.agents[message.agent].name)
        text.field("output", message.output)
        if let input = message.input {
            text.key("input")
            text.array { text in
                for part in input {
                    text.object { text in
                        text.field("role", part.role)
                        text.field("content", part.content)
                    }
                }
            }
        }
        if !message.tools.isEmpty {
            text.key("tools")
            text.array { text in
                for call in message.tools { text.object { write(call, to: &$0) } }
            }
        }
        write(message.steps, to: &text)
        text.field("model", message.model)
        if let seed = message.seed {
            text.key("seed")
            text.value(seed)
        }
        if let usage = message.usage {
            text.key("usage")
            text.object { text in
                text.field("input_tokens", usage.input)
                text.field("output_tokens", usage.output)
            }
        }
        text.field("started", message.started.map { PointInTime.iso($0, isExact: true) })
        text.field("ended", message.ended.map { PointInTime.iso($0, isExact: true) })
        text.field("latency_ms", message.latency)
        text.field("cost_usd", message.cost)
        if !message.recipients.isEmpty {
            text.field("to", message.recipients)
        }
        text.field("reasoning", message.reasoning)
        text.field("channel", message.channel)
        text.field("source_turn", message.sourceTurn)
        write(carried.messages[message.ordinal] ?? [], to: &text)
    }

    private static func write(_ steps: [ModelStep], to text: inout JSONText) {
        guard !steps.isEmpty else { return }
        text.key("steps")
        text.array { text in
            for step in steps {
                text.object { text in
                    text.field("text", step.text)
                    text.field("refusal", step.refusal)
                    text.field("ending", step.ending)
                    guard !step.calls.isEmpty else { return }
                    text.key("calls")
                    text.array { text in
                        for call in step.calls {
                            text.object { text in
                                text.field("id", call.id)
                                text.field("name", call.name)
                                text.field("arguments", call.arguments)
                            }
                        }
                    }
                }
            }
        }
    }

    private static func write(_ call: ToolCall, to text: inout JSONText) {
        text.field("name", call.name)
        text.field("arguments", call.arguments)
        text.field("result", call.result)
        text.field("error", call.error)
    }

    private static func write(_ fields: [CarriedFields.Field], to text: inout JSONText) {
        for field in fields {
            text.key(field.name)
            text.literal(field.json)
        }
    }

    private static func writeState(_ state: State, _ carried: CarriedFields, to text: inout JSONText) {
        text.field("turn", state.turn)
        text.key("metrics")
        text.object { text in
            for component in state.components {
                switch component.value {
                case .number(let number): text.field(component.name, number)
                case .category(let name): text.field(component.name, name)
                }
            }
        }
        text.field("summary", state.summary)
        write(carried.states[state.turn] ?? [], to: &text)
    }

    /// Writes the fields of an outcome.
    static func writeOutcome(_ outcome: Outcome, _ carried: CarriedFields, to text: inout JSONText) {
        text.field("success", outcome.success)
        text.field("score", outcome.score)
        text.field("answer", outcome.answer)
        text.field("evaluator", outcome.evaluator)
        text.field("reason", outcome.reason)
        write(carried.outcome, to: &text)
    }
}
