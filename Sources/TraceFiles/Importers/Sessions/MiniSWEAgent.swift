import CreditEngine

/// A trajectory of mini-swe-agent: one agent, its commands and what they printed.
struct MiniSWEAgent: TraceImporter {
    static let name = "mini-swe-agent trajectory"

    private var trajectory = ImportedRun(id: "")
    /// Each answer of the model is a step.
    private var step = 0

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        record["trajectory_format"]?.string?.hasPrefix("mini-swe-agent") == true
            || record["info"]?["mini_version"] != nil && record["messages"]?.kind == .array
    }

    static func place(of record: JSONNode) -> RecordPlace {
        record["messages"]?.kind == .array ? .onlyRun : .unknown(kind: "record without messages")
    }

    mutating func add(_ record: JSONNode) {
        record["messages"]?.forEach { addMessage($0) }
        trajectory.answer = record["info"]?["submission"]?.string
        if let status = record["info"]?["exit_status"]?.string, status != "Submitted" {
            trajectory.notices.append("the agent ended with \(status)")
        }
    }

    private mutating func addMessage(_ message: JSONNode) {
        let content = MessageContent(message["content"])
        switch message["role"]?.string {
        case "system": trajectory.setPrompt(content.text, of: "assistant")
        case "assistant":
            var statement = ImportedRun.Statement(agent: "assistant")
            step += 1
            statement.round = step
            let response = message["extra"]?["response"]
            statement.model = response?["model"]?.string
            statement.usage = TokenUsage.read(response?["usage"])
            statement.cost = message["extra"]?["cost"]?.double
            var said = content
            message["tool_calls"]?.forEach { said.addCall($0) }
            trajectory.say(said, by: statement)
        case "tool": trajectory.answer(of: message["tool_call_id"]?.string, result: content.text)
        case "user":
            if trajectory.problem?.input == nil {
                trajectory.setQuestion(content.text)
            } else {
                // Older trajectories give what a command printed back as a user's message.
                trajectory.answer(of: nil, name: nil, result: content.text)
            }
        default: break
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(trajectory) }
}
