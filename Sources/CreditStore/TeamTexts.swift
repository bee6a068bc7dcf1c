public import CreditEngine
import GRDB

extension Store {
    /// Keeps a team as its owner's files say, before any approval, under its name; the last one kept is in force.
    ///
    /// Every command that reads a team file should say so here: proposals become stale when the owner has changed a
    /// prompt. A team without a name is kept under the empty one.
    public func keep(_ team: Team) async throws {
        try await write { db in try Self.keep(team, in: db) }
    }

    /// A team as its owner's files last said; `nil` when no team of that name was kept.
    public func team(_ name: String) async throws -> Team? {
        try await read { db in try Self.team(name, in: db) }
    }

    /// The names of the teams that were kept, in order.
    public func teams() async throws -> [String] {
        try await read { db in try KeptText.fetchAll(db, sql: "SELECT name FROM team ORDER BY name").map(\.text) }
    }

    /// What is approved now in a team that was kept: its owner's texts with every approval that stands carried out.
    ///
    /// The one definition of *current*, for staleness and for exports; see `PromptSet.applying(_:withdrawn:)`. Throws
    /// `StoreError.noSuchTeam`.
    public func currentPrompts(of name: String) async throws -> PromptSet {
        try await read { db in try Self.currentPrompts(of: name, in: db) }
    }

    /// The same for a team as its owner's files say, whether it was kept or not.
    public func currentPrompts(from base: Team) async throws -> PromptSet {
        try await read { db in try Self.currentPrompts(from: base, in: db) }
    }

    static func keep(_ team: Team, in db: Database) throws {
        let (name, text) = (KeptText(team.name ?? ""), try StoredJSON.text(team))
        let known = try String.fetchOne(db, sql: "SELECT team FROM team WHERE name = ?", arguments: [name])
        if known == text { return }
        try db.execute(sql: "INSERT OR REPLACE INTO team VALUES (?, ?, ?)", arguments: [name, text, Timestamp.now()])
    }

    static func team(_ name: String, in db: Database) throws -> Team? {
        let text = try String.fetchOne(db, sql: "SELECT team FROM team WHERE name = ?", arguments: [KeptText(name)])
        return try text.map { try StoredJSON.value(Team.self, $0) }
    }

    static func currentPrompts(of name: String, in db: Database) throws -> PromptSet {
        guard let team = try team(name, in: db) else { throw StoreError.noSuchTeam(name) }
        return try currentPrompts(from: team, in: db)
    }

    static func currentPrompts(from base: Team, in db: Database) throws -> PromptSet {
        let standing = try Row.fetchAll(
            db,
            sql: """
                SELECT proposal.* FROM decision JOIN proposal ON proposal.id = decision.proposal
                WHERE decision.verdict = 'approved' AND proposal.team = ? ORDER BY decision.audit
                """, arguments: [KeptText(base.name ?? "")])
        let withdrawn = try Row.fetchAll(
            db,
            sql: """
                SELECT proposal.* FROM audit JOIN proposal ON proposal.id = audit.proposal
                WHERE audit.action = 'approved' AND proposal.team = ? AND NOT EXISTS (
                    SELECT 1 FROM decision WHERE decision.proposal = proposal.id AND decision.verdict = 'approved')
                GROUP BY proposal.id ORDER BY MAX(audit.id)
                """, arguments: [KeptText(base.name ?? "")])
        return PromptSet(base).applying(try standing.map(revision), withdrawn: try withdrawn.map(revision))
    }

    private static func revision(_ row: Row) throws -> ApprovedRevision {
        guard let block = Block(name: row.text("block")) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a proposal is about no block")
        }
        return ApprovedRevision(block: block, oldText: row.text("old_text"), newText: row.text("new_text"))
    }
}
