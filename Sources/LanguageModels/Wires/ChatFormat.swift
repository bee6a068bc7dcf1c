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

    func reply(from answer: ServerJSON) throws(WireFault) -> WireReply {
        let choices = answer["choices"]?.elements ?? []
        guard let choice = choices.first(where: { $0["index"]?.integer == 0 }) ?? choices.first else {
            throw .notUnderstood("no choices[0].message")
        }
        var parts = AnswerParts()
        guard Self.add(choice, into: &parts) else { throw .notUnderstood("no choices[0].message") }
        if let problem = ServerProblem(in: choice) { throw .problem(problem) }
        parts.ending = AnswerParts.Ending(reason: choice["finish_reason"])
        parts.name(answer["model"]?.word)
        parts.usage = Self.usage(answer)
        return try parts.reply()
    }

    func assembly() -> any ReplyAssembly { Assembly() }

    /// A streamed answer.
    ///
    /// One choice is asked for. A server whose `index` rises with every piece counts its pieces, not choices: then all are
    /// the answer. Otherwise those of the first index are.
    struct Assembly: ReplyAssembly {
        private var first = AnswerParts()
        private var all = AnswerParts()
        private var firstIndex: Int?
        private var lastIndex: Int?
        private var isCounting = true
        private(set) var isFinished = false
        /// The end marker belongs to the stream; see `ReplyReader`.
        let isDone = false

        mutating func add(_ event: ServerJSON) throws(WireFault) {
            all.name(event["model"]?.word)
            all.usage = ChatFormat.usage(event) ?? all.usage
            for choice in event["choices"]?.elements ?? [] {
                if let problem = ServerProblem(in: choice) { throw .problem(problem) }
                add(choice: choice)
            }
        }

        private mutating func add(choice: ServerJSON) {
            let index = choice["index"]?.integer ?? 0
            var piece = AnswerParts()
            _ = ChatFormat.add(choice, into: &piece)
            if piece.hasWords {
                if let lastIndex, index <= lastIndex { isCounting = false }
                firstIndex = firstIndex ?? index
                lastIndex = index
            }
            all.add(piece)
            if index == firstIndex ?? index { first.add(piece) }
            guard let ending = AnswerParts.Ending(reason: choice["finish_reason"]) else { return }
            all.ending = ending
            if index == firstIndex ?? index { first.ending = ending }
            isFinished = true
        }

        func reply() throws(WireFault) -> WireReply {
            var parts = isCounting ? all : first
            parts.ending = parts.ending ?? all.ending
            (parts.model, parts.usage) = (all.model, all.usage)
            return try parts.reply()
        }
    }

    /// The words of a choice: of its message or its piece of one, in whichever form; `false` when it has neither.
    private static func add(_ choice: ServerJSON, into parts: inout AnswerParts) -> Bool {
        guard let words = choice["delta"] ?? choice["message"] else {
            parts.say(choice["text"]?.text)
            return choice["text"]?.text != nil
        }
        parts.add(content: words.text == nil ? words["content"] : words)
        parts.add(reasoning: words["reasoning_content"] ?? words["reasoning"])
        parts.refuse(words["refusal"]?.text)
        return true
    }

    private static func usage(_ answer: ServerJSON) -> Usage? {
        let usage = answer["usage"] ?? answer["x_groq"]?["usage"]
        return Usage(reported: usage?["prompt_tokens"]?.tokens, usage?["completion_tokens"]?.tokens)
    }
}

extension AnswerParts {
    /// Whether anything is said at all.
    fileprivate var hasWords: Bool { text?.isEmpty == false || !reasoning.isEmpty || !refusal.isEmpty }

    /// Adds the words of a piece.
    fileprivate mutating func add(_ piece: AnswerParts) {
        say(piece.text)
        reason(piece.reasoning)
        refuse(piece.refusal)
    }
}
