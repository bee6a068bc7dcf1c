public import CreditEngine
import Foundation
import GRDB

/// The answers of real models, kept for good under the hash of what was asked.
extension Store: ReplyCache {
    /// The answer kept under a key; `nil` when there is none.
    public func reply(for key: String) async throws -> ModelReply? {
        let text = try await read { db in
            try String.fetchOne(db, sql: "SELECT reply FROM reply WHERE key = ?", arguments: [KeptText(key)])
        }
        guard let text else { return nil }
        return try JSONDecoder().decode(StoredReply.self, from: Data(text.utf8)).reply
    }

    /// Keeps an answer; a key that is known already keeps its first answer, and a simulated answer is passed over.
    public func keep(_ reply: ModelReply, for key: String) async throws {
        try await insert(reply, for: key, instead: "IGNORE")
    }

    /// Keeps an answer in the place of an earlier one; a simulated answer is passed over.
    public func supersede(_ reply: ModelReply, for key: String) async throws {
        try await insert(reply, for: key, instead: "REPLACE")
    }

    private func insert(_ reply: ModelReply, for key: String, instead: String) async throws {
        guard !reply.simulated else { return }
        let text = try StoredJSON.text(StoredReply(reply))
        try await write { db in
            try db.execute(
                sql: "INSERT OR \(instead) INTO reply VALUES (?, ?, ?)",
                arguments: [KeptText(key), text, Timestamp.now()])
        }
    }
}

/// An answer as JSON; what is unknown is left out.
private struct StoredReply: Codable {
    var text: String
    var reasoning: String?
    var model: String?
    var inputTokens: Int?
    var outputTokens: Int?
    var hasUsage: Bool
    var latencyMs: Double?
    var costUsd: Double?
    var isUnseeded: Bool?

    init(_ reply: ModelReply) {
        text = reply.text
        reasoning = reply.reasoning
        model = reply.model
        inputTokens = reply.usage?.input
        outputTokens = reply.usage?.output
        hasUsage = reply.usage != nil
        latencyMs = reply.latency
        costUsd = reply.cost
        isUnseeded = reply.isUnseeded ? true : nil
    }

    var reply: ModelReply {
        ModelReply(
            text: text, reasoning: reasoning, model: model,
            usage: hasUsage ? Usage(input: inputTokens, output: outputTokens) : nil, latency: latencyMs, cost: costUsd,
            isUnseeded: isUnseeded ?? false)
    }
}
