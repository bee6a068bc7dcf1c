public import CreditEngine
import GRDB

/// A critique that is kept, with the team that it is about.
public struct CritiqueRecord: Sendable, Equatable, Identifiable {
    /// Its short name: the same for the same critique of the same team.
    public let id: String
    /// The team whose texts the critic read.
    public let team: Team
    /// What the critic found.
    public let critique: Critique
    /// When it was first kept, UTC in ISO 8601.
    public let at: String
}

extension Store {
    /// Keeps a critique for the reviser; the same one twice is kept once.
    ///
    /// - Parameter team: the team whose texts the critic read.
    public func keep(_ critique: Critique, of team: Team) async throws -> CritiqueRecord {
        let (text, names) = (try StoredJSON.text(critique), try StoredJSON.text(team))
        let id = String(try SHA256Digest(of: names + "\n" + text).hex.prefix(12))
        return try await write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO critique VALUES (?, ?, ?, ?, ?)",
                arguments: [id, KeptText(critique.block.name), names, text, Timestamp.now()])
            return try Self.critique(id, in: db)
        }
    }

    /// One critique; throws `StoreError.noSuchCritique`.
    public func critique(_ id: String) async throws -> CritiqueRecord {
        try await read { db in try Self.critique(id, in: db) }
    }

    /// All critiques, or those of one block, the earliest first.
    public func critiques(of block: Block? = nil) async throws -> [CritiqueRecord] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM critique WHERE ?1 IS NULL OR block = ?1 ORDER BY rowid",
                arguments: [KeptText(block?.name)]
            ).map(Self.critique)
        }
    }

    private static func critique(_ id: String, in db: Database) throws -> CritiqueRecord {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM critique WHERE id = ?", arguments: [KeptText(id)])
        else {
            throw StoreError.noSuchCritique(id)
        }
        return try critique(row)
    }

    private static func critique(_ row: Row) throws -> CritiqueRecord {
        CritiqueRecord(
            id: row["id"], team: try StoredJSON.value(Team.self, row["team"]),
            critique: try StoredJSON.value(Critique.self, row["critique"]), at: row["at"])
    }
}
