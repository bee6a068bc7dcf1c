import CreditEngine
import GRDB

extension Store {
    /// Puts a proposal into the queue and counts it in its lineage.
    public func propose(_ content: ProposalContent) async throws -> ProposalRecord {
        try await write { db in
            let last = try Int.fetchOne(
                db, sql: "SELECT MAX(ordinal) FROM proposal WHERE lineage = ?", arguments: [content.lineage])
            let record = ProposalRecord(
                id: try Self.name(of: content, ordinal: (last ?? 0) + 1), ordinal: (last ?? 0) + 1, content: content,
                at: Timestamp.now())
            try db.execute(
                sql: "INSERT INTO proposal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    record.id, content.team, content.lineage, record.ordinal, content.block, content.oldHash,
                    content.oldText, content.newText, try StoredJSON.text(content.others),
                    try StoredJSON.text(content.critiqued), content.details, record.at,
                ])
            return record
        }
    }

    /// One proposal; throws `StoreError.noSuchProposal`.
    public func proposal(_ id: String) async throws -> ProposalRecord {
        try await read { db in try Self.proposal(id, in: db) }
    }

    /// The proposals of a team, or of all, the earliest first.
    public func proposals(of team: String? = nil) async throws -> [ProposalRecord] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM proposal WHERE ?1 IS NULL OR team = ?1 ORDER BY rowid", arguments: [team]
            ).map(Self.record)
        }
    }

    /// Keeps the outcome of a validation for good: one of that name that was kept before must be equal.
    public func keep(_ validation: ValidationRecord) async throws {
        try await write { db in
            _ = try Self.proposal(validation.proposal, in: db)
            let known = try Row.fetchOne(db, sql: "SELECT * FROM validation WHERE id = ?", arguments: [validation.id])
            if var known = known.map(Self.validation) {
                known.at = validation.at
                guard known == validation else {
                    throw StoreError.conflict(
                        "validation '\(validation.id)' was kept before with another result; give the new one its own name"
                    )
                }
                return
            }
            try db.execute(
                sql: "INSERT INTO validation VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    validation.id, validation.proposal, validation.accepted, validation.result, Timestamp.now(),
                ])
        }
    }

    /// The validations of a proposal, the earliest first.
    public func validations(of proposal: String) async throws -> [ValidationRecord] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM validation WHERE proposal = ? ORDER BY rowid", arguments: [proposal]
            ).map(Self.validation)
        }
    }

    static func proposal(_ id: String, in db: Database) throws -> ProposalRecord {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM proposal WHERE id = ?", arguments: [id]) else {
            throw StoreError.noSuchProposal(id)
        }
        return try record(row)
    }

    static func validation(_ row: Row) -> ValidationRecord {
        var validation = ValidationRecord(
            id: row["id"], proposal: row["proposal"], accepted: row["accepted"], result: row["result"])
        validation.at = row["at"]
        return validation
    }

    private static func record(_ row: Row) throws -> ProposalRecord {
        let content = ProposalContent(
            team: row["team"], lineage: row["lineage"], block: row["block"], oldHash: row["old_hash"],
            oldText: row["old_text"], newText: row["new_text"],
            others: try StoredJSON.value([String: String].self, row["others"]),
            critiqued: try StoredJSON.value([String].self, row["critiqued"]), details: row["details"])
        return ProposalRecord(id: row["id"], ordinal: row["ordinal"], content: content, at: row["at"])
    }

    /// Twelve digits of the hash of what is proposed and of its place in the lineage, so never twice the same.
    private static func name(of content: ProposalContent, ordinal: Int) throws -> String {
        let json: CanonicalJSON = [
            "team": .string(content.team), "lineage": .string(content.lineage), "ordinal": .integer(ordinal),
            "block": .string(content.block), "old_hash": .string(content.oldHash), "new_text": .string(content.newText),
        ]
        return String(try SHA256Digest(of: json.text()).hex.prefix(12))
    }
}
