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
    var channel: JSONNode?
    var sourceTurn: JSONNode?
    /// Fields that nothing here reads, when asked for.
    var unknown: [(name: String, value: JSONNode)] = []

    /// Which of several field names with the same meaning was found: the smaller, the more specific.
    private var agentRank = Int.max
    private var textRank = Int.max

    init(_ node: JSONNode, mapping: ReadingOptions.FieldMapping, keepUnknown: Bool = false) {
        let custom = mapping.agent != nil || mapping.text != nil || mapping.turn != nil || mapping.run != nil
        node.forEachField { key, value in
            if custom, takeMapped(key, value, mapping) { return }
            if !take(key, value), keepUnknown { unknown.append((key.string, value)) }
        }
    }

    private mutating func takeMapped(_ key: JSONKey, _ value: JSONNode, _ mapping: ReadingOptions.FieldMapping) -> Bool
    {
        if let name = mapping.agent, key.matches(name) {
            agent = value
            agentRank = -1
        } else if let name = mapping.text, key.matches(name) {
            text = value
            textRank = -1
        } else if let name = mapping.turn, key.matches(name) {
            turn = value
        } else if let name = mapping.run, key.matches(name) {
            return true
        } else {
            return false
        }
        return true
    }

    private mutating func take(_ key: JSONKey, _ value: JSONNode) -> Bool {
        switch key {
        case "agent": setAgent(value, rank: 0)
        case "name": setAgent(value, rank: 1)
        case "source": setAgent(value, rank: 2)
        case "role": role = value
        case "output": setText(value, rank: 0)
        case "content": setText(value, rank: 1)
        case "text": setText(value, rank: 2)
        case "message": setText(value, rank: 3)
        case "turn": turn = turn ?? value
        case "round", "step": round = value
        case "tools", "tool_calls": tools = value
        case "input": input = value
        case "model": model = value
        case "seed": seed = value
        case "usage": usage = value
        case "latency_ms": latency = value
        case "cost_usd": cost = value
        case "to": recipients = value
        case "channel": channel = value
        case "source_turn": sourceTurn = value
        case "trace", "trace_id", "run_id", "session_id", "conversation_id", "type": break
        default: return false
        }
        return true
    }

    private mutating func setAgent(_ value: JSONNode, rank: Int) {
        guard value.kind == .string, value.utf8?.isEmpty == false, rank <= agentRank else { return }
        agent = value
        agentRank = rank
    }

    private mutating func setText(_ value: JSONNode, rank: Int) {
        guard rank <= textRank, value.kind != .null || text == nil else { return }
        text = value
        textRank = rank
    }

    /// Why this is no message, as a clause; `nil` when it is one.
    func fault(in node: JSONNode) -> String? {
        if agent?.kind != .string && role?.kind != .string {
            return "no agent (fields: \(Self.names(of: node))); name one with --agent-field"
        }
        if text == nil && tools == nil {
            return "no text (fields: \(Self.names(of: node))); name one with --map text=FIELD"
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
