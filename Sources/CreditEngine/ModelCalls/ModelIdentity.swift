/// Who answers a request: everything outside the request itself that an answer depends on.
public struct ModelIdentity: Sendable, Hashable {
    /// The kind of provider: `openai`, `anthropic`, `command`.
    public var provider: String
    /// Where it is: scheme, host and port (`https://api.example.com:443`); for a program its argument vector as JSON.
    public var origin: String
    /// The path and query of the address that is asked; empty where there is none.
    ///
    /// One origin can have different models behind different paths.
    public var address: String
    /// Further headers, by which gateways choose who answers.
    public var headers: [String: String]
    /// What every request has beside or without the usual parameters, as canonical JSON; `nil` when nothing.
    public var request: String?
    /// The model's name; `nil` takes the request's.
    public var model: String?
    /// Settings that fill the gaps of a request's own.
    public var defaults: SamplingParameters

    /// Makes an identity.
    public init(
        provider: String, origin: String, address: String = "", headers: [String: String] = [:],
        request: String? = nil, model: String? = nil, defaults: SamplingParameters = SamplingParameters()
    ) {
        self.provider = provider
        self.origin = origin
        self.address = address
        self.headers = headers
        self.request = request
        self.model = model
        self.defaults = defaults
    }

    /// The request as it is really made: this model's name, and its settings where the request has none.
    public func completed(_ request: ModelRequest) -> ModelRequest {
        var request = request
        request.model = model ?? request.model
        request.sampling.temperature = request.sampling.temperature ?? defaults.temperature
        request.sampling.topP = request.sampling.topP ?? defaults.topP
        request.sampling.maxTokens = request.sampling.maxTokens ?? defaults.maxTokens
        return request
    }
}
