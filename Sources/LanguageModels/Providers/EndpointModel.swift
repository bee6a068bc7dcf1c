public import CreditEngine

/// A model behind HTTP, spoken to in one of the protocols of `Wire`.
public struct EndpointModel: LanguageModel {
    private let caller: EndpointCaller

    /// Connects; nothing is sent before the first request.
    public init(_ wire: Wire, _ connection: ModelConnection, services: ModelServices) {
        caller = EndpointCaller(format: wire.format, connection: connection, services: services)
    }

    /// Names this model in request keys.
    public var identity: ModelIdentity { caller.identity }

    /// Answers one request; throws `ModelError`, `BudgetError`, `IdentityError` or `CancellationError`.
    public func reply(to request: ModelRequest) async throws -> ModelReply { try await caller.reply(to: request) }
}
