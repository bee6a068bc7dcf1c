import CreditEngine

/// The fields of one message object that matter, found in one pass and not yet decoded.
struct MessageFields {
    var agent: JSONNode?
    var role: JSONNode?
    var text: JSONNode?
    var turn: JSONNode?
    var round: JSONNode?
    var tools: JSONNode?
    var input: JSONNode?
    var model: JSONNode?
    var seed: JSONNode?
    var usage: JSONNode?
    var latency: JSONNode?
    var started: JSONNode?
    var ended: JSONNode?
    /// When the message was written, as logs of chats say it.
    var written: JSONNode?
    var cost: JSONNode?
    var recipients: JSONNode?
    var steps: JSONNode?
    var channel: JSONNode?
    var reasoning: JSONNode?
    /// What the model thought, as a list of parts.
    private(set) var thoughts: JSONNode?
    var sourceTurn: JSONNode?
    /// The time stamp, where a person named the field.
    var time: JSONNode?
    /// All the texts, when a person's path leads to several.
    var parts: [JSONNode] = []
    /// The parts of the content that stand beside its text.
    private(set) var besideText: JSONNode?
    /// Fields that nothing here reads, when asked for.
    var unknown: [(name: String, value: JSONNode)] = []
    /// Known fields that another one took the place of, when asked for.
    var displaced: [(name: String, value: JSONNode)] = []
    /// The names under which the text, the tools and the round were found.
    private(set) var textName = ""
    private(set) var toolsName = ""
    private(set) var roundName = ""

    /// Which of several field names with the same meaning was found: the smaller, the more specific.
    private var agentRank = Int.max
    private var textRank = Int.max
    private var agentName = ""
    private let keepsAll: Bool

    init(_ node: JSONNode, mapping: ReadingOptions.FieldMapping, keepUnknown: Bool = false) {
        keepsAll = keepUnknown
        let mapped = mapping.isEmpty ? [] : takeMapped(node, mapping)
        node.forEachField { key, value in
            if !mapped.isEmpty, mapped.contains(where: key.matches) { return }
            if !take(key, value), keepUnknown { unknown.append((key.string, value)) }
        }
    }

    /// Takes the fields that a person named; answers those that are fields of the object itself, which are read by that.
    private mutating func takeMapped(_ node: JSONNode, _ mapping: ReadingOptions.FieldMapping) -> [String] {
        var own: [String] = []
        func values(_ path: String?) -> [JSONNode] {
            guard let path else { return [] }
            let found = FieldPath(path).values(in: node)
            if node.field(path) != nil { own.append(path) }
            return found
        }
        if let agent = values(mapping.agent).first(where: { $0.utf8?.isEmpty == false }) {
            (self.agent, agentRank) = (agent, -1)
            agentName = mapping.agent ?? ""
        }
        let texts = values(mapping.text)
        if let text = texts.first {
            (self.text, textRank) = (text, -1)
            textName = mapping.text ?? ""
            if texts.count > 1 { parts = texts }
        }
        if let turn = values(mapping.turn).first {
            self.turn = turn
            mapsTurn = true
        }
        time = values(mapping.time).first
        _ = values(mapping.run)
        return own
    }

    private var mapsTurn = false

