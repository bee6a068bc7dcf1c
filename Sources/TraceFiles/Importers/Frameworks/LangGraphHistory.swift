import CreditEngine

/// The state history of a LangGraph thread: its snapshots, newest first or oldest first.
struct LangGraphHistory: TraceImporter {
    static let name = "LangGraph state history"

    /// A snapshot, kept until the one before it is known.
    private struct Snapshot {
        var step: Int
        var created: String
        var content: EmbeddedJSON
    }

    private var snapshots: [Snapshot] = []

    init(run: String?) {}

    static func recognises(_ record: JSONNode) -> Bool {
        record["values"]?.kind == .object && record["next"]?.kind == .array && configuration(of: record) != nil
            && record["metadata"]?["step"]?.integer != nil
    }

    private static func configuration(of record: JSONNode) -> JSONNode? { record["config"]?["configurable"] }

    static func place(of record: JSONNode) -> RecordPlace {
        guard let configuration = configuration(of: record), record["values"]?.kind == .object else {
            return .unknown(kind: record["type"]?.string ?? "record without values")
        }
        guard let thread = configuration["thread_id"]?.scalarText else { return .onlyRun }
        let namespace = configuration["checkpoint_ns"]?.string ?? ""
        return .runs([namespace.isEmpty ? thread : "\(thread)/\(namespace)"])
    }

    mutating func add(_ record: JSONNode) {
        guard let step = record["metadata"]?["step"]?.integer, let content = EmbeddedJSON(JSONText.of(record)) else {
            return
        }
        snapshots.append(Snapshot(step: step, created: record["created_at"]?.string ?? "", content: content))
    }

    mutating func finish(into run: inout ImportedRun) {
        snapshots.sort { ($0.step, $0.created) < ($1.step, $1.created) }
        var writes = LangGraphWrites()
        for (index, snapshot) in snapshots.enumerated() {
            let root = snapshot.content.root
            let next = index + 1 < snapshots.count ? snapshots[index + 1].content.root : nil
            if index == 0 || root["metadata"]?["source"]?.string == "input" {
                writes.thread.run.started = snapshot.created
            }
            let tasks = Self.tasks(of: root)
            for task in tasks {
                Self.add(task, alone: tasks.count == 1, before: root, next, snapshot.step + 1, to: &writes)
            }
            if snapshot.step >= 0 {
                writes.thread.run.setState(StateVector.components(of: root["values"] ?? root), round: snapshot.step)
            }
        }
        run.takeOver(writes.thread.run)
    }

    private struct Task {
        var name: String
        var result: JSONNode?
        var error: String?
    }

    /// What runs after a snapshot: named tuples are written as lists.
    private static func tasks(of snapshot: JSONNode) -> [Task] {
        var tasks: [Task] = []
        snapshot["tasks"]?.forEach { task in
            if let name = task["name"]?.string {
                tasks.append(Task(name: name, result: task["result"], error: task["error"]?.plainText))
            } else {
                var parts: [JSONNode] = []
                task.forEach { parts.append($0) }
                guard parts.count > 1, let name = parts[1].string else { return }
                tasks.append(
                    Task(
                        name: name, result: parts.count > 6 ? parts[6] : nil,
                        error: parts.count > 3 ? parts[3].plainText : nil))
            }
        }
        if tasks.isEmpty { snapshot["next"]?.forEach { if let name = $0.string { tasks.append(Task(name: name)) } } }
        return tasks
    }

    private static func add(
        _ task: Task, alone: Bool, before snapshot: JSONNode, _ next: JSONNode?, _ step: Int,
        to writes: inout LangGraphWrites
    ) {
        if task.name == "__start__" { return writes.addInput(task.result ?? next?["values"], round: step) }
        if let error = task.error {
            writes.thread.run.notices.append("the node \(task.name) failed: \(error)")
        }
        if let result = task.result, result.kind != .null {
            writes.add(result, by: task.name, round: step)
        } else if alone, let values = next?["values"] {
            addGrowth(of: snapshot["values"], to: values, by: task.name, step, to: &writes)
        } else if let values = next?["values"] {
            // Several nodes ran at once and nobody says which wrote what: messages tell it themselves.
            values["messages"]?.forEach { writes.thread.add($0, round: step, repeats: true) }
        }
    }

    /// Adds what a state has more than the one before it.
    private static func addGrowth(
        of old: JSONNode?, to new: JSONNode, by agent: String, _ step: Int, to writes: inout LangGraphWrites
    ) {
        new.forEachField { key, value in
            let before = old?.field(key.string)
            if value.kind == .array {
                var at = 0
                let known = before?.count ?? 0
                value.forEach { element in
                    defer { at += 1 }
                    if at >= known { writes.add(element, by: agent, round: step) }
                }
            } else if value.plainText != before?.plainText, value.kind == .string {
                writes.add(value, by: agent, round: step)
            }
        }
    }
}
