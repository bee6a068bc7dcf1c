import CreditEngine
import GRDB

/// What a person did, never changed afterwards.
public struct AuditEntry: Sendable, Hashable {
    /// What was done.
    public enum Action: String, Sendable, Hashable {
        /// The proposal was approved.
        case approved
        /// The proposal was rejected.
        case rejected
        /// An earlier entry was taken back; the proposal waits again.
        case undone
    }

    /// Its number, rising.
    public var id: Int64
    /// When, UTC in ISO 8601.
    public var at: String
    /// What was done.
    public var action: Action
    /// The proposal.
    public var proposal: String
    /// The block.
    public var block: String
    /// The hash of the text that was there.
    public var oldHash: String
    /// The text that was proposed.
    public var newText: String
    /// The hashes of all other blocks by name.
    public var others: [String: String]
    /// The validation that the person saw; `nil` when there was none.
    public var validation: String?
    /// The hash of the diff that was shown; empty for a rejection of a proposal without validation.
    public var hash: String
    /// Who decided.
    public var who: String
    /// Why; may be empty for an approval.
    public var reason: String
    /// The entry that is taken back.
    public var undoes: Int64?
}

extension Store {
    /// Approves a proposal on behalf of a person who has seen its diff; needs the lease.
    ///
    /// Decision and audit entry are one transaction, which also sees what is approved now (`currentPrompts(of:)`). Throws
    /// `StoreError`: `wrongHash` unless `hash` is that of the diff with this validation, `notAccepted` when the gate
    /// refused, `reasonNeeded` when it accepted with a warning, `stale` when a block has changed, `alreadyDecided`.
    /// - Parameters:
    ///   - id: the proposal.
    ///   - validation: the validation that was shown with the diff.
    ///   - hash: the hash that was shown with the diff (`ReviewItem.approvalHash`).
    ///   - who: the person.
    ///   - reason: why.
    public func approve(
        _ id: String, validation: String, hash: String, who: String, reason: String = "", under lease: Lease
    ) async throws -> AuditEntry {
        try await write { db in
            try lease.check(db)
            let proposal = try Self.proposal(id, in: db)
            try Self.requireUndecided(id, in: db)
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM validation WHERE id = ? AND proposal = ?",
                arguments: [KeptText(validation), KeptText(id)])
            guard let shown = try row.map(Self.validation) else {
                throw StoreError.noSuchValidation(validation, proposal: id)
            }
            guard hash == (try proposal.approvalHash(validation: validation)) else {
                throw StoreError.wrongHash(proposal: id)
            }
            guard try Self.isWhole(proposal) else { throw StoreError.cut(proposal: id) }
            let current = try Self.currentPrompts(of: proposal.content.team, in: db).hashes()
            if let block = proposal.content.staleBlock(in: current) {
                throw StoreError.stale(proposal: id, block: block)
            }
            guard shown.accepted else { throw StoreError.notAccepted(proposal: id, validation: validation) }
            if let warning = shown.report.warnings.first, reason.allSatisfy(\.isWhitespace) {
                throw StoreError.reasonNeeded(proposal: id, warning: warning)
            }
            return try Self.decide(
                .approved, proposal, validation: validation, hash: hash, who: who, reason: reason, in: db)
        }
    }

    /// Rejects a proposal, with a reason that the next critique of the block is told; needs the lease.
    ///
    /// - Parameter validation: the validation that was shown, when there was one.
    public func reject(
        _ id: String, validation: String? = nil, who: String, reason: String, under lease: Lease
    ) async throws -> AuditEntry {
        try await write { db in
            try lease.check(db)
            let proposal = try Self.proposal(id, in: db)
            try Self.requireUndecided(id, in: db)
            if let validation {
                let known = try Bool.fetchOne(
                    db, sql: "SELECT 1 FROM validation WHERE id = ? AND proposal = ?",
                    arguments: [KeptText(validation), KeptText(id)])
                if known != true { throw StoreError.noSuchValidation(validation, proposal: id) }
            }
            let hash = try validation.map { try proposal.approvalHash(validation: $0) } ?? ""
            return try Self.decide(
                .rejected, proposal, validation: validation, hash: hash, who: who, reason: reason, in: db)
        }
    }

    /// Takes the standing decision about a proposal back by a new entry; the proposal waits again.
    ///
    /// Needs the lease. Throws `StoreError.dependedOn` when a later approval was given on the text that would go.
    public func undo(_ id: String, who: String, reason: String = "", under lease: Lease) async throws -> AuditEntry {
        try await write { db in
            try lease.check(db)
            let proposal = try Self.proposal(id, in: db)
            guard let standing = try Self.standing(id, in: db) else { throw StoreError.notDecided(proposal: id) }
            if standing.action == .approved { try Self.requireNobodyBuiltOn(proposal, standing, in: db) }
            try db.execute(sql: "DELETE FROM decision WHERE proposal = ?", arguments: [KeptText(id)])
            return try Self.enter(
                .undone, proposal, validation: standing.validation, hash: standing.hash, who: who, reason: reason,
                undoes: standing.id, in: db)
        }
    }

    private static func decide(
        _ action: AuditEntry.Action, _ proposal: ProposalRecord, validation: String?, hash: String, who: String,
        reason: String, in db: Database
    ) throws -> AuditEntry {
        let entry = try enter(
            action, proposal, validation: validation, hash: hash, who: who, reason: reason, undoes: nil, in: db)
        try db.execute(
            sql: "INSERT INTO decision VALUES (?, ?, ?)", arguments: [proposal.id, action.rawValue, entry.id])
        return entry
    }

    private static func requireUndecided(_ id: String, in db: Database) throws {
        guard let entry = try standing(id, in: db) else { return }
        throw StoreError.alreadyDecided(proposal: id, verdict: entry.action.rawValue, who: entry.who, at: entry.at)
    }

    private static func standing(_ id: String, in db: Database) throws -> AuditEntry? {
        let sql = "SELECT audit.* FROM decision JOIN audit ON audit.id = decision.audit WHERE decision.proposal = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [KeptText(id)]).map(entry)
    }

    /// What was approved later was validated together with this text, so it must be taken back first.
    private static func requireNobodyBuiltOn(
        _ proposal: ProposalRecord, _ entry: AuditEntry, in db: Database
    ) throws {
        let hash = try PromptSet.hash(of: proposal.content.newText)
        let block = proposal.content.block.name
        let later = try Row.fetchAll(
            db,
            sql: """
                SELECT audit.* FROM decision JOIN audit ON audit.id = decision.audit
                JOIN proposal ON proposal.id = decision.proposal
                WHERE decision.verdict = 'approved' AND proposal.team = ? AND audit.id > ? ORDER BY audit.id DESC
                """, arguments: [KeptText(proposal.content.team), entry.id])
        for row in later {
            let other = try Self.entry(row)
            guard (other.block == block ? other.oldHash : other.others[block]) == hash else { continue }
            throw StoreError.dependedOn(proposal: proposal.id, by: other.proposal)
        }
    }
}
