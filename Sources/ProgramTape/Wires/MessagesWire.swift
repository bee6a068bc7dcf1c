import CreditEngine
import LanguageModels

/// Anthropic's messages.
enum MessagesWire: Wire {
    static let pathEnding = "/messages"
    static let answers = LanguageModels.Wire.anthropic

    static func asked(_ body: CanonicalJSON) -> AskedCall {
        var asked = AskedCall(system: Wires.text(body["system"]))
        let messages = body["messages"]?.elements ?? []
        asked.messages = messages.map {
            PromptMessage(role: $0["role"]?.string ?? "user", content: content($0["content"]))
        }
        for part in messages.last?["content"]?.elements ?? [] where part["type"]?.string == "tool_result" {
            if let id = part["tool_use_id"]?.string { asked.results[id] = Wires.text(part["content"]) }
        }
        asked.tools = (body["tools"]?.elements ?? []).compactMap { $0["name"]?.string }
        asked.model = body["model"]?.string ?? ""
        asked.isStreamed = body["stream"]?.flag == true
        asked.answerLimit = body["max_tokens"]?.whole
        return asked
    }

    private static func content(_ content: CanonicalJSON?) -> String {
        guard let parts = content?.elements else { return Wires.text(content) }
        return parts.map { $0["text"]?.string ?? Wires.text($0["content"]) }.joined()
    }

    static func body(_ body: CanonicalJSON, withSystem prompt: String) -> CanonicalJSON {
        var changed = body
        changed["system"] = Wires.content(body["system"], saying: prompt)
        return changed
    }

    static func body(_ body: CanonicalJSON, withLead prompt: String) -> CanonicalJSON {
        var changed = body
        changed["messages"] = body["messages"]?.elements.map { Wires.messages($0, leadSaying: prompt) }
        return changed
    }

    static func body(_ body: CanonicalJSON, withSeed seed: Int) -> CanonicalJSON { body }

    static func body(_ body: CanonicalJSON, withResults result: (String) -> String?) -> CanonicalJSON {
        var changed = body
        changed["messages"] = body["messages"]?.elements.map { messages in
            .array(
                messages.map { message in
                    guard let parts = message["content"]?.elements else { return message }
                    var message = message
                    message["content"] = .array(
                        parts.map { part in
                            guard part["type"]?.string == "tool_result", let id = part["tool_use_id"]?.string else {
                                return part
                            }
                            return Wires.object(part, "content", saying: result(id))
                        })
                    return message
                })
        }
        return changed
    }

    static func response(_ answer: ModelAnswer, model: String, id: String) -> CanonicalJSON {
        var content: [CanonicalJSON] = []
        if !answer.text.isEmpty || answer.calls.isEmpty {
            content.append(["type": "text", "text": .string(answer.text)])
        }
        for call in answer.calls {
            content.append([
                "type": "tool_use", "id": .string(call.id), "name": .string(call.name),
                "input": (try? CanonicalJSON(parsing: call.arguments)) ?? .object([]),
            ])
        }
        return [
            "id": .string("msg_\(id)"), "type": "message", "role": "assistant", "model": .string(model),
            "content": .array(content),
            "stop_reason": .string(answer.ending ?? (answer.calls.isEmpty ? "end_turn" : "tool_use")),
            "stop_sequence": .null,
            "usage": [
                "input_tokens": .integer(answer.usage.input ?? 0), "output_tokens": .integer(answer.usage.output ?? 0),
            ],
        ]
    }

    static func stream(_ response: CanonicalJSON, to asked: AskedCall) -> String {
        func event(_ name: String, _ fields: CanonicalJSON) -> String {
            var fields = fields
            fields["type"] = .string(name)
            return Wires.event(name, fields)
        }
        var head = response
        head["content"] = []
        head["stop_reason"] = .null
        var text = event("message_start", ["message": head])
        for (index, part) in (response["content"]?.elements ?? []).enumerated() {
            let at = CanonicalJSON.integer(index)
            var opening = part
            let delta: CanonicalJSON
            if part["type"]?.string == "text" {
                opening["text"] = ""
                delta = ["type": "text_delta", "text": part["text"] ?? ""]
            } else {
                opening["input"] = [:]
                let input = part["input"].flatMap { try? $0.text() } ?? "{}"
                delta = ["type": "input_json_delta", "partial_json": .string(input)]
            }
            text += event("content_block_start", ["index": at, "content_block": opening])
            text += event("content_block_delta", ["index": at, "delta": delta])
            text += event("content_block_stop", ["index": at])
        }
        let end: CanonicalJSON = ["stop_reason": response["stop_reason"] ?? "end_turn", "stop_sequence": .null]
        text += event("message_delta", ["delta": end, "usage": response["usage"] ?? [:]])
        return text + event("message_stop", [:])
    }
}
