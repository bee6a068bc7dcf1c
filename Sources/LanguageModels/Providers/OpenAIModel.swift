public import CreditEngine

/// A model behind chat completions: OpenAI, vLLM, llama.cpp, Ollama's `/v1`, gateways.
public struct OpenAIModel: LanguageModel {
    private let caller: EndpointCaller<OpenAIFormat>

    /// Connects; nothing is sent before the first request.
    public init(_ connection: ModelConnection, services: ModelServices) {
        caller = EndpointCaller(connection: connection, services: services)
    }

    /// Names this model in request keys.
    public var identity: ModelIdentity { caller.identity }

    /// Answers one request; throws `ModelError`, `BudgetError`, `IdentityError` or `CancellationError`.
    public func reply(to request: ModelRequest) async throws -> ModelReply { try await caller.reply(to: request) }
}

/// A model behind Anthropic's messages.
///
/// The protocol takes no seed, so equal seeds do not couple its answers.
public struct AnthropicModel: LanguageModel {
    private let caller: EndpointCaller<AnthropicFormat>

    /// Connects; nothing is sent before the first request.
    public init(_ connection: ModelConnection, services: ModelServices) {
        caller = EndpointCaller(connection: connection, services: services)
    }

    /// Names this model in request keys.
    public var identity: ModelIdentity { caller.identity }

    /// Answers one request; throws `ModelError`, `BudgetError`, `IdentityError` or `CancellationError`.
    public func reply(to request: ModelRequest) async throws -> ModelReply { try await caller.reply(to: request) }
}
