public import CreditEngine

/// A model whose complete answers are kept under the hash of what was asked, so that nothing is paid for twice.
///
/// The key holds the sample (`ModelRequest.sampleSalt`): asking again for another sample calls again, so one kept answer
/// never stands for several samples. Equal requests under way at the same time are one call. An answer that whoever asked
/// cannot read is not kept, and one that was kept earlier gives way to the next.
public struct CachedModel: LanguageModel {
    private let model: any LanguageModel
    private let identity: ModelIdentity
    private let cache: any ReplyCache
    private let flights: ReplyFlights
    /// What this session was told, when earlier answers are not used.
    private let session: MemoryReplyCache?

    /// Puts a cache before a model.
    ///
    /// - Parameters:
    ///   - isFresh: whether answers that were kept before are not used (`--fresh`); new ones take their place.
    ///   - flights: the calls under way, shared by all models that share the cache.
    public init(
        _ model: any LanguageModel, identity: ModelIdentity, cache: any ReplyCache, isFresh: Bool = false,
        flights: ReplyFlights = ReplyFlights()
    ) {
        self.model = model
        self.identity = identity
        self.cache = cache
        self.flights = flights
        session = isFresh ? MemoryReplyCache() : nil
    }

    /// The answer kept, marked as such, else the model's own, which is on the disk when this returns.
    ///
    /// Throws what the model and the cache throw.
    public func reply(to request: ModelRequest) async throws -> ModelReply { try await answer(to: request) { $0 } }

    /// What `read` makes of the answer kept, else of the model's own; throws what the model, the cache and `read` throw.
    public func answer<Value: Sendable>(
        to request: ModelRequest, read: @escaping @Sendable (ModelReply) throws -> Value
    ) async throws -> Value {
        let key = try RequestKey(request, to: identity).description
        let reply = try await flights.reply(for: key) {
            try await self.reply(to: request, key) { reply in (try? read(reply)) != nil }
        }
        return try read(reply)
    }

    private func reply(
        to request: ModelRequest, _ key: String, isUsable: (ModelReply) -> Bool
    ) async throws -> ModelReply {
        let known: any ReplyCache = session ?? cache
        let kept = try await known.reply(for: key)
        if var kept, isUsable(kept) {
            kept.isKept = true
            return kept
        }
        let reply = try await model.reply(to: request)
        guard isUsable(reply) else { return reply }
        if session != nil || kept != nil {
            try await cache.supersede(reply, for: key)
        } else {
            try await cache.keep(reply, for: key)
        }
        await session?.supersede(reply, for: key)
        return reply
    }
}
