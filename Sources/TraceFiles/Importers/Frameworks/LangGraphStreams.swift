import CreditEngine

/// The debug stream of a LangGraph graph: checkpoints, tasks and their results.
struct LangGraphDebugStream: TraceImporter {
    static let name = "LangGraph debug stream"

    private var writes = LangGraphWrites()
    /// What is added to steps, since every thread counts its own.
    private var offset = 0
    private var last = -1

    init(run: String?) {}

    private static let types: Set<String> = ["checkpoint", "task", "task_result"]

    static func recognises(_ record: JSONNode) -> Bool {
        record["step"]?.integer != nil && record["payload"]?.kind == .object
            && record["type"]?.string.map(types.contains) == true
    }

    static func place(of record: JSONNode) -> RecordPlace {
        recognises(record) ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without a type")
    }

    mutating func add(_ record: JSONNode) {
        guard let step = record["step"]?.integer, (-1...Limits.turns).contains(step), let payload = record["payload"]
        else { return }
        if writes.thread.run.started == nil { writes.thread.run.started = record["timestamp"]?.string }
        if step + 1 < last {
            offset += last
            writes.thread.run.notices.append(
                "the stream starts again at step \(step): several invocations follow one another")
            last = step
        }
        last = max(last, step)
        let round = step + offset
        switch record["type"]?.string {
        case "task_result":
            guard let name = payload["name"]?.string, name != "__start__" else { return }
            writes.add(payload["result"], by: name, round: round)
            if let error = payload["error"]?.plainText {
                writes.thread.run.notices.append("the node \(name) failed: \(error)")
            }
        case "checkpoint":
            guard let values = payload["values"] else { return }
            if step <= 0 { writes.addInput(values, round: max(round, 0)) }
            if step >= 0 { writes.thread.run.setState(StateVector.components(of: values), round: round) }
        default: break
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(writes.thread.run) }
}

/// The update stream of a LangGraph graph: what each node wrote, with the place of its subgraph.
struct LangGraphUpdates: TraceImporter {
    static let name = "LangGraph updates"

    private var writes = LangGraphWrites()

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        if record["namespace"]?.kind == .array, record["updates"]?.kind == .object { return true }
        return nodes(of: record).contains { isUpdate($0.value) }
    }

    /// Whether a node's value can only be what a node of a graph wrote: it holds LangChain messages.
    private static func isUpdate(_ value: JSONNode) -> Bool {
        var isUpdate = false
        value["messages"]?.forEach { isUpdate = isUpdate || LangChainThread.isMessage($0) }
        return isUpdate
    }

    private static func nodes(of record: JSONNode) -> [(name: String, value: JSONNode)] {
        var nodes: [(name: String, value: JSONNode)] = []
        (record["updates"] ?? record).forEachField { key, value in nodes.append((key.string, value)) }
        return nodes
    }

    static func place(of record: JSONNode) -> RecordPlace {
        let isNode =
            record.count == 1 && nodes(of: record).allSatisfy { $0.value.kind == .object || $0.value.kind == .null }
        return record["updates"]?.kind == .object || isNode
            ? .onlyRun : .unknown(kind: record["type"]?.string ?? "record without updates")
    }

    mutating func add(_ record: JSONNode) {
        var namespace: [String] = []
        record["namespace"]?.forEach { if let place = $0.string { namespace.append(place) } }
        for node in Self.nodes(of: record) where node.name != "__interrupt__" {
            writes.add(node.value, by: LangGraphWrites.agent(node: node.name, namespace: namespace))
        }
    }

    mutating func finish(into run: inout ImportedRun) { run.takeOver(writes.thread.run) }
}

/// The events of `astream_events`: model calls, tools and nodes of a LangChain program.
struct LangChainEvents: TraceImporter {
    static let name = "LangChain events"

    /// What models said.
    private var calls = LangChainThread()
    /// What nodes wrote, for programs without model calls.
    private var writes = LangGraphWrites()

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        record["event"]?.string?.hasPrefix("on_") == true && record["run_id"] != nil && record["data"]?.kind == .object
    }

    static func place(of record: JSONNode) -> RecordPlace {
        guard let event = record["event"]?.string else { return .unknown(kind: "record without an event") }
        guard event.hasPrefix("on_") else { return .unknown(kind: event) }
        // Pieces of an answer: the whole of it comes in the end.
        if event.hasSuffix("_stream") { return .nothing }
        guard let parents = record["parent_ids"], parents.kind == .array else { return .onlyRun }
        var root: String?
        parents.forEach { root = root ?? $0.string }
        return (root ?? record["run_id"]?.string).map { .runs([$0]) } ?? .onlyRun
    }

    mutating func add(_ record: JSONNode) {
        let metadata = record["metadata"]
        let node = metadata?["langgraph_node"]?.string ?? record["name"]?.string ?? "agent"
        let place = (metadata?["langgraph_checkpoint_ns"] ?? metadata?["checkpoint_ns"])?.string ?? ""
        let agent = LangGraphWrites.agent(node: node, namespace: [place])
        let data = record["data"]
        switch record["event"]?.string {
        case "on_chat_model_end", "on_llm_end": addCall(data, by: agent)
        case "on_tool_end": addTool(record, data?["output"], isError: false)
        case "on_tool_error": addTool(record, data?["error"], isError: true)
        case "on_chain_start" where record["parent_ids"]?.count == 0:
            writes.addInput(data?["input"])
            if let question = writes.thread.run.problem?.input { calls.run.setQuestion(question) }
        case "on_chain_end" where record["name"]?.string == metadata?["langgraph_node"]?.string:
            writes.add(data?["output"], by: agent)
        default: break
        }
    }

    private mutating func addCall(_ data: JSONNode?, by agent: String) {
        guard let output = data?["output"] else { return }
        var input: [PromptMessage]?
        data?["input"]?["messages"]?.forEach { input = input ?? ($0.kind == .array ? PromptMessage.list($0) : nil) }
        input = input ?? PromptMessage.list(data?["input"]?["messages"])
        if let prompt = input?.first(where: { $0.role == "system" }) { calls.run.setPrompt(prompt.content, of: agent) }
        calls.run.setQuestion(input?.first { $0.role == "user" }?.content)
        // The first version wraps the message into generations.
        var message = output
        output["generations"]?.forEach { $0.forEach { message = $0["message"] ?? message } }
        calls.add(message, by: agent, input: input)
    }

    private mutating func addTool(_ record: JSONNode, _ output: JSONNode?, isError: Bool) {
        guard let output else { return }
        if !isError, LangChainThread.isMessage(output) { return calls.add(output) }
        let text = ToolOutput(output).text
        calls.run.answer(
            of: nil, name: record["name"]?.string, result: isError ? nil : text, error: isError ? text : nil)
    }

    mutating func finish(into run: inout ImportedRun) {
        let hasCalls = calls.run.statements.contains { $0.kind == .model }
        run.takeOver(hasCalls ? calls.run : writes.thread.run)
    }
}
