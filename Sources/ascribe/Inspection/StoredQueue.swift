import CreditEngine
import CreditStore
import Inspector
import UseCases

/// The queue of proposals as the interface reads and decides it.
enum StoredQueue {
    /// The queue as it is now; without a store it is empty, and none is made.
    static func read(_ session: StoreSession) async -> QueueAnswer {
        do {
            guard let store = try ReviewDesk.reading(session.folder) else { return .read([]) }
            let items = try await store.reviewItems()
            try store.close()
            return .read(items)
        } catch {
            return .failed("\(error)")
        }
    }

    /// Carries out what a person decided.
    static func carryOut(_ decision: ReviewDecision, _ session: StoreSession) async throws {
        let (id, who, reason) = (decision.proposal, Person.login(), decision.reason)
        try await session.deciding { store, lease in
            switch decision.verdict {
            case .approve(let hash, let validation):
                _ = try await store.approve(
                    id, validation: validation, hash: hash, who: who, reason: reason, under: lease)
            case .reject:
                let shown = try await store.reviewItem(id).validation?.id
                _ = try await store.reject(id, validation: shown, who: who, reason: reason, under: lease)
            case .undo: _ = try await store.undo(id, who: who, reason: reason, under: lease)
            }
        }
    }

    /// Puts a person's words into the queue as a further candidate of a proposal's lineage; returns its name.
    static func revise(_ id: String, _ text: String, _ session: StoreSession) async throws -> String {
        let store = try session.opened()
        let old = try await store.proposal(id).content
        let current = try await store.currentPrompts(of: old.team)
        var proposal = try Proposal(
            revising: old.block, of: current, to: text, lineage: old.lineage, critiques: old.critiques,
            reason: "\(Person.login()) wrote it, from proposal \(id): \(old.reason)", isSimulated: old.isSimulated)
        proposal.critiqued = old.critiqued
        let base = try await store.team(old.team) ?? current.team
        return try await store.propose(proposal, of: base).id
    }
}
