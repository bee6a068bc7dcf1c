import CreditEngine
import CreditStore
import Inspector
import UseCases

/// The queue of proposals as the interface reads and decides it.
enum StoredQueue {
    /// The queue as it is now; without a store it is empty, and none is made.
    static func read(_ session: StoreSession) async -> QueueAnswer {
        do {
            guard let store = try Store.existing(in: session.folder) else { return .read([]) }
            let items = try await store.reviewItems()
            try store.close()
            return .read(items)
        } catch {
            return .failed("\(error)")
        }
    }

    /// Carries out what a person decided.
    static func carryOut(_ decision: ReviewDecision, _ session: StoreSession, _ permit: Permit) async throws {
        let meant: Decision =
            switch decision.verdict {
            case .approve(let hash, _): .approve(hash: hash)
            case .reject: .reject
            case .undo: .undo
            }
        _ = try await session.decide(meant, on: decision.proposal, reason: decision.reason, permit)
    }
}
