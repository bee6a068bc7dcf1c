import CreditEngine
import LanguageModels

/// OpenAI's responses.
enum ResponsesWire: ConversationWire {
    static let pathEnding = "/responses"
    static let answers = LanguageModels.Wire.responses

    private static func isSystem(_ item: CanonicalJSON) -> Bool {
        ["system", "developer"].contains(item["role"]?.string ?? "")
    }

    static func items(_ body: CanonicalJSON) -> [CanonicalJSON] {
        if let text = body["input"]?.string { return [["role": "user", "content": .string(text)]] }
        return body["input"]?.elements ?? []
    }

    static func asked(_ body: CanonicalJSON) -> AskedCall {
        let items = items(body)
        var asked = AskedCall()
        let instructions = body["instructions"]?.string.map { [$0] } ?? []
        asked.system = (instructions + items.filter(isSystem).map { Wires.text($0["content"]) })
            .joined(separator: "\n\n")
        asked.messages = items.filter { !isSystem($0) }.map { item in
            let text = Wires.text(item["content"])
            let other = Wires.text(item["output"]) + (item["arguments"]?.string ?? "")
            return PromptMessage(role: item["role"]?.string ?? "tool", content: text.isEmpty ? other : text)
        }
        for item in items.reversed() {
            guard item["type"]?.string == "function_call_output" else { break }
            if let id = item["call_id"]?.string { asked.results[id] = Wires.text(item["output"]) }
        }
        asked.tools = (body["tools"]?.elements ?? []).compactMap { $0["name"]?.string }
        asked.model = body["model"]?.string ?? ""
        asked.isStreamed = body["stream"]?.flag == true
        asked.answerLimit = body["max_output_tokens"]?.whole
        asked.keptAtServer =
            body["previous_response_id"]?.string ?? body["conversation"]?.string ?? body["conversation"]?["id"]?.string
        return asked
    }

    static func previous(_ body: CanonicalJSON) -> String? { body["previous_response_id"]?.string }

    static func body(_ body: CanonicalJSON, after said: [CanonicalJSON]) -> CanonicalJSON {
        var changed = body
        changed["previous_response_id"] = nil
        changed["input"] = .array(said + items(body))
        return changed
    }

    static func output(of response: CanonicalJSON) -> [CanonicalJSON] { response["output"]?.elements ?? [] }

    static func body(_ body: CanonicalJSON, withSystem prompt: String) -> CanonicalJSON {
        var changed = body
        changed["instructions"] = .string(prompt)
        if let items = body["input"]?.elements { changed["input"] = .array(items.filter { !isSystem($0) }) }
        return changed
    }

    static func body(_ body: CanonicalJSON, withLead prompt: String) -> CanonicalJSON {
        var changed = body
        changed["input"] = Wires.messages(items(body), leadSaying: prompt, isSystem: isSystem)
        return changed
    }

    static func body(_ body: CanonicalJSON, withSeed seed: Int) -> CanonicalJSON { body }

    static func body(_ body: CanonicalJSON, withResults result: (String) -> String?) -> CanonicalJSON {
        guard let items = body["input"]?.elements else { return body }
        var changed = body
        changed["input"] = .array(
            items.map { item in
                guard item["type"]?.string == "function_call_output", let id = item["call_id"]?.string else {
                    return item
                }
                return Wires.object(item, "output", saying: result(id))
            })
        return changed
    }

    static func response(_ answer: ModelAnswer, model: String, id: String) -> CanonicalJSON {
        var output: [CanonicalJSON] = []
        let status: CanonicalJSON = answer.ending == nil ? "completed" : "incomplete"
        var content: [CanonicalJSON] = []
        if !answer.text.isEmpty || (answer.calls.isEmpty && answer.refusal == nil) {
            content.append(["type": "output_text", "text": .string(answer.text), "annotations": []])
        }
        if let refusal = answer.refusal { content.append(["type": "refusal", "refusal": .string(refusal)]) }
        if !content.isEmpty {
            output.append([
                "type": "message", "id": .string("msg_\(id)"), "role": "assistant", "status": status,
                "content": .array(content),
            ])
        }
        for call in answer.calls {
            output.append([
                "type": "function_call", "id": .string("fc_\(call.id)"), "call_id": .string(call.id),
                "name": .string(call.name), "arguments": .string(call.arguments), "status": "completed",
            ])
        }
        let (input, written) = (answer.usage.input ?? 0, answer.usage.output ?? 0)
        return [
            "id": .string("resp_\(id)"), "object": "response", "created_at": 0, "model": .string(model),
            "status": status, "output": .array(output), "parallel_tool_calls": .bool(true), "tool_choice": "auto",
            "tools": [], "error": .null, "instructions": .null, "metadata": [:],
            "incomplete_details": answer.ending.map { ["reason": .string($0)] } ?? .null,
            "usage": [
                "input_tokens": .integer(input), "output_tokens": .integer(written),
                "total_tokens": .integer(input + written), "input_tokens_details": ["cached_tokens": 0],
                "output_tokens_details": ["reasoning_tokens": 0],
            ],
        ]
    }

    static func stream(_ response: CanonicalJSON, to asked: AskedCall) -> String {
        var number = 0
        func event(_ name: String, _ fields: CanonicalJSON) -> String {
            number += 1
            var fields = fields
            fields["type"] = .string(name)
            fields["sequence_number"] = .integer(number)
            return Wires.event(name, fields)
        }
        var head = response
        head["output"] = []
        head["status"] = "in_progress"
        head["usage"] = .null
        var text = event("response.created", ["response": head])
        for (index, item) in (response["output"]?.elements ?? []).enumerated() {
            for (name, fields) in events(of: item, at: index) { text += event(name, fields) }
        }
        return text + event("response.\(response["status"]?.string ?? "completed")", ["response": response])
    }

    /// The events in which an item of the output comes: libraries put it together from them.
    private static func events(of item: CanonicalJSON, at index: Int) -> [(String, CanonicalJSON)] {
        let at = CanonicalJSON.integer(index)
        var opening = item
        opening["status"] = "in_progress"
        opening[item["arguments"] == nil ? "content" : "arguments"] = item["arguments"] == nil ? [] : ""
        var events: [(String, CanonicalJSON)] = [
            ("response.output_item.added", ["output_index": at, "item": opening])
        ]
        let place: CanonicalJSON = ["output_index": at, "item_id": item["id"] ?? ""]
        func note(_ name: String, _ fields: [(String, CanonicalJSON?)], _ place: CanonicalJSON) {
            var event = place
            for (key, value) in fields { event[key] = value }
            events.append((name, event))
        }
        for (number, part) in (item["content"]?.elements ?? []).enumerated() {
            var here = place
            here["content_index"] = .integer(number)
            var empty = part
            let refusal = part["refusal"]
            empty[refusal == nil ? "text" : "refusal"] = ""
            note("response.content_part.added", [("part", empty)], here)
            if let refusal {
                note("response.refusal.delta", [("delta", refusal)], here)
                note("response.refusal.done", [("refusal", refusal)], here)
            } else {
                note("response.output_text.delta", [("delta", part["text"]), ("logprobs", [])], here)
                note("response.output_text.done", [("text", part["text"]), ("logprobs", [])], here)
            }
            note("response.content_part.done", [("part", part)], here)
        }
        if let arguments = item["arguments"] {
            note("response.function_call_arguments.delta", [("delta", arguments)], place)
            note("response.function_call_arguments.done", [("arguments", arguments), ("name", item["name"])], place)
        }
        events.append(("response.output_item.done", ["output_index": at, "item": item]))
        return events
    }
}
