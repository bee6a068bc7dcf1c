import CreditEngine

/// A message as readable JSON in the keys of the native trace format.
enum MessageJSON {
    static func text(_ message: Message, agent: String, trace: String) -> String {
        var fields: [(String, String)] = [
            ("type", string("message")), ("trace", string(trace)), ("turn", String(message.turn)),
            ("agent", string(agent)), ("output", string(message.output)),
        ]
        if let reasoning = message.reasoning { fields.append(("reasoning", string(reasoning))) }
        if let source = message.sourceTurn { fields.append(("source_turn", string(source))) }
        if let channel = message.channel { fields.append(("channel", string(channel))) }
        if let input = message.input {
            let items = input.map { object([("role", string($0.role)), ("content", string($0.content))], depth: 2) }
            fields.append(("input", array(items, depth: 1)))
        }
        if !message.tools.isEmpty { fields.append(("tools", array(message.tools.map(tool), depth: 1))) }
        if let model = message.model { fields.append(("model", string(model))) }
        if let seed = message.seed { fields.append(("seed", String(seed))) }
        if let usage = message.usage {
            let counts = [("input_tokens", usage.input), ("output_tokens", usage.output)]
            fields.append(("usage", object(counts.compactMap { name, n in n.map { (name, String($0)) } }, depth: 1)))
        }
        for (name, time) in [("started", message.started), ("ended", message.ended)] {
            if let time { fields.append((name, string(PointInTime.iso(time, isExact: true)))) }
        }
        if let latency = message.latency { fields.append(("latency_ms", number(latency))) }
        if let cost = message.cost { fields.append(("cost_usd", number(cost))) }
        if !message.recipients.isEmpty {
            fields.append(("to", "[" + message.recipients.map(string).joined(separator: ", ") + "]"))
        }
        return object(fields, depth: 0)
    }

    private static func tool(_ call: ToolCall) -> String {
        let isJSON = call.arguments.hasPrefix("{") || call.arguments.hasPrefix("[")
        var fields = [("name", string(call.name)), ("arguments", isJSON ? call.arguments : string(call.arguments))]
        if let result = call.result { fields.append(("result", string(result))) }
        if let error = call.error { fields.append(("error", string(error))) }
        return object(fields, depth: 2)
    }

    private static func object(_ fields: [(String, String)], depth: Int) -> String {
        guard !fields.isEmpty else { return "{}" }
        let pad = String(repeating: "  ", count: depth + 1)
        return "{\n" + fields.map { "\(pad)\"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n"
            + String(repeating: "  ", count: depth) + "}"
    }

    private static func array(_ items: [String], depth: Int) -> String {
        guard !items.isEmpty else { return "[]" }
        let pad = String(repeating: "  ", count: depth + 1)
        return "[\n" + items.map { pad + $0 }.joined(separator: ",\n") + "\n" + String(repeating: "  ", count: depth)
            + "]"
    }

    private static func number(_ x: Double) -> String {
        guard x.isFinite else { return "null" }
        return x == x.rounded() && abs(x) < 1e15 ? String(Int(x)) : "\(x)"
    }

    private static func string(_ text: String) -> String {
        var out: [UInt8] = [0x22]
        out.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: out += [0x5C, byte]
            case 0x0A: out += [0x5C, 0x6E]
            case 0x0D: out += [0x5C, 0x72]
            case 0x09: out += [0x5C, 0x74]
            case ..<0x20: out += Array("\\u00".utf8) + [byte < 0x10 ? 0x30 : 0x31, hex[Int(byte & 15)]]
            default: out.append(byte)
            }
        }
        out.append(0x22)
        return String(decoding: out, as: UTF8.self)
    }

    private static let hex = Array("0123456789abcdef".utf8)
}
