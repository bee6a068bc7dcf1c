/// Complete answers of models by the content of what was asked.
///
/// The key is the hash of everything that could change the answer: provider kind, origin, model, messages, sampling
/// parameters, seed and sample index. It never holds a key or password. An answer that was cut off or failed is no
/// `ModelReply`, so it cannot get in; a simulated one is not kept, because it costs nothing to make again.
public protocol ReplyCache: Sendable {
    /// The answer kept under a key; `nil` when there is none.
    func reply(for key: String) async throws -> ModelReply?

    /// Keeps an answer; a key that is known already keeps its first answer, and a simulated answer is passed over.
    func keep(_ reply: ModelReply, for key: String) async throws

    /// Keeps an answer in the place of an earlier one: for answers asked for anew, and where the earlier one is of no use.
    ///
    /// A simulated answer is passed over.
    func supersede(_ reply: ModelReply, for key: String) async throws
}

/// A cache that lasts as long as the program.
public actor MemoryReplyCache: ReplyCache {
    private var replies: [String: ModelReply] = [:]

    /// An empty cache.
    public init() {}

    /// The answer kept under a key; `nil` when there is none.
    public func reply(for key: String) -> ModelReply? { replies[key] }

    /// Keeps an answer; a key that is known already keeps its first answer, and a simulated answer is passed over.
    public func keep(_ reply: ModelReply, for key: String) {
        guard !reply.simulated, replies[key] == nil else { return }
        replies[key] = reply
    }

    /// Keeps an answer in the place of an earlier one; a simulated answer is passed over.
    public func supersede(_ reply: ModelReply, for key: String) {
        guard !reply.simulated else { return }
        replies[key] = reply
    }
}
