import CreditEngine

/// Chat completions: OpenAI, vLLM, llama.cpp, Ollama's `/v1`, LM Studio, gateways.
struct ChatFormat: WireFormat {
    let provider = "openai"
    let limitKeys = ["max_tokens", "max_completion_tokens"]

    func path(on endpoint: Endpoint, model: String) -> String { endpoint.path("/chat/completions") }

    func body(of request: ModelRequest, streams: Bool) -> [String: CanonicalJSON] {
        var body: [String: CanonicalJSON] = [
            "messages": .messages(request.messages.map(Self.sendable)), "stream": .bool(streams),
        ]
        body["model"] = request.model.map { .string($0) }
        body["temperature"] = request.sampling.temperature.map { .number($0) }
        body["top_p"] = request.sampling.topP.map { .number($0) }
        body["max_tokens"] = request.sampling.maxTokens.map { .integer($0) }
        body["seed"] = request.seed.map { .integer(Int(clamping: $0)) }
        if request.asksForJSON { body["response_format"] = ["type": "json_object"] }
        // Without this, streams carry no usage.
        if streams { body["stream_options"] = ["include_usage": .bool(true)] }
        return body
    }

    /// A tool's message needs the call that it answers, which no recording has: its words are what the model reads.
    private static func sendable(_ message: PromptMessage) -> PromptMessage {
        ["system", "developer", "user", "assistant"].contains(message.role)
            ? message : PromptMessage(role: "user", content: message.content)
    }

    func parts(of answer: ServerJSON) throws(WireFault) -> AnswerParts {
        let choices = answer["choices"]?.elements ?? []
        guard let choice = choices.first(where: { $0["index"]?.integer == 0 }) ?? choices.first else {
            throw .notUnderstood("no choices[0].message")
        }
        var parts = AnswerParts()
        guard Self.add(choice, into: &parts) else { throw .notUnderstood("no choices[0].message") }
        if let problem = ServerProblem(in: choice) { throw .problem(problem) }
        parts.stop(choice["finish_reason"])
        parts.name(answer["model"]?.word)
        parts.usage = Self.usage(answer)
        return parts
    }

    func assembly() -> any ReplyAssembly { ChatAssembly() }

    /// The words of a choice: of its message or its piece of one, in whichever form; `false` when it has neither.
    static func add(_ choice: ServerJSON, into parts: inout AnswerParts) -> Bool {
        guard let words = choice["delta"] ?? choice["message"] else {
            parts.say(choice["text"]?.text)
            return choice["text"]?.text != nil
        }
        parts.add(content: words.text == nil ? words["content"] : words)
        // Several names for the same reasoning, of which some may be empty.
        for name in ["reasoning_content", "reasoning", "reasoning_details"] where parts.reasoning.isEmpty {
            parts.add(reasoning: words[name])
        }
        parts.refuse(words["refusal"]?.text)
        for call in words["tool_calls"]?.elements ?? [] {
            parts.call = "tool_calls"
            parts.take(CallParts(chat: call))
        }
        if let call = words["function_call"], case .object(let members) = call, !members.isEmpty {
            parts.call = "function_call"
            parts.take(CallParts(function: call))
        }
        return true
    }

    static func usage(_ answer: ServerJSON) -> Usage? {
        let usage = answer["usage"] ?? answer["x_groq"]?["usage"]
        return Usage(reported: usage?["prompt_tokens"]?.tokens, usage?["completion_tokens"]?.tokens)
    }
}
