/// What a run's records hold that a `Trace` has no room for, as JSON text, so that `convert` loses nothing.
public struct CarriedFields: Sendable, Equatable {
    /// A field that nothing here reads.
    public struct Field: Sendable, Equatable {
        /// The field's name.
        public var name: String
        /// Its value as JSON.
        public var json: String

        /// Makes a field.
        public init(name: String, json: String) {
            self.name = name
            self.json = json
        }
    }

    /// Fields of the run as a whole; they are written under `meta`.
    public var run: [Field] = []
    /// Fields of its messages, by message ordinal.
    public var messages: [Int: [Field]] = [:]
    /// Fields of its states, by turn.
    public var states: [Int: [Field]] = [:]
    /// Fields of its outcome.
    public var outcome: [Field] = []
    /// Label records as they stand, each one JSON object.
    public var labels: [String] = []

    private var ordinal = 0
    private var times = TimeOrder()

    /// Nothing.
    public init() {}
}

extension CarriedFields {
    /// Adds what one record of a run carries.
    mutating func add(_ node: JSONNode, kind: RecordHead.Kind, id: String, options: ReadingOptions) {
        switch kind {
        case .run:
            let signals = Signals(node, mapping: options.mapping)
            addRunFields(node, id: id, options)
            withExtendedLifetime(signals) { signals.messages?.forEach { addMessage($0, options) } }
            node["states"]?.forEach { addState($0) }
            if let outcome = node["outcome"] { addOutcome(outcome) }
        case .trace: addRunFields(node, id: id, options)
        case .message: addMessage(node, options)
        case .state: addState(node)
        case .outcome: addOutcome(node)
        case .label: labels.append(JSONText.of(node))
        case .unknown: break
        }
    }

    private mutating func addRunFields(_ node: JSONNode, id: String, _ options: ReadingOptions) {
        let native = node["type"]?.string == "trace"
        let list = Signals(node, mapping: options.mapping).listField
        node.forEachField { key, value in
            guard value.kind != .null else { return }
            let name = key.string
            if name == "meta", value.kind == .object {
                value.forEachField { run.set($0.string, to: $1) }
            } else if name == "label", native, value.kind == .object {
                // Written as a record of its own.
            } else if value != list, !Self.isRead(name, value, in: node, id: id, options) {
                run.set(name, to: value)
            }
        }
    }

    /// Whether all that a field of a run says has a place in a `Trace`.
    private static func isRead(
        _ name: String, _ value: JSONNode, in node: JSONNode, id: String, _ options: ReadingOptions
    ) -> Bool {
        if name == options.mapping.run { return RecordID(value)?.string == id }
        switch name {
        case "type", "format": return value.kind == .string
        case _ where RunFields.texts.contains(name): return RecordID(value)?.string == id
        case "problem", "task":
            return value.kind != .array && value.holdsOnly(["id", "input", "question", "reference", "answer"])
        case "question", "ground_truth", "reference": return true
        case "question_ID", "question_id", "task_id", "problem_id": return value.scalarText == ProblemReader.id(node)
        case "team":
            return value.kind == .object && value.holdsOnly(["name", "agents", "protocol"])
                && (value["agents"].map(isTeamRead) ?? true)
                && (value["protocol"]?.holdsOnly(["turns", "order", "visibility", "aggregator", "prompt"]) ?? true)
        case "agents": return node["team"] == nil && isTeamRead(value)
        case "system_prompt": return value.kind == .object && node["team"] == nil && node["agents"] == nil
        case "seed": return value.unsigned != nil
        case "started": return value.kind == .string
        case "answer": return value.kind == .string && node["type"]?.string == "trace"
        case "states": return value.kind == .array
        case "outcome": return value.kind == .object
        case "success", "is_correct", "is_corrected": return value.kind == .bool && node["outcome"] == nil
        case "score", "reward": return value.kind == .number && node["outcome"] == nil
        default: return false
        }
    }

    private static func isTeamRead(_ agents: JSONNode) -> Bool {
        var isRead = agents.kind == .array
        agents.forEach { agent in
            let known = agent.kind == .string || agent.kind == .object
            isRead = isRead && known && agent.holdsOnly(["name", "role", "prompt", "model"])
        }
        return isRead
    }

    private mutating func addMessage(_ node: JSONNode, _ options: ReadingOptions) {
        let fields = MessageFields(node, mapping: options.mapping, keepUnknown: true)
        guard !fields.isInstruction else { return }
        if options.mapping.time != nil { times.add(fields.time) }
        defer { ordinal += 1 }
        var carried: [Field] = []
        var rest: [Field] = []
        for (name, value) in fields.unknown {
            if name == "meta", value.kind == .object {
                value.forEachField { rest.set($0.string, to: $1) }
            } else {
                carried.set(name, to: value)
            }
        }
        for (name, value) in fields.unsaid where value.kind != .null { rest.set(name, to: value) }
        if !rest.isEmpty { carried.append(Field(name: "meta", json: JSONText.object(of: rest.lastOfEach))) }
        if !carried.isEmpty { messages[ordinal] = carried.lastOfEach }
    }