    private mutating func take(_ key: JSONKey, _ value: JSONNode) -> Bool {
        switch key {
        case "agent": setAgent(key, value, rank: 0)
        case "name": setAgent(key, value, rank: 1)
        case "source": setAgent(key, value, rank: 2)
        case "speaker": setAgent(key, value, rank: 3)
        case "sender": setAgent(key, value, rank: 4)
        case "from": setAgent(key, value, rank: 5)
        case "author": setAgent(key, value, rank: 6)
        case "role": role = value
        case "output": setText(key, value, rank: 0)
        case "content": setText(key, value, rank: 1)
        case "text": setText(key, value, rank: 2)
        case "message": setText(key, value, rank: 3)
        case "parts" where value.kind == .array:
            besideText = value
            setText(key, value, rank: 4)
        case "value" where value.kind == .string: setText(key, value, rank: 5)
        case "turn":
            if mapsTurn { displace(key.string, value) } else { turn = value }
        case "round", "step":
            round = value
            if keepsAll { roundName = key.string }
        case "function_call" where value.kind == .object && tools == nil,
            "toolInvocations" where value.kind == .array && tools == nil, "tools", "tool_calls":
            tools = value
            if keepsAll { toolsName = key.string }
        case "input": input = value
        case "model": model = value
        case "seed": seed = value
        case "usage": usage = value
        case "latency_ms": latency = value
        case "started": started = value
        case "ended": ended = value
        case "timestamp", "created_at":
            written = value
            return false
        case "cost_usd": cost = value
        case "to": recipients = value
        case "steps" where value.kind == .array: steps = value
        case "channel": channel = value
        case "reasoning": reasoning = value
        case "reasoning_content" where reasoning == nil && value.kind == .string: reasoning = value
        case "reasoning_details" where value.kind == .array:
            thoughts = value
            return false
        case "source_turn": sourceTurn = value
        case "type": break
        default: return RunFields.rank(of: key) != nil
        }
        return true
    }

    private mutating func setAgent(_ key: JSONKey, _ value: JSONNode, rank: Int) {
        guard value.utf8?.isEmpty == false, rank <= agentRank else {
            displace(keepsAll ? key.string : "", value)
            return
        }
        if let agent, rank < agentRank { displace(agentName, agent) }
        (agent, agentRank) = (value, rank)
        if keepsAll { agentName = key.string }
    }

    private mutating func setText(_ key: JSONKey, _ value: JSONNode, rank: Int) {
        guard rank <= textRank, value.kind != .null || text == nil else {
            displace(keepsAll ? key.string : "", value)
            return
        }
        if let text, rank < textRank { displace(textName, text) }
        (text, textRank) = (value, rank)
        if keepsAll { textName = key.string }
    }

    private mutating func displace(_ name: String, _ value: JSONNode) {
        if keepsAll, value.kind != .null { displaced.append((name, value)) }
    }

    /// Whether this is an instruction to the models rather than something that was said: of the role `system` or
    /// `developer`, and by nobody in particular.
    var isInstruction: Bool {
        agent == nil && (role?.utf8?.equal("system") == true || role?.utf8?.equal("developer") == true)
    }

    /// Why nobody can tell who said what here, as a clause; `nil` for a message.
    func oddity(in node: JSONNode) -> String? {
        guard node.kind == .object else { return "is not an object" }
        guard !Self.isItem(node) else { return nil }
        if agent == nil && role?.utf8?.isEmpty != false {
            return "has no agent (fields: \(Self.names(of: node))); name one with --agent-field"
        }
        if text == nil && tools == nil {
            return "has no text (fields: \(Self.names(of: node))); name one with --map text=FIELD"
        }
        return nil
    }

    /// Whether this is an item of the Responses API, which has neither a role nor a text.
    static func isItem(_ node: JSONNode) -> Bool {
        guard let type = node["type"]?.utf8 else { return false }
        return type.equal("function_call") || type.equal("function_call_output") || type.equal("reasoning")
    }

    /// Why the message's turn cannot be one, as a clause.
    func turnFault(_ options: ReadingOptions) -> String? {
        if let turn = turn?.double, abs(turn) > Double(Limits.turns), options.turnRule ?? .field == .field {
            return "has a turn beyond \(Limits.turns); --turn-rule speaker counts turns by who speaks"
        }
        return nil
    }

    /// The names of an object's fields, at most eight, for a sentence.
    static func names(of node: JSONNode) -> String {
        var names: [String] = []
        node.forEachField { key, _ in if names.count < 8 { names.append(key.string) } }
        if node.count > names.count { names.append("…") }
        return names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}
