import CreditEngine
import LanguageModels

/// OpenAI's chat completions, which most local servers and gateways speak too.
enum ChatCompletionsWire: Wire {
    static let pathEnding = "/chat/completions"

    private static func isSystem(_ message: CanonicalJSON) -> Bool {
        ["system", "developer"].contains(message["role"]?.string ?? "")
    }

    static func asked(_ body: CanonicalJSON) -> AskedCall {
        let messages = body["messages"]?.elements ?? []
        var asked = AskedCall()
        asked.system = messages.filter(isSystem).map { Wires.text($0["content"]) }.joined(separator: "\n\n")
        asked.messages = messages.filter { !isSystem($0) }.map {
            PromptMessage(role: $0["role"]?.string ?? "user", content: Wires.text($0["content"]))
        }
        for message in messages.reversed() {
            guard message["role"]?.string == "tool" else { break }
            if let id = message["tool_call_id"]?.string { asked.results[id] = Wires.text(message["content"]) }
        }
        asked.tools = (body["tools"]?.elements ?? []).compactMap { $0["function"]?["name"]?.string }
        asked.model = body["model"]?.string ?? ""
        asked.isStreamed = body["stream"]?.flag == true
        asked.wantsUsage = body["stream_options"]?["include_usage"]?.flag == true
        asked.answerLimit = body["max_completion_tokens"]?.whole ?? body["max_tokens"]?.whole
        return asked
    }

    static func body(_ body: CanonicalJSON, withSystem prompt: String) -> CanonicalJSON {
        var messages = body["messages"]?.elements ?? []
        let first = messages.firstIndex(where: isSystem)
        if let first {
            messages[first]["content"] = .string(prompt)
            let others = messages.indices.filter { $0 > first && isSystem(messages[$0]) }
            for index in others.reversed() { messages.remove(at: index) }
        } else {
            messages.insert(["role": "system", "content": .string(prompt)], at: 0)
        }
        var changed = body
        changed["messages"] = .array(messages)
        return changed
    }

    static func body(_ body: CanonicalJSON, withLead prompt: String) -> CanonicalJSON {
        var changed = body
        changed["messages"] = body["messages"]?.elements.map {
            Wires.messages($0, leadSaying: prompt, isSystem: isSystem)
        }
        return changed
    }

    static func body(_ body: CanonicalJSON, withSeed seed: Int) -> CanonicalJSON {
        var changed = body
        changed["seed"] = .integer(seed)
        return changed
    }

    static func body(_ body: CanonicalJSON, withResults result: (String) -> String?) -> CanonicalJSON {
        var changed = body
        changed["messages"] = body["messages"]?.elements.map { messages in
            .array(
                messages.map { message in
                    guard message["role"]?.string == "tool", let id = message["tool_call_id"]?.string else {
                        return message
                    }
                    return Wires.object(message, "content", saying: result(id))
                })
        }
        return changed
    }

    static func said(_ response: CanonicalJSON) -> ModelAnswer? {
        guard let message = response["choices"]?.elements?.first?["message"] else { return nil }
        var answer = ModelAnswer(text: Wires.text(message["content"]), model: response["model"]?.string)
        answer.reasoning = message["reasoning_content"]?.string ?? message["reasoning"]?.string
        answer.calls = (message["tool_calls"]?.elements ?? []).map { call in
            ModelAnswer.Call(
                id: call["id"]?.string ?? "", name: call["function"]?["name"]?.string ?? "tool",
                arguments: call["function"]?["arguments"]?.string ?? "")
        }
        answer.usage = Usage(
            input: response["usage"]?["prompt_tokens"]?.whole, output: response["usage"]?["completion_tokens"]?.whole)
        return answer
    }

