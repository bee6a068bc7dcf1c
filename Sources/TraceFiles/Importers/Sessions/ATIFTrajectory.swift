import CreditEngine

/// A trajectory in the Agent Trajectory Interchange Format, with those of its sub-agents.
struct ATIFTrajectory: TraceImporter {
    static let name = "ATIF trajectory"

    private var trajectory = ImportedRun(id: "")
    /// Steps so far, those of sub-agents included; the file numbers them for each agent anew.
    private var step = 0

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        record["schema_version"]?.string?.hasPrefix("ATIF-") == true
    }

    static func place(of record: JSONNode) -> RecordPlace {
        guard recognises(record) else { return .unknown(kind: "record without a schema version") }
        return record["session_id"]?.scalarText.map { .runs([$0]) } ?? .onlyRun
    }

    mutating func add(_ record: JSONNode) { addTrajectory(record, depth: 0) }

    private mutating func addTrajectory(_ record: JSONNode, depth: Int) {
        guard depth < 16 else { return }
        let agent = record["agent"]?["name"]?.string ?? "agent"
        let model = record["agent"]?["model_name"]?.string
        var inner: [JSONNode] = []
        record["subagent_trajectories"]?.forEach { inner.append($0) }
        record["steps"]?.forEach { step in
            addStep(step, by: step["agent_name"]?.string ?? agent, model: model)
            step["observation"]?["results"]?.forEach { result in
                result["subagent_trajectory_ref"]?.forEach { reference in
                    let id = (reference["trajectory_id"] ?? reference["session_id"])?.scalarText
                    guard
                        let at = inner.firstIndex(where: { ($0["trajectory_id"] ?? $0["session_id"])?.scalarText == id }
                        )
                    else { return }
                    addSubagent(inner.remove(at: at), by: agent, depth: depth)
                }
            }
        }
        for rest in inner { addSubagent(rest, by: agent, depth: depth) }
    }

    private mutating func addSubagent(_ record: JSONNode, by agent: String, depth: Int) {
        trajectory.address(record["agent"]?["name"]?.string, by: agent)
        addTrajectory(record, depth: depth + 1)
    }

    private mutating func addStep(_ step: JSONNode, by agent: String, model: String?) {
        let content = MessageContent(step["message"])
        self.step += 1
        switch step["source"]?.string {
        case "system": trajectory.setPrompt(content.text, of: agent)
        case "user":
            let isFirst = trajectory.problem?.input == nil
            trajectory.setQuestion(content.text)
            guard !isFirst else { return }
            var statement = ImportedRun.Statement(agent: "user", kind: .human, text: content.text)
            statement.round = self.step
            trajectory.begin(statement)
        case "agent":
            trajectory.started = trajectory.started ?? step["timestamp"]?.string
            var statement = ImportedRun.Statement(agent: agent)
            statement.round = self.step
            let metrics = step["metrics"]
            statement.model = step["model_name"]?.string ?? model
            statement.usage = TokenUsage.read(metrics)
            statement.cost = metrics?["cost_usd"]?.double
            var said = content
            step["tool_calls"]?.forEach { said.addCall($0) }
            trajectory.say(said, by: statement)
            step["observation"]?["results"]?.forEach { result in
                let text = MessageContent(result["content"]).text
                trajectory.answer(of: result["source_call_id"]?.string, result: text)
            }
        default: break
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(trajectory) }
}
