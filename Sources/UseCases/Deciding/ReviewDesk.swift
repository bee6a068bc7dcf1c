import CreditEngine
package import CreditStore

/// The queue as the commands and the interface use it: reading always, deciding under the lease.
package enum ReviewDesk {
    /// Opens the store for reading; `nil` when there is none yet.
    ///
    /// One that an earlier program or a killed one left to be tidied is tidied.
    package static func reading(_ folder: String?) throws -> Store? {
        let folder = folder ?? Store.defaultFolder()
        do {
            return try Store(folder: folder, access: .readOnly)
        } catch StoreError.missing {
            return nil
        } catch StoreError.needsWriting {
            return try Store(folder: folder)
        }
    }

    /// The digits of a hash that name what was shown as surely as all of them; the inspector shows as many.
    static let hashDigits = 12

    /// Approves the diff that has a hash, with the validation that was shown with it; throws `StoreError`.
    ///
    /// - Parameter hash: the hash that was shown, or at least its first twelve digits.
    package static func approve(
        _ id: String, hash: String, who: String, reason: String, in store: Store, under lease: Lease
    ) async throws -> AuditEntry {
        let record = try await store.proposal(id)
        for shown in try await store.validations(of: id).reversed() {
            let whole = try record.approvalHash(validation: shown.id)
            guard whole == hash || hash.count >= hashDigits && whole.hasPrefix(hash) else { continue }
            return try await store.approve(
                id, validation: shown.id, hash: whole, who: who, reason: reason, under: lease)
        }
        throw StoreError.wrongHash(proposal: id)
    }

    /// Takes a decision back: that about a proposal, or the last one that stands; throws `StoreError` and `ReviewError`.
    package static func undo(_ id: String?, who: String, in store: Store, under lease: Lease) async throws -> AuditEntry
    {
        let last = try await store.decisions().values.max { $0.id < $1.id }?.proposal
        guard let id = id ?? last else { throw ReviewError.nothingToUndo }
        return try await store.undo(id, who: who, under: lease)
    }
}

/// Why nothing was decided.
package enum ReviewError: Error, Equatable, CustomStringConvertible {
    /// No hash was given.
    case noHash(String)
    /// No decision stands.
    case nothingToUndo
    /// A rejection without words.
    case noReason

    /// One sentence that names the thing and the way out.
    package var description: String {
        switch self {
        case .noHash(let id):
            "nothing is approved unseen: 'ascribe review show \(id)' shows the diff and its hash, which goes with --hash"
        case .nothingToUndo: "no decision stands, so there is nothing to undo; 'ascribe review list' shows the queue"
        case .noReason:
            "a rejection needs a reason in words, because the next critique of the block is told; give --reason"
        }
    }
}

extension StoreError {
    /// Whether it refuses a decision, with everything in order otherwise.
    package var isRefusal: Bool {
        switch self {
        case .wrongHash, .notAccepted, .reasonNeeded, .stale, .alreadyDecided, .notDecided, .dependedOn,
            .noSuchProposal, .ambiguous, .tooShort, .noSuchValidation, .noSuchTeam:
            true
        default: false
        }
    }
}
