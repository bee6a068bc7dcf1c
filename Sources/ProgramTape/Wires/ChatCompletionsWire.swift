import CreditEngine
import LanguageModels

/// OpenAI's chat completions, which most local servers and gateways speak too.
enum ChatCompletionsWire: Wire {
    static let pathEnding = "/chat/completions"
    static let answers = LanguageModels.Wire.openAI

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
            // Before there were tools, a call had no identifier.
            let isFunction = message["role"]?.string == "function"
            guard isFunction || message["role"]?.string == "tool" else { break }
            if let id = isFunction ? "" : message["tool_call_id"]?.string {
                asked.results[id] = Wires.text(message["content"])
            }
        }
        let tools = body["tools"]?.elements ?? []
        asked.takesFunctions = tools.isEmpty
        asked.tools =
            tools.compactMap { $0["function"]?["name"]?.string }
            + (body["functions"]?.elements ?? []).compactMap { $0["name"]?.string }
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

    static func response(_ answer: ModelAnswer, model: String, id: String) -> CanonicalJSON {
        let isSilent = answer.text.isEmpty && (!answer.calls.isEmpty || answer.refusal != nil)
        var message: CanonicalJSON = [
            "role": "assistant", "refusal": answer.refusal.map { .string($0) } ?? .null,
            "content": isSilent ? .null : .string(answer.text),
        ]
        if let reasoning = answer.reasoning { message["reasoning_content"] = .string(reasoning) }
        let function = answer.calls.first { $0.isFunction }
        if let function {
            message["function_call"] = ["name": .string(function.name), "arguments": .string(function.arguments)]
        } else if !answer.calls.isEmpty {
            message["tool_calls"] = .array(
                answer.calls.map { call in
                    [
                        "id": .string(call.id), "type": "function",
                        "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
                    ]
                })
        }
        let usual = function != nil ? "function_call" : answer.calls.isEmpty ? "stop" : "tool_calls"
        return [
            "id": .string("chatcmpl-\(id)"), "object": "chat.completion", "created": 0, "model": .string(model),
            "usage": [
                "prompt_tokens": .integer(answer.usage.input ?? 0),
                "completion_tokens": .integer(answer.usage.output ?? 0),
                "total_tokens": .integer(KnownSum.of([answer.usage.input, answer.usage.output]) ?? 0),
            ],
            "choices": [
                [
                    "index": 0, "message": message, "logprobs": .null,
                    "finish_reason": .string(answer.ending ?? usual),
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
        var delta = choice?["message"] ?? [:]
        if let calls = delta["tool_calls"]?.elements {
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
}