    static func response(_ answer: ModelAnswer, model: String, id: String) -> CanonicalJSON {
        var message: CanonicalJSON = [
            "role": "assistant", "refusal": .null,
            "content": answer.text.isEmpty && !answer.calls.isEmpty ? .null : .string(answer.text),
        ]
        if let reasoning = answer.reasoning { message["reasoning_content"] = .string(reasoning) }
        if !answer.calls.isEmpty {
            message["tool_calls"] = .array(
                answer.calls.map { call in
                    [
                        "id": .string(call.id), "type": "function",
                        "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
                    ]
                })
        }
        return [
            "id": .string("chatcmpl-\(id)"), "object": "chat.completion", "created": 0, "model": .string(model),
            "usage": [
                "prompt_tokens": .integer(answer.usage.input ?? 0),
                "completion_tokens": .integer(answer.usage.output ?? 0),
                "total_tokens": .integer((answer.usage.input ?? 0) + (answer.usage.output ?? 0)),
            ],
            "choices": [
                [
                    "index": 0, "message": message, "logprobs": .null,
                    "finish_reason": answer.calls.isEmpty ? "stop" : "tool_calls",
                ]
            ],
        ]
    }

    static func stream(_ response: CanonicalJSON, to asked: AskedCall) -> String {
        func chunk(_ choices: CanonicalJSON, usage: CanonicalJSON? = nil) -> CanonicalJSON {
            .object(present: [
                "id": response["id"], "created": response["created"], "model": response["model"],
                "object": "chat.completion.chunk", "choices": choices, "usage": usage,
            ])
        }
        let choice = response["choices"]?.elements?.first
        let message = choice?["message"]
        var delta: CanonicalJSON = ["role": "assistant", "content": message?["content"] ?? .null]
        if let calls = message?["tool_calls"]?.elements {
            delta["tool_calls"] = .array(
                calls.enumerated().map { index, call in
                    var numbered = call
                    numbered["index"] = .integer(index)
                    return numbered
                })
        }
        let end: CanonicalJSON = [["index": 0, "delta": [:], "finish_reason": choice?["finish_reason"] ?? "stop"]]
        return Wires.event(nil, chunk([["index": 0, "delta": delta, "finish_reason": .null]]))
            + Wires.event(nil, chunk(end))
            + (asked.wantsUsage ? Wires.event(nil, chunk([], usage: response["usage"])) : "") + "data: [DONE]\n\n"
    }

    static func whole(of events: [ServerSentEvent]) -> CanonicalJSON? {
        var text = ""
        var reasoning = ""
        var calls: [Int: ModelAnswer.Call] = [:]
        var head: CanonicalJSON?
        var usage: CanonicalJSON?
        var finish: CanonicalJSON?
        for event in events where event.text != "[DONE]" {
            guard let chunk = try? CanonicalJSON(parsing: event.text) else { return nil }
            head = head ?? chunk
            if let counted = chunk["usage"], counted != .null { usage = counted }
            for choice in chunk["choices"]?.elements ?? [] {
                if let reason = choice["finish_reason"], reason != .null { finish = reason }
                let delta = choice["delta"]
                text += delta?["content"]?.string ?? ""
                reasoning += delta?["reasoning_content"]?.string ?? delta?["reasoning"]?.string ?? ""
                for part in choice["delta"]?["tool_calls"]?.elements ?? [] {
                    let index = part["index"]?.whole ?? calls.count
                    var call = calls[index] ?? ModelAnswer.Call(id: "", name: "", arguments: "")
                    call.id = part["id"]?.string ?? call.id
                    call.name += part["function"]?["name"]?.string ?? ""
                    call.arguments += part["function"]?["arguments"]?.string ?? ""
                    calls[index] = call
                }
            }
        }
        guard let head, finish != nil else { return nil }
        let answer = ModelAnswer(
            text: text, reasoning: reasoning.isEmpty ? nil : reasoning,
            calls: calls.sorted { $0.key < $1.key }.map(\.value))
        var response = response(answer, model: head["model"]?.string ?? "", id: "")
        response["id"] = head["id"]
        response["usage"] = usage
        return response
    }
}
