public import CreditEngine
import GRDB

extension Store {
    /// Everything that was decided, the earliest first; of one proposal when it is given.
    public func auditTrail(of proposal: String? = nil) async throws -> [AuditEntry] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM audit WHERE ?1 IS NULL OR proposal = ?1 ORDER BY id",
                arguments: [KeptText(proposal)]
            ).map(Self.entry)
        }
    }

    /// The decisions that stand, by proposal; a proposal that is not in it waits.
    public func decisions() async throws -> [String: AuditEntry] {
        try await read { db in try Self.decisions(in: db) }
    }

    static func decisions(in db: Database) throws -> [String: AuditEntry] {
        let entries = try Row.fetchAll(
            db, sql: "SELECT audit.* FROM decision JOIN audit ON audit.id = decision.audit"
        ).map(entry)
        return Dictionary(entries.map { ($0.proposal, $0) }) { _, last in last }
    }

    /// The decision that the last entry about a proposal takes back; `nil` when that entry is something else.
    static func undone(_ proposal: String, in db: Database) throws -> AuditEntry? {
        let sql = """
            SELECT taken.* FROM audit AS undo JOIN audit AS taken ON taken.id = undo.undoes
            WHERE undo.id = (SELECT MAX(id) FROM audit WHERE proposal = ?)
            """
        return try Row.fetchOne(db, sql: sql, arguments: [KeptText(proposal)]).map(entry)
    }

    /// The reasons of the standing rejections of a block, the earliest first: the next critique is told.
    public func rejectionReasons(team: String, block: Block) async throws -> [String] {
        try await read { db in
            try KeptText.fetchAll(
                db,
                sql: """
                    SELECT audit.reason FROM decision JOIN audit ON audit.id = decision.audit
                    JOIN proposal ON proposal.id = decision.proposal
                    WHERE decision.verdict = 'rejected' AND proposal.team = ? AND proposal.block = ? AND audit.reason != ''
                    ORDER BY audit.id
                    """, arguments: [KeptText(team), KeptText(block.name)]
            ).map(\.text)
        }
    }

    /// Writes an entry; only the transaction that decides calls it.
    static func enter(
        _ action: AuditEntry.Action, _ proposal: ProposalRecord, validation: String?, hash: String, who: String,
        reason: String, undoes: Int64?, in db: Database
    ) throws -> AuditEntry {
        let content = proposal.content
        let at = Timestamp.now()
        try db.execute(
            sql: "INSERT INTO audit VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                at, action.rawValue, proposal.id, KeptText(content.block.name), content.oldHash,
                KeptText(content.newText), try StoredJSON.text(content.others), KeptText(validation), hash,
                KeptText(who), KeptText(reason), undoes,
            ])
        return AuditEntry(
            id: db.lastInsertedRowID, at: at, action: action, proposal: proposal.id, block: content.block.name,
            oldHash: content.oldHash, newText: content.newText, others: content.others, validation: validation,
            hash: hash, who: who, reason: reason, undoes: undoes)
    }

    static func entry(_ row: Row) throws -> AuditEntry {
        guard let action = AuditEntry.Action(rawValue: row["action"]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown action in the audit trail")
        }
        return AuditEntry(
            id: row["id"], at: row["at"], action: action, proposal: row["proposal"], block: row.text("block"),
            oldHash: row["old_hash"], newText: row.text("new_text"),
            others: try StoredJSON.value([String: String].self, row["others"]),
            validation: row.textIfAny("validation"), hash: row["hash"], who: row.text("who"),
            reason: row.text("reason"), undoes: row["undoes"])
    }
}
