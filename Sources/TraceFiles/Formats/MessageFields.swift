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
    var cost: JSONNode?
    var recipients: JSONNode?
    var steps: JSONNode?
    var channel: JSONNode?
    var sourceTurn: JSONNode?
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
        let custom = mapping != ReadingOptions.FieldMapping()
        node.forEachField { key, value in
            if custom, takeMapped(key, value, mapping) { return }
            if !take(key, value), keepUnknown { unknown.append((key.string, value)) }
        }
    }

    private mutating func takeMapped(
        _ key: JSONKey, _ value: JSONNode, _ mapping: ReadingOptions.FieldMapping
    ) -> Bool {
        if let name = mapping.agent, key.matches(name) {
            setAgent(key, value, rank: -1)
        } else if let name = mapping.text, key.matches(name) {
            setText(key, value, rank: -1)
        } else if let name = mapping.turn, key.matches(name) {
            turn = value
            mapsTurn = true
        } else if let name = mapping.run, key.matches(name) {
            return true
        } else {
            return false
        }
        return true
    }

    private var mapsTurn = false

    private mutating func take(_ key: JSONKey, _ value: JSONNode) -> Bool {
        switch key {
        case "agent": setAgent(key, value, rank: 0)
        case "name": setAgent(key, value, rank: 1)
        case "source": setAgent(key, value, rank: 2)
        case "role": role = value
        case "output": setText(key, value, rank: 0)
        case "content": setText(key, value, rank: 1)
        case "text": setText(key, value, rank: 2)
        case "message": setText(key, value, rank: 3)
        case "turn":
            if mapsTurn { displace(key.string, value) } else { turn = value }
        case "round", "step":
            round = value
            if keepsAll { roundName = key.string }
        case "tools", "tool_calls":
            tools = value
            if keepsAll { toolsName = key.string }
        case "input": input = value
        case "model": model = value
        case "seed": seed = value
        case "usage": usage = value
        case "latency_ms": latency = value
        case "cost_usd": cost = value
        case "to": recipients = value
        case "steps" where value.kind == .array: steps = value
        case "channel": channel = value
        case "source_turn": sourceTurn = value
        case "trace", "trace_id", "run_id", "session_id", "conversation_id", "type": break
        default: return false
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

    /// Why this is no message, as a clause; `nil` when it is one.
    func fault(in node: JSONNode, _ options: ReadingOptions) -> String? {
        if agent == nil && role?.utf8?.isEmpty != false {
            return "no agent (fields: \(Self.names(of: node))); name one with --agent-field"
        }
        if text == nil && tools == nil {
            return "no text (fields: \(Self.names(of: node))); name one with --map text=FIELD"
        }
        if let turn = turn?.double, abs(turn) > Double(Limits.turns), options.turnRule ?? .field == .field {
            return "a turn beyond \(Limits.turns); --turn-rule speaker counts turns by who speaks"
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
