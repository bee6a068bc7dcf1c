/// What a run's records hold that a `Trace` has no room for, as JSON text, so that `convert` loses nothing.
public struct CarriedFields: Sendable, Equatable {
    /// A field that nothing here reads.
    public struct Field: Sendable, Equatable {
        /// The field's name.
        public var name: String
        /// Its value as JSON.
        public var json: String
    }

    /// Fields of the run as a whole.
    public var run: [Field] = []
    /// Fields of its messages, by message ordinal.
    public var messages: [Int: [Field]] = [:]
    /// Label records as they stand, each one JSON object.
    public var labels: [String] = []

    /// Nothing.
    public init() {}
}

extension CarriedFields {
    /// Fields of a run that are read into a `Trace`, under all the names that are known.
    private static let knownRunFields: Set<String> = [
        "type", "format", "trace", "trace_id", "run_id", "session_id", "conversation_id", "problem", "task", "team",
        "seed", "started", "messages", "history", "traj", "states", "outcome", "question", "ground_truth", "reference",
        "question_ID", "question_id", "task_id", "problem_id", "system_prompt", "agents", "success", "is_correct",
        "is_corrected", "score", "reward",
    ]

    /// Adds what one record carries.
    mutating func add(_ node: JSONNode, kind: RecordHead.Kind, ordinal: inout Int, options: ReadingOptions) {
        switch kind {
        case .run:
            addRunFields(node)
            let list = messageList(of: node, mapping: options.mapping)
            list?.forEach { addMessage($0, ordinal: &ordinal, options) }
        case .trace: addRunFields(node)
        case .message: addMessage(node, ordinal: &ordinal, options)
        case .label: labels.append(JSONText.of(node))
        case .state, .outcome, .unknown: break
        }
    }

    private mutating func addRunFields(_ node: JSONNode) {
        node.forEachField { key, value in
            let name = key.string
            guard !Self.knownRunFields.contains(name) else { return }
            if name == "label", node["type"]?.string == "trace" {
                return
            } else if name == "meta", value.kind == .object {
                value.forEachField { run.append(Field(name: $0.string, json: JSONText.of($1))) }
            } else {
                run.append(Field(name: name, json: JSONText.of(value)))
            }
        }
    }

    private mutating func addMessage(_ node: JSONNode, ordinal: inout Int, _ options: ReadingOptions) {
        let unknown = MessageFields(node, mapping: options.mapping, keepUnknown: true).unknown
        if !unknown.isEmpty {
            messages[ordinal] = unknown.map { Field(name: $0.name, json: JSONText.of($0.value)) }
        }
        ordinal += 1
    }
}
