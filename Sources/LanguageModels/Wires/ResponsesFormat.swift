import CreditEngine

/// OpenAI's responses, which llama.cpp and gateways speak too; they take no seed.
struct ResponsesFormat: WireFormat {
    let provider = "openai-responses"
    let limitKeys = ["max_output_tokens"]

    func path(on endpoint: Endpoint, model: String) -> String { endpoint.path("/responses") }

    func body(of request: ModelRequest, streams: Bool) -> [String: CanonicalJSON] {
        let input = request.messages.map { message in
            ["system", "developer", "user", "assistant"].contains(message.role)
                ? message : PromptMessage(role: "user", content: message.content)
        }
        // Nothing of a run is to stay with the server.
        var body: [String: CanonicalJSON] = [
            "input": .messages(input), "stream": .bool(streams), "store": .bool(false),
        ]
        body["model"] = request.model.map { .string($0) }
        body["temperature"] = request.sampling.temperature.map { .number($0) }
        body["top_p"] = request.sampling.topP.map { .number($0) }
        if request.asksForJSON { body["text"] = ["format": ["type": "json_object"]] }
        body["max_output_tokens"] = request.sampling.maxTokens.map { .integer($0) }
        return body
    }

    func reply(from answer: ServerJSON) throws(WireFault) -> WireReply {
        guard answer["output"] != nil || answer["status"] != nil else { throw .notUnderstood("no output") }
        var parts = AnswerParts()
        try Self.add(answer, into: &parts)
        return try parts.reply()
    }

    func assembly() -> any ReplyAssembly { Assembly() }

    /// A streamed answer; its end marker is the event that holds the whole response.
    struct Assembly: ReplyAssembly {
        private var parts = AnswerParts()
        private(set) var isDone = false
        var isFinished: Bool { isDone }

        mutating func add(_ event: ServerJSON) throws(WireFault) {
            switch event["type"]?.word {
            case "response.output_text.delta": parts.say(event["delta"]?.text)
            case "response.refusal.delta": parts.refuse(event["delta"]?.text)
            case "response.reasoning_text.delta", "response.reasoning_summary_text.delta":
                parts.reason(event["delta"]?.text)
            case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
                guard let response = event["response"] else { throw .notUnderstood("no response at its end") }
                try ResponsesFormat.add(response, into: &parts)
                isDone = true
            default: break
            }
        }

        func reply() throws(WireFault) -> WireReply { try parts.reply() }
    }

    /// Takes a whole response; its words count where none have come in pieces.
    private static func add(_ response: ServerJSON, into parts: inout AnswerParts) throws(WireFault) {
        if response["status"]?.word == "failed" { throw .problem(ServerProblem(response) ?? ServerProblem()) }
        var whole = AnswerParts()
        for item in response["output"]?.elements ?? [] {
            switch item["type"]?.word {
            case "message", nil: whole.add(content: item["content"])
            case "reasoning":
                whole.add(reasoning: item["content"])
                if whole.reasoning.isEmpty { whole.add(reasoning: item["summary"]) }
            case let word?: whole.call = word
            }
        }
        if parts.text?.isEmpty != false { parts.text = whole.text ?? parts.text }
        if parts.reasoning.isEmpty { parts.reasoning = whole.reasoning }
        if parts.refusal.isEmpty { parts.refusal = whole.refusal }
        parts.call = whole.call
        parts.ending = ending(response)
        parts.name(response["model"]?.word)
        parts.usage = Usage(
            reported: response["usage"]?["input_tokens"]?.tokens, response["usage"]?["output_tokens"]?.tokens)
    }

    /// Only a response that is completed, or does not say, has come to its end.
    private static func ending(_ response: ServerJSON) -> AnswerParts.Ending {
        switch response["status"]?.word {
        case "completed", nil: .complete
        case "incomplete":
            switch response["incomplete_details"]?["reason"]?.word {
            case "content_filter": .filtered
            case "max_output_tokens", "max_tokens", nil: .cut
            case let word?: .other(word)
            }
        case let word?: .failed(word)
        }
    }
}
