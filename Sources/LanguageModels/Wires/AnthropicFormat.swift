import CreditEngine

/// Anthropic's messages.
struct AnthropicFormat: WireFormat {
    let provider = "anthropic"
    /// The protocol demands a limit.
    let tokenLimit: Int? = 4_096
    let limitKeys = ["max_tokens"]
    let keyScheme = KeyScheme.named("x-api-key")
    let headers = ["anthropic-version": "2023-06-01"]

    /// Bases are written both with and without the version.
    func path(on endpoint: Endpoint, model: String) -> String {
        endpoint.path.hasSuffix("/v1") ? endpoint.path + "/messages" : endpoint.path("/v1/messages")
    }

    /// System messages go into a field of their own; the protocol knows `user` and `assistant` beside them, and no seed.
    func body(of request: ModelRequest, streams: Bool) -> [String: CanonicalJSON] {
        let isSystem = { (message: PromptMessage) in ["system", "developer"].contains(message.role) }
        let system = request.messages.filter(isSystem).map(\.content).joined(separator: "\n\n")
        let spoken = request.messages.filter { !isSystem($0) }
            .map { PromptMessage(role: $0.role == "assistant" ? "assistant" : "user", content: $0.content) }
        var body: [String: CanonicalJSON] = ["messages": .messages(spoken), "stream": .bool(streams)]
        body["system"] = system.isEmpty ? nil : .string(system)
        body["model"] = request.model.map { .string($0) }
        body["temperature"] = request.sampling.temperature.map { .number($0) }
        body["top_p"] = request.sampling.topP.map { .number($0) }
        body["max_tokens"] = (request.sampling.maxTokens ?? tokenLimit).map { .integer($0) }
        return body
    }

    func parts(of answer: ServerJSON) throws(WireFault) -> AnswerParts {
        guard let content = answer["content"] else { throw .notUnderstood("no content") }
        var parts = AnswerParts()
        parts.add(content: content)
        // A message without blocks is one of no words.
        parts.say(ServerText())
        parts.stop(answer["stop_reason"])
        parts.name(answer["model"]?.word)
        parts.usage = Self.usage(answer["usage"], after: nil)
        return parts
    }

    func assembly() -> any ReplyAssembly { Assembly() }

    /// A streamed answer; its end marker is `message_stop`.
    ///
    /// Some servers send no `message_start`.
    struct Assembly: ReplyAssembly {
        /// What it says; a message without blocks is one of no words.
        private(set) var parts = AnswerParts(text: ServerText())
        private(set) var isDone = false
        var isFinished: Bool { parts.ending != nil }

        mutating func add(_ event: ServerJSON) throws(WireFault) {
            switch event["type"]?.word {
            case "message_start":
                parts.name(event["message"]?["model"]?.word)
                parts.usage = AnthropicFormat.usage(event["message"]?["usage"], after: parts.usage)
            case "content_block_start":
                parts.add(content: event["content_block"])
                if event["content_block"]?["type"]?.word == "tool_use" {
                    parts.placeLastCall(at: event["index"]?.integer)
                }
            case "content_block_delta":
                parts.say(event["delta"]?["text"]?.text)
                parts.reason(event["delta"]?["thinking"]?.text)
                // Blocks of other kinds have inputs as well.
                let place = event["index"]?.integer
                if let input = event["delta"]?["partial_json"]?.text, parts.calls.contains(where: { $0.place == place })
                {
                    parts.take(CallParts(place: place, arguments: input))
                }
            case "message_delta":
                parts.stop(event["delta"]?["stop_reason"])
                parts.usage = AnthropicFormat.usage(event["usage"], after: parts.usage)
            case "message_stop":
                // The protocol gives every whole message a reason.
                parts.ending = parts.ending ?? .failed("no stop_reason")
                isDone = true
            default: break
            }
        }
    }

    /// Counts, with earlier ones where they say nothing; cached tokens are tokens read.
    private static func usage(_ usage: ServerJSON?, after earlier: Usage?) -> Usage? {
        let cached =
            (usage?["cache_creation_input_tokens"]?.tokens ?? 0) + (usage?["cache_read_input_tokens"]?.tokens ?? 0)
        return Usage(
            reported: usage?["input_tokens"]?.tokens.map { $0 + cached } ?? earlier?.input,
            usage?["output_tokens"]?.tokens ?? earlier?.output)
    }
}
