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

    func parts(of answer: ServerJSON) throws(WireFault) -> AnswerParts {
        guard answer["output"] != nil || answer["status"] != nil else { throw .notUnderstood("no output") }
        var parts = AnswerParts()
        try Self.add(answer, into: &parts)
        return parts
    }

    func assembly() -> any ReplyAssembly { ResponsesAssembly() }

    /// Takes a whole response; its words count where it has some that have not come in pieces.
    static func add(_ response: ServerJSON, into parts: inout AnswerParts) throws(WireFault) {
        if response["status"]?.word == "failed" { throw .problem(ServerProblem(response) ?? ServerProblem()) }
        var whole = AnswerParts()
        for item in response["output"]?.elements ?? [] { add(item: item, into: &whole) }
        if whole.text == nil { whole.say(response["output_text"]?.text) }
        parts.fill(from: whole)
        parts.ending = ending(response)
        if parts.ending != .complete {
            parts.stopWord = response["incomplete_details"]?["reason"]?.word ?? "max_output_tokens"
        }
        parts.id = response["id"]?.word
        parts.name(response["model"]?.word)
        parts.usage = Usage(
            reported: response["usage"]?["input_tokens"]?.tokens, response["usage"]?["output_tokens"]?.tokens)
    }

    /// Takes an item of a response's output.
    ///
    /// A message whose `phase` is `commentary` accompanies the work and is not the answer.
    static func add(item: ServerJSON, into parts: inout AnswerParts) {
        parts.items.append(item)
        switch item["type"]?.word {
        case "message" where item["phase"]?.word == "commentary":
            var said = AnswerParts()
            said.add(content: item["content"])
            parts.reason(said.text)
        case "message", nil: parts.add(content: item["content"])
        case "reasoning":
            let before = parts.reasoning.bytes.count
            parts.add(reasoning: item["content"])
            if parts.reasoning.bytes.count == before { parts.add(reasoning: item["summary"]) }
        case let word?:
            parts.call = word
            if word == "function_call" { parts.take(CallParts(item: item)) }
        }
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
