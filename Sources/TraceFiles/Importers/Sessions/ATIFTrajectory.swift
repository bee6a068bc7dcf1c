import CreditEngine

/// A trajectory in the Agent Trajectory Interchange Format, with those of its sub-agents.
///
/// A trajectory has one agent; where `extra` of a step names its speaker and its turn, the steps are those of a team, each a
/// message (`ATIFWriter` writes them so).
struct ATIFTrajectory: TraceImporter {
    static let name = "ATIF trajectory"

    private var trajectory = ImportedRun(id: "")
    /// Steps so far that are messages, those of sub-agents included; the file numbers them for each agent anew.
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
        if let extra = record["extra"] { addExtra(extra) }
        var inner: [JSONNode] = []
        record["subagent_trajectories"]?.forEach { inner.append($0) }
        record["steps"]?.forEach { step in
            addStep(step, by: (step["extra"]?["agent"] ?? step["agent_name"])?.string ?? agent, model: model)
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

    /// Takes over what is known of the run as a whole.
    private mutating func addExtra(_ extra: JSONNode) {
        let problem = ProblemReader.problem(extra)
        trajectory.problem = trajectory.problem ?? problem
        trajectory.outcome = trajectory.outcome ?? OutcomeReader.outcome(extra)
        trajectory.started = trajectory.started ?? extra["started"]?.string
        trajectory.answer = trajectory.answer ?? extra["answer"]?.string
    }

    private mutating func addStep(_ step: JSONNode, by agent: String, model: String?) {
        let content = MessageContent(step["message"])
        let turn = step["extra"]?["turn"]?.integer
        var statement = ImportedRun.Statement(agent: agent, text: content.text)
        statement.round = turn ?? self.step + 1
        statement.channel = step["extra"]?["channel"]?.string
        step["extra"]?["to"]?.forEach { if let name = $0.string { statement.recipients.append(name) } }
        statement.take(from: nil, to: TimeStamp.moment(step["timestamp"]))
        switch step["source"]?.string {
        case "system":
            guard step["extra"]?["kind"]?.string == "tool" else { return trajectory.setPrompt(content.text, of: agent) }
            statement.kind = .tool
            trajectory.begin(statement)
        case "user":
            let isFirst = trajectory.problem?.input == nil
            trajectory.setQuestion(content.text)
            guard !isFirst || turn != nil else { return }
            if turn == nil { statement.agent = "user" }
            statement.kind = .human
            self.step += 1
            trajectory.begin(statement)
        case "agent":
            self.step += 1
            trajectory.started = trajectory.started ?? step["timestamp"]?.string
            statement.model = step["model_name"]?.string ?? model
            statement.usage = TokenUsage.read(step["metrics"])
            statement.cost = step["metrics"]?["cost_usd"]?.double
            statement.latency = step["extra"]?["latency_ms"]?.double
            addWords(content, of: step, statement, isMessage: turn != nil)
        default: break
        }
    }

    /// Adds what an agent says and does in a step, and what its tools returned.
    private mutating func addWords(
        _ content: MessageContent, of step: JSONNode, _ statement: ImportedRun.Statement, isMessage: Bool
    ) {
        var said = content
        step["tool_calls"]?.forEach { said.addCall($0) }
        if let thoughts = step["reasoning_content"]?.string, !thoughts.isEmpty { said.reasoning.append(thoughts) }
        if isMessage {
            var statement = statement
            statement.reasoning = said.reasoning
            trajectory.begin(statement)
            for call in said.calls {
                trajectory.add(.init(id: call.id, call: ToolCall(name: call.name, arguments: call.arguments)))
            }
        } else {
            var statement = statement
            statement.text = ""
            trajectory.say(said, by: statement)
        }
        step["observation"]?["results"]?.forEach { result in
            let text = MessageContent(result["content"]).text
            let isError = result["extra"]?["is_error"]?.bool == true
            trajectory.answer(
                of: result["source_call_id"]?.string, result: isError ? nil : text, error: isError ? text : nil)
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(trajectory) }
}
