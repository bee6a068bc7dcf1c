package import CreditStore

/// Why nothing was decided.
package enum ReviewError: Error, Equatable, CustomStringConvertible {
    /// The digits of a hash that name what was shown as surely as all of them; the inspector shows as many.
    static let hashDigits = 12

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
        case .wrongHash, .notAccepted, .reasonNeeded, .stale, .alreadyDecided, .notDecided, .dependedOn: true
        default: false
        }
    }

    /// Whether the name that was given names nothing, or more than one thing.
    package var isWrongName: Bool {
        switch self {
        case .noSuchProposal, .noSuchCritique, .ambiguous, .tooShort, .noSuchValidation, .noSuchTeam, .noSuchItem: true
        default: false
        }
    }
}
