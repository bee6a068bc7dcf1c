import CreditEngine

/// Writes a trace as a trajectory of the Agent Trajectory Interchange Format, version 1.7.
///
/// A trajectory has one agent. The speaker and the turn of every step of a team stand under `extra` (`agent`, `turn`,
/// `to`), where readers that do not know them pass over them.
enum ATIFWriter {
    static let version = "ATIF-v1.7"

    static func write(_ trace: Trace, to text: inout JSONText) {
        text.object { text in
            text.field("schema_version", version)
            text.field("session_id", trace.id)
            writeAgent(trace, to: &text)
            text.key("steps")
            text.array { text in
                var step = 0
                for member in trace.team?.members ?? [] {
                    guard let prompt = member.prompt else { continue }
                    step += 1
                    text.object { text in
                        text.field("step_id", step)
                        text.field("source", "system")
                        text.field("message", prompt)
                        text.key("extra")
                        text.object { $0.field("agent", member.name) }
                    }
                }
                for message in trace.messages {
                    step += 1
                    text.object { writeStep(message, number: step, of: trace, to: &$0) }
                }
            }
            writeRest(trace, to: &text)
        }
        text.endLine()
    }

    private static func writeAgent(_ trace: Trace, to text: inout JSONText) {
        let first = trace.agents.first { $0.kind == .model } ?? trace.agents.first
        text.key("agent")
        text.object { text in
            text.field("name", first?.name ?? "agent")
            text.field("version", "unknown")
            text.field("model_name", trace.messages.lazy.compactMap(\.model).first)
        }
    }

    private static func writeStep(_ message: Message, number: Int, of trace: Trace, to text: inout JSONText) {
        let agent = trace.agents[message.agent]
        let source = agent.kind == .human ? "user" : agent.kind == .tool ? "system" : "agent"
        text.field("step_id", number)
        text.field("timestamp", message.ended.map { PointInTime.iso($0, isExact: true) })
        text.field("source", source)
        if source == "agent" { text.field("model_name", message.model) }
        text.field("message", message.output)
        // Only steps of agents may have calls and figures.
        if source == "agent" {
            writeTools(message, step: number, to: &text)
            writeMetrics(message, to: &text)
        }
        text.key("extra")
        text.object { text in
            text.field("agent", agent.name)
            text.field("kind", agent.kind == .tool ? "tool" : nil)
            text.field("turn", message.turn)
            text.field("channel", message.channel)
            text.field("latency_ms", message.latency)
            guard !message.recipients.isEmpty else { return }
            text.field("to", message.recipients)
        }
    }

    private static func writeTools(_ message: Message, step: Int, to text: inout JSONText) {
        guard !message.tools.isEmpty else { return }
        text.key("tool_calls")
        text.array { text in
            for (index, tool) in message.tools.enumerated() {
                text.object { text in
                    text.field("tool_call_id", "\(step).\(index + 1)")
                    text.field("function_name", tool.name)
                    text.key("arguments")
                    writeArguments(tool.arguments, to: &text)
                }
            }
        }
        guard message.tools.contains(where: { $0.result != nil || $0.error != nil }) else { return }
        text.key("observation")
        text.object { text in
            text.key("results")
            text.array { text in
                for (index, tool) in message.tools.enumerated() {
                    guard let content = tool.result ?? tool.error else { continue }
                    text.object { text in
                        text.field("source_call_id", "\(step).\(index + 1)")
                        text.field("content", content)
                        guard tool.error != nil else { return }
                        text.key("extra")
                        text.object { $0.field("is_error", true) }
                    }
                }
            }
        }
    }

    /// Arguments are an object there; any other text becomes its only field.
    private static func writeArguments(_ arguments: String, to text: inout JSONText) {
        if let embedded = EmbeddedJSON(arguments), embedded.root.kind == .object {
            withExtendedLifetime(embedded) { text.write(embedded.root) }
        } else {
            text.object { if !arguments.isEmpty { $0.field("input", arguments) } }
        }
    }

    private static func writeMetrics(_ message: Message, to text: inout JSONText) {
        guard message.usage?.input != nil || message.usage?.output != nil || message.cost != nil else { return }
        text.key("metrics")
        text.object { text in
            text.field("prompt_tokens", message.usage?.input)
            text.field("completion_tokens", message.usage?.output)
            text.field("cost_usd", message.cost)
        }
    }

    private static func writeRest(_ trace: Trace, to text: inout JSONText) {
        let isBare = trace.problem == nil && trace.outcome == nil && trace.started == nil && trace.answer == nil
        guard !isBare else { return }
        text.key("extra")
        text.object { text in
            text.field("started", trace.started)
            text.field("answer", trace.answer)
            if let problem = trace.problem {
                text.key("problem")
                text.object { NativeWriter.writeProblem(problem, to: &$0) }
            }
            if let outcome = trace.outcome {
                text.key("outcome")
                text.object { NativeWriter.writeOutcome(outcome, CarriedFields(), to: &$0) }
            }
        }
    }
}
