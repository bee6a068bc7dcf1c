import CreditEngine

/// The result of a Strands graph or swarm, or of one agent.
struct StrandsResult: TraceImporter {
    static let name = "Strands result"

    private var result = ImportedRun(id: "")

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        switch record["type"]?.string {
        case "multiagent_result", "graph_result", "swarm_result": record["results"]?.kind == .object
        case "agent_result": record["message"]?.kind == .object
        default: false
        }
    }

    static func place(of record: JSONNode) -> RecordPlace {
        recognises(record) ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without a type")
    }

    mutating func add(_ record: JSONNode) {
        if let task = record["task"]?.string {
            result.setQuestion(task)
            result.begin(ImportedRun.Statement(agent: "user", kind: .human, text: task))
        }
        if record["results"] == nil { addAgent("agent", record, nil) }
        addNodes(record["results"])
        if let status = record["status"]?.string, status.lowercased() != "completed" {
            result.notices.append("the run ended with the status \(status)")
        }
    }

    /// Adds the nodes of a graph in the order in which they were written; a node may be a graph itself.
    private mutating func addNodes(_ nodes: JSONNode?, depth: Int = 0) {
        guard depth < 16 else { return }
        nodes?.forEachField { name, node in
            let inner = node["result"] ?? node
            if inner["results"]?.kind == .object { return addNodes(inner["results"], depth: depth + 1) }
            addAgent(name.string, inner, node)
        }
    }

    private mutating func addAgent(_ name: String, _ agent: JSONNode, _ node: JSONNode?) {
        let message = agent["message"]
        var statement = ImportedRun.Statement(agent: name)
        // The sum over all calls of the node, of which the message shows the last.
        statement.usage = TokenUsage.read(node?["accumulated_usage"]) ?? TokenUsage.read(message?["metadata"]?["usage"])
        statement.latency = node?["execution_time"]?.double
        var content = MessageContent(message?["content"] ?? message)
        if let error = (agent["error"] ?? node?["error"])?.plainText { content.attachments.append("error: \(error)") }
        if message == nil, agent.kind == .string { content = MessageContent(agent) }
        result.say(content, by: statement)
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(result) }
}
