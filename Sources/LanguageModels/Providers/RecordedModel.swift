public import CreditEngine

/// Answers from earlier calls, by request key; it never calls anybody.
public struct RecordedModel: LanguageModel {
    /// The model whose answers were recorded.
    public let identity: ModelIdentity
    private let recorded: @Sendable (RequestKey) async throws -> ModelReply?

    /// Answers in the place of a model.
    ///
    /// - Parameter recorded: finds the answer of a key, `nil` when there is none.
    public init(
        of identity: ModelIdentity, recorded: @escaping @Sendable (RequestKey) async throws -> ModelReply?
    ) {
        self.identity = identity
        self.recorded = recorded
    }

    /// Answers one request exactly as then; throws `RecordedModelError` when nobody answered it then.
    public func reply(to request: ModelRequest) async throws -> ModelReply {
        try Task.checkCancellation()
        let key = try RequestKey(request, to: identity)
        guard var reply = try await recorded(key) else { throw RecordedModelError.notRecorded(key) }
        reply.isKept = true
        return reply
    }
}

/// Why a recording gave no answer.
public enum RecordedModelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nobody made this call, or it was never answered.
    case notRecorded(RequestKey)

    /// One sentence that names the call and the way out.
    public var description: String {
        switch self {
        case .notRecorded(let key):
            "no answer is recorded for the call \(key.description.prefix(12)); use the model itself"
        }
    }
}
