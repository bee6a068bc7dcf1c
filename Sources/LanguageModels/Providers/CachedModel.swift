public import CreditEngine

/// A model whose complete answers are kept under the hash of what was asked, so that nothing is paid for twice.
///
/// The key holds the sample (`ModelRequest.chance`): asking again for another sample calls again, so one kept answer
/// never stands for several samples.
public struct CachedModel: LanguageModel {
    private let model: any LanguageModel
    private let identity: ModelIdentity
    private let cache: any ReplyCache
    /// What this session was told, when earlier answers are not used.
    private let session: MemoryReplyCache?

    /// Puts a cache before a model.
    ///
    /// - Parameter isFresh: whether answers that were kept before are not used (`--fresh`).
    public init(_ model: any LanguageModel, identity: ModelIdentity, cache: any ReplyCache, isFresh: Bool = false) {
        self.model = model
        self.identity = identity
        self.cache = cache
        session = isFresh ? MemoryReplyCache() : nil
    }

    /// The answer kept, marked as such, else the model's own, which is on the disk when this returns.
    ///
    /// Throws what the model and the cache throw.
    public func reply(to request: ModelRequest) async throws -> ModelReply {
        let key = try RequestKey(request, to: identity).description
        let known: any ReplyCache = session ?? cache
        if var kept = try await known.reply(for: key) {
            kept.isKept = true
            return kept
        }
        let reply = try await model.reply(to: request)
        try await cache.keep(reply, for: key)
        await session?.keep(reply, for: key)
        return reply
    }
}
