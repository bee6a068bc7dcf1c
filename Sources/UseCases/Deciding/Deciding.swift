import CreditEngine
package import CreditStore

/// What a person decides about a proposal.
package enum Decision: Sendable {
    /// Approves the diff that has a hash: the whole of it, or at least its first twelve digits.
    case approve(hash: String?)
    /// Rejects it.
    case reject
    /// Takes the decision about it back.
    case undo
}

extension StoreSession {
    /// Carries out what a person decided about a proposal, under the lease.
    ///
    /// Throws `ReviewError`, and `StoreError`, of which some only say that the decision cannot be taken
    /// (`StoreError.isRefusal`).
    /// - Parameters:
    ///   - named: the proposal, or the beginning of its name; without one, the last decision is taken back.
    ///   - reason: why; the next critique of the block is told it when it is a rejection.
    ///   - purpose: what for, told to whoever else wants to decide; `nil` says that it is a decision in this session.
    package func decide(
        _ decision: Decision, on named: String?, who: String = Person.login(), reason: String = "",
        for purpose: String? = nil, _ permit: Permit
    ) async throws -> AuditEntry {
        try await deciding(for: purpose) { store, lease in
            if case .reject = decision, reason.allSatisfy(\.isWhitespace) { throw ReviewError.noReason }
            var meant: String?
            if let named { meant = try await store.proposalID(named) }
            if case .undo = decision, meant == nil {
                meant = try await store.decisions().values.max { $0.id < $1.id }?.proposal
            }
            guard let id = meant else { throw ReviewError.nothingToUndo }
            switch decision {
            case .approve(let hash):
                let shown = try await Self.shown(id, hash: hash, in: store)
                return try await store.approve(
                    id, validation: shown.validation, hash: shown.hash, who: who, reason: reason, under: lease)
            case .reject:
                let shown = try await store.reviewItem(id).validation?.id
                return try await store.reject(id, validation: shown, who: who, reason: reason, under: lease)
            case .undo: return try await store.undo(id, who: who, reason: reason, under: lease)
            }
        }
    }

    /// The validation that was shown with a diff, and the whole hash of both.
    private static func shown(_ id: String, hash: String?, in store: Store) async throws -> (
        validation: String, hash: String
    ) {
        guard let hash else { throw ReviewError.noHash(id) }
        let record = try await store.proposal(id)
        for validation in try await store.validations(of: id).reversed() {
            let whole = try record.approvalHash(validation: validation.id)
            if whole == hash || hash.count >= ReviewError.hashDigits && whole.hasPrefix(hash) {
                return (validation.id, whole)
            }
        }
        throw StoreError.wrongHash(proposal: id)
    }
}
