public import CreditEngine
import GRDB

extension Store {
    /// Puts a proposal into the queue and counts it in its lineage.
    ///
    /// Throws `StoreError.conflict` when the proposal is about other blocks than the team has.
    /// - Parameters:
    ///   - team: the team as its owner's files say, before any approval: what proposals are stale against, and what is
    ///     exported, hangs on it (see `keep(_:)`).
    ///   - origin: the work that it comes from; the same proposal of the same work is counted once. `nil` counts always.
    public func propose(_ proposal: Proposal, of team: Team, origin: String? = nil) async throws -> ProposalRecord {
        try await write { db in
            if let known = try origin.flatMap({ try Self.proposal(equalTo: proposal, from: $0, in: db) }) {
                return known
            }
            let blocks = Set(PromptSet(team).blocks.map(\.name))
            guard Set(proposal.others.keys).union([proposal.block.name]) == blocks, proposal.team == team.name ?? ""
            else {
                throw StoreError.conflict(
                    "the proposal for '\(proposal.block.name)' was made for a team with other blocks; make it anew")
            }
            try Self.keep(team, in: db)
            let last = try Int.fetchOne(
                db, sql: "SELECT MAX(ordinal) FROM proposal WHERE lineage = ?",
                arguments: [KeptText(proposal.lineage)])
            let record = ProposalRecord(
                id: try Self.name(of: proposal, ordinal: (last ?? 0) + 1), ordinal: (last ?? 0) + 1, content: proposal,
                at: Timestamp.now())
            let details = ProposalDetails(
                critiques: proposal.critiques, reason: proposal.reason, isSimulated: proposal.isSimulated,
                origin: origin)
            try db.execute(
                sql: "INSERT INTO proposal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    record.id, KeptText(proposal.team), KeptText(proposal.lineage), record.ordinal,
                    KeptText(proposal.block.name), proposal.oldHash, KeptText(proposal.oldText),
                    KeptText(proposal.newText), try StoredJSON.text(proposal.others),
                    try StoredJSON.text(proposal.critiqued), try StoredJSON.text(details), record.at,
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
        try await read { db in try Self.proposals(of: team, in: db) }
    }

    static func proposals(of team: String?, in db: Database) throws -> [ProposalRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM proposal WHERE ?1 IS NULL OR team = ?1 ORDER BY rowid",
            arguments: [KeptText(team)]
        ).map(record)
    }

    static func proposal(_ id: String, in db: Database) throws -> ProposalRecord {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM proposal WHERE id = ?", arguments: [KeptText(id)])
        else {
            throw StoreError.noSuchProposal(id)
        }
        return try record(row)
    }

    /// The proposal that some work put into the queue before; `nil` when it has not.
    private static func proposal(equalTo proposal: Proposal, from origin: String, in db: Database) throws
        -> ProposalRecord?
    {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM proposal WHERE lineage = ? AND new_text = ? AND old_hash = ? ORDER BY rowid",
            arguments: [proposal.lineage, proposal.newText, proposal.oldHash])
        return try rows.first { try StoredJSON.value(ProposalDetails.self, $0["details"]).origin == origin }
            .map(record)
    }

    private static func record(_ row: Row) throws -> ProposalRecord {
        let details = try StoredJSON.value(ProposalDetails.self, row["details"])
        guard let block = Block(name: row.text("block")) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a proposal is about no block")
        }
        let content = Proposal(
            team: row.text("team"), lineage: row.text("lineage"), block: block, oldText: row.text("old_text"),
            newText: row.text("new_text"), oldHash: row["old_hash"],
            others: try StoredJSON.value([String: String].self, row["others"]),
            critiqued: try StoredJSON.value([String].self, row["critiqued"]), critiques: details.critiques,
            reason: details.reason, isSimulated: details.isSimulated)
        return ProposalRecord(id: row["id"], ordinal: row["ordinal"], content: content, at: row["at"])
    }

    /// Whether the texts are those that were proposed: earlier versions cut them at U+0000, and their names tell.
    static func isWhole(_ record: ProposalRecord) throws -> Bool {
        try name(of: record.content, ordinal: record.ordinal) == record.id
            && PromptSet.hash(of: record.content.oldText) == record.content.oldHash
    }

    /// Twelve digits of the hash of what is proposed and of its place in the lineage, so never twice the same.
    private static func name(of content: Proposal, ordinal: Int) throws -> String {
        let json: CanonicalJSON = [
            "team": .string(content.team), "lineage": .string(content.lineage), "ordinal": .integer(ordinal),
            "block": .string(content.block.name), "old_hash": .string(content.oldHash),
            "new_text": .string(content.newText),
        ]
        return String(try SHA256Digest(of: json.text()).hex.prefix(12))
    }
}