    /// Gives the fields of messages the places that the messages have by their time stamps.
    mutating func finish() {
        guard let ranks = times.ranks else { return }
        messages = Dictionary(uniqueKeysWithValues: messages.map { (ranks[$0.key], $0.value) })
    }

    private mutating func addState(_ node: JSONNode) {
        guard let turn = node["turn"]?.integer else { return }
        let known = RunFields.texts + ["type", "turn", "metrics", "summary"]
        let fields = node.fields(except: known)
        states[turn] = fields.isEmpty ? nil : fields
    }

    private mutating func addOutcome(_ node: JSONNode) {
        let known =
            RunFields.texts + [
                "type", "success", "score", "reward",
                "answer",
                "evaluator", "reason", "is_correct", "is_corrected",
            ]
        outcome = (outcome + node.fields(except: known)).lastOfEach
    }
}

extension MessageFields {
    /// Known fields of which a `Message` cannot say everything.
    fileprivate var unsaid: [(name: String, value: JSONNode)] {
        var rest = displaced
        func add(_ name: String, _ value: JSONNode?, unless isSaid: (JSONNode) -> Bool) {
            if let value, !isSaid(value) { rest.append((name, value)) }
        }
        add("role", role) { agent == nil || $0.string == "tool" || $0.string == "function" }
        add(textName, text) { $0.kind == .string }
        add(roundName, round) { turn == nil && $0.scalarText != nil }
        add("turn", turn) { $0.scalarText != nil }
        add(toolsName, tools) { tools in
            var isSaid = tools.kind == .array
            tools.forEach { call in
                let inner = call["function"]?.holdsOnly(["name", "arguments"]) ?? true
                isSaid = isSaid && inner && call.holdsOnly(["name", "function", "arguments", "result", "error"])
            }
            return isSaid
        }
        add("input", input) { input in
            var isSaid = input.kind == .array || input.kind == .string
            input.forEach { isSaid = isSaid && $0.holdsOnly(["role", "content"]) && $0["content"]?.kind == .string }
            return isSaid
        }
        add("model", model) { $0.kind == .string }
        add("seed", seed) { $0.unsigned != nil }
        add("usage", usage) {
            $0.kind == .object && $0.holdsOnly(["input_tokens", "output_tokens", "prompt_tokens", "completion_tokens"])
        }
        add("started", started) { $0.kind == .string && TimeStamp.clock($0) != nil }
        add("ended", ended) { $0.kind == .string && TimeStamp.clock($0) != nil }
        add("latency_ms", latency) { $0.kind == .number }
        add("cost_usd", cost) { $0.kind == .number }
        add("to", recipients) { recipients in
            var isSaid = recipients.kind == .array || recipients.kind == .string
            recipients.forEach { isSaid = isSaid && $0.kind == .string }
            return isSaid
        }
        add("reasoning", reasoning) { $0.kind == .string }
        add("channel", channel) { $0.kind == .string && Speaker(self)?.channel == nil }
        add("source_turn", sourceTurn) { $0.scalarText != nil }
        return rest
    }
}

extension JSONNode {
    /// Whether an object has no fields but these; true for anything that is no object.
    fileprivate func holdsOnly(_ names: [StaticString]) -> Bool {
        var holds = true
        forEachField { key, _ in holds = holds && names.contains { key == $0 } }
        return holds
    }

    /// The fields of an object under other names than these.
    fileprivate func fields(except known: [String]) -> [CarriedFields.Field] {
        var fields: [CarriedFields.Field] = []
        forEachField { key, value in if !known.contains(where: key.matches) { fields.set(key.string, to: value) } }
        return fields.lastOfEach
    }
}

extension [CarriedFields.Field] {
    fileprivate mutating func set(_ name: String, to value: JSONNode) {
        append(CarriedFields.Field(name: name, json: JSONText.of(value)))
    }

    /// The fields with the last value of each name, at the place of the first.
    var lastOfEach: [CarriedFields.Field] {
        var positions: [String: Int] = [:]
        var fields: [CarriedFields.Field] = []
        for field in self {
            if let position = positions[field.name] {
                fields[position] = field
            } else {
                positions[field.name] = fields.count
                fields.append(field)
            }
        }
        return fields
    }
}

extension JSONText {
    /// An object of carried fields.
    fileprivate static func object(of fields: [CarriedFields.Field]) -> String {
        var text = JSONText()
        text.object { text in
            for field in fields {
                text.key(field.name)
                text.literal(field.json)
            }
        }
        return text.string
    }
}
