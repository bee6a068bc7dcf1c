import CreditEngine

/// A `.traj` file of SWE-agent: steps of thought, action and observation.
struct SWEAgentTrajectory: TraceImporter {
    static let name = "SWE-agent trajectory"

    private var trajectory = ImportedRun(id: "")

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        guard record["history"] != nil || record["info"] != nil, let steps = record["trajectory"] else { return false }
        var isStep = false
        steps.forEach { isStep = isStep || $0["action"] != nil && $0["observation"] != nil }
        return isStep
    }

    static func place(of record: JSONNode) -> RecordPlace {
        record["trajectory"]?.kind == .array ? .onlyRun : .unknown(kind: "record without a trajectory")
    }

    mutating func add(_ record: JSONNode) {
        var agent: String?
        record["history"]?.forEach { message in
            let name = message["agent"]?.string
            agent = agent ?? name
            let text = MessageContent(message["content"]).text
            switch message["role"]?.string {
            case "system": trajectory.setPrompt(text, of: name ?? "agent")
            case "user": if message["is_demo"]?.bool != true { trajectory.setQuestion(text) }
            default: break
            }
        }
        let speaker = agent ?? "agent"
        record["trajectory"]?.forEach { addStep($0, by: speaker) }
        trajectory.answer = record["info"]?["submission"]?.string
        if let status = record["info"]?["exit_status"]?.string, status != "submitted" {
            trajectory.notices.append("the agent ended with \(status)")
        }
        addTotals(record["info"]?["model_stats"])
    }

    private mutating func addStep(_ step: JSONNode, by speaker: String) {
        var statement = ImportedRun.Statement(agent: step["agent"]?.string ?? speaker)
        statement.text = (step["thought"] ?? step["response"])?.string ?? ""
        statement.latency = step["execution_time"]?.double.map { $0 * 1000 }
        trajectory.begin(statement)
        guard let action = step["action"]?.string, !action.isEmpty else { return }
        let tool = action.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "command"
        trajectory.call(
            ToolCall(name: tool, arguments: action, result: step["observation"]?.string ?? ""), by: statement)
    }

    private mutating func addTotals(_ stats: JSONNode?) {
        guard let sent = stats?["tokens_sent"]?.integer, let received = stats?["tokens_received"]?.integer else {
            return
        }
        trajectory.notices.append("the file counts tokens only for the whole run: \(sent) sent, \(received) received")
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(trajectory) }
}
