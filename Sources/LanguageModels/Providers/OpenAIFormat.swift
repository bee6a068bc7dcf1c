import CreditEngine
internal import Foundation

/// Chat completions: OpenAI, vLLM, llama.cpp, Ollama's `/v1`, gateways.
enum OpenAIFormat: WireFormat {
    static let provider = "openai"
    static let tokenLimit: Int? = nil
    static let keyHeader = (name: "Authorization", prefix: "Bearer ")
    static let headers: [String: String] = [:]

    static func address(on endpoint: Endpoint) -> String { endpoint.address("/chat/completions") }

    static func body(of request: ModelRequest, streams: Bool) -> CanonicalJSON {
        .object(present: [
            "messages": .messages(request.messages),
            "model": request.model.map { .string($0) },
            "temperature": request.sampling.temperature.map { .number($0) },
            "top_p": request.sampling.topP.map { .number($0) },
            "max_tokens": request.sampling.maxTokens.map { .integer($0) },
            "seed": request.seed.map { .integer(Int(clamping: $0)) },
            "stream": .bool(streams),
            // Without this, streams carry no usage.
            "stream_options": streams ? ["include_usage": .bool(true)] : nil,
        ])
    }

    static func reply(from body: [UInt8]) throws(WireFault) -> WireReply {
        let chunk = try Chunk.read(body)
        guard let choice = chunk.choices?.first, let message = choice.message else {
            throw .notUnderstood("no choices[0].message")
        }
        return try WireReply(
            text: text(message.content?.text, finish: choice.finish_reason, refusal: message.refusal),
            model: chunk.model, usage: chunk.usage?.usage)
    }

    static func assembly() -> Assembly { Assembly() }

    /// A streamed answer; its end marker is `[DONE]`.
    struct Assembly: ReplyAssembly {
        private var content: String?
        private var refusal: String?
        private var finish: String?
        private var model: String?
        private var usage: Usage?
        private var isDone = false

        mutating func take(_ event: ServerSentEvent) throws(WireFault) {
            guard !isDone else { return }
            guard event.data != "[DONE]" else {
                isDone = true
                return
            }
            let chunk = try Chunk.read(Array(event.data.utf8))
            model = model ?? chunk.model
            usage = chunk.usage?.usage ?? usage
            guard let choice = chunk.choices?.first(where: { $0.index ?? 0 == 0 }) else { return }
            finish = choice.finish_reason ?? finish
            if let text = choice.delta?.content?.text { content = (content ?? "") + text }
            if let text = choice.delta?.refusal { refusal = (refusal ?? "") + text }
        }

        func finished() throws(WireFault) -> WireReply? {
            guard isDone else { return nil }
            return try WireReply(
                text: OpenAIFormat.text(content, finish: finish, refusal: refusal), model: model, usage: usage)
        }
    }

    /// The words of a complete answer; an answer of no words that simply stopped is an answer.
    private static func text(_ content: String?, finish: String?, refusal: String?) throws(WireFault) -> String {
        // What a filter cut off is not what the model said.
        if finish == "content_filter" { throw .noText("cut off by its content filter") }
        if let content, !content.isEmpty { return content }
        if let refusal, !refusal.isEmpty { throw .noText("refused: \(refusal)") }
        if let finish, finish != "stop", finish != "length" { throw .noText(finish) }
        guard let content else { throw .noText("no content") }
        return content
    }
}

/// One answer or one piece of a streamed one.
private struct Chunk: Decodable {
    var model: String?
    var choices: [Choice]?
    var usage: Counts?
    var error: ServerProblem.Problem?

    struct Choice: Decodable {
        var index: Int?
        var message: Words?
        var delta: Words?
        var finish_reason: String?
    }

    struct Words: Decodable {
        var content: Content?
        var refusal: String?
    }

    struct Counts: Decodable {
        var prompt_tokens: TokenCount?
        var completion_tokens: TokenCount?

        var usage: Usage? {
            let usage = Usage(input: prompt_tokens?.value, output: completion_tokens?.value)
            return usage == Usage() ? nil : usage
        }
    }

    /// A text, or a list of parts of which the texts count.
    struct Content: Decodable {
        var text: String

        struct Part: Decodable { var text: String? }

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self.text = text
            } else {
                text = try value.decode([Part].self).compactMap(\.text).joined()
            }
        }
    }

    static func read(_ bytes: [UInt8]) throws(WireFault) -> Chunk {
        guard let chunk = try? JSONDecoder().decode(Chunk.self, from: Data(bytes)) else {
            throw .notUnderstood(String(decoding: bytes.prefix(2_000), as: UTF8.self))
        }
        if chunk.error != nil, let problem = ServerProblem(bytes) { throw .problem(problem) }
        return chunk
    }
}
