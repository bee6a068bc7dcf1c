import CreditEngine
internal import Foundation

/// Anthropic's messages.
enum AnthropicFormat: WireFormat {
    static let provider = "anthropic"
    /// The protocol demands a limit.
    static let tokenLimit: Int? = 4_096
    static let keyHeader = (name: "x-api-key", prefix: "")
    static let headers = ["anthropic-version": "2023-06-01"]

    /// Bases are written both with and without the version.
    static func address(on endpoint: Endpoint) -> String {
        endpoint.address(endpoint.path.hasSuffix("/v1") ? "/messages" : "/v1/messages")
    }

    /// System messages go into a field of their own; the protocol knows `user` and `assistant` beside them, and no seed.
    static func body(of request: ModelRequest, streams: Bool) -> CanonicalJSON {
        let system = request.messages.filter { $0.role == "system" }.map(\.content).joined(separator: "\n\n")
        let spoken = request.messages.filter { $0.role != "system" }
            .map { PromptMessage(role: $0.role == "assistant" ? "assistant" : "user", content: $0.content) }
        return .object(present: [
            "messages": .messages(spoken),
            "system": system.isEmpty ? nil : .string(system),
            "model": request.model.map { .string($0) },
            "temperature": request.sampling.temperature.map { .number($0) },
            "top_p": request.sampling.topP.map { .number($0) },
            "max_tokens": (request.sampling.maxTokens ?? tokenLimit).map { .integer($0) },
            "stream": .bool(streams),
        ])
    }

    static func reply(from body: [UInt8]) throws(WireFault) -> WireReply {
        let message = try Event.read(body)
        guard let content = message.content else { throw .notUnderstood("no content") }
        return try WireReply(
            text: text(content.compactMap(\.text), stop: message.stop_reason), model: message.model,
            usage: message.usage?.adding(nil))
    }

    static func assembly() -> Assembly { Assembly() }

    /// A streamed answer; its end marker is `message_stop`.
    ///
    /// Some servers send no `message_start`.
    struct Assembly: ReplyAssembly {
        private var texts: [String] = []
        private var stop: String?
        private var model: String?
        private var usage: Usage?
        private var isDone = false

        mutating func take(_ event: ServerSentEvent) throws(WireFault) {
            guard !isDone else { return }
            let event = try Event.read(Array(event.data.utf8))
            switch event.type {
            case "message_start":
                model = event.message?.model
                usage = event.message?.usage?.adding(usage)
            case "content_block_start": if let text = event.content_block?.text { texts.append(text) }
            case "content_block_delta": if let text = event.delta?.text { texts.append(text) }
            case "message_delta":
                stop = event.delta?.stop_reason ?? stop
                usage = event.usage?.adding(usage) ?? usage
            case "message_stop": isDone = true
            default: break
            }
        }

        func finished() throws(WireFault) -> WireReply? {
            guard isDone else { return nil }
            return try WireReply(text: AnthropicFormat.text(texts, stop: stop), model: model, usage: usage)
        }
    }

    private static func text(_ texts: [String], stop: String?) throws(WireFault) -> String {
        let text = texts.joined()
        // Words before a refusal are not an answer.
        if stop == "refusal" { throw .noText("refused") }
        if text.isEmpty, let stop, !["end_turn", "stop_sequence", "max_tokens"].contains(stop) { throw .noText(stop) }
        return text
    }
}

/// One answer or one event of a streamed one.
private struct Event: Decodable {
    var type: String?
    var message: Message?
    var content: [Block]?
    var content_block: Block?
    var delta: Delta?
    var usage: Counts?
    var model: String?
    var stop_reason: String?
    var error: ServerProblem.Problem?

    struct Message: Decodable {
        var model: String?
        var usage: Counts?
    }

    struct Block: Decodable { var text: String? }

    struct Delta: Decodable {
        var text: String?
        var stop_reason: String?
    }

    struct Counts: Decodable {
        var input_tokens: TokenCount?
        var cache_creation_input_tokens: TokenCount?
        var cache_read_input_tokens: TokenCount?
        var output_tokens: TokenCount?

        /// These counts, with earlier ones where they say nothing.
        ///
        /// Cached tokens are tokens read.
        func adding(_ earlier: Usage?) -> Usage? {
            let cached = (cache_creation_input_tokens?.value ?? 0) + (cache_read_input_tokens?.value ?? 0)
            let usage = Usage(
                input: input_tokens?.value.map { $0 + cached } ?? earlier?.input,
                output: output_tokens?.value ?? earlier?.output)
            return usage == Usage() ? nil : usage
        }
    }

    static func read(_ bytes: [UInt8]) throws(WireFault) -> Event {
        guard let event = try? JSONDecoder().decode(Event.self, from: Data(bytes)) else {
            throw .notUnderstood(String(decoding: bytes.prefix(2_000), as: UTF8.self))
        }
        if event.error != nil, let problem = ServerProblem(bytes) { throw .problem(problem) }
        return event
    }
}
