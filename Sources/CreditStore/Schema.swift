import GRDB

/// The tables, version by version.
///
/// A released migration is never changed; a new version adds one.
enum Schema {
    /// `Ascr` in the file's header tells a store from any other SQLite file.
    static let applicationID: Int32 = 0x4173_6372

    /// The migrations in order; version n is what the first n make.
    static let migrations: [(name: String, migrate: @Sendable (Database) throws -> Void)] = [
        ("1", version1), ("2", version2), ("3", version3), ("4", version4), ("5", version5), ("6", version6),
    ]

    /// The migrator up to a version, all by default.
    static func migrator(upTo version: Int = migrations.count) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations.prefix(version) {
            migrator.registerMigration(migration.name, migrate: migration.migrate)
        }
        return migrator
    }

    /// Refuses a file that is somebody else's database, before anything is written to it.
    static func refuseForeign(_ db: Database) throws {
        // The table of migrations is made before the first of them: a process may have been killed in between.
        let tables = "SELECT COUNT(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'"
        let empty = try Int.fetchOne(db, sql: tables) == 0
        // Read last: whoever makes the tables meanwhile writes the mark with them.
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard id == applicationID || (id == 0 && empty) else {
            throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "it is another program's database")
        }
    }

    /// Checks that the file is a store of this or an earlier version, and brings it up to date when it may be written.
    static func bringUpToDate(_ queue: DatabaseQueue, path: String, access: Store.Access) throws {
        let migrator = migrator()
        let (newer, done) = try queue.read { db in
            try refuseForeign(db)
            return (try migrator.hasBeenSuperseded(db), try migrator.hasCompletedMigrations(db))
        }
        if newer { throw StoreError.tooNew(path: path) }
        if done { return }
        if access == .readOnly { throw StoreError.needsWriting(path: path) }
        // Another process may do the same at the same time: each migration that it makes first fails here once.
        for _ in migrations {
            let before = try queue.read(migrator.appliedIdentifiers)
            do {
                return try migrator.migrate(queue)
            } catch {
                let after = try queue.read(migrator.appliedIdentifiers)
                guard after.count > before.count || after.count == migrations.count else { throw error }
            }
        }
        try migrator.migrate(queue)
    }

    private static let version1: @Sendable (Database) throws -> Void = { db in
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(
            sql: """
                CREATE TABLE lease (
                    only INTEGER PRIMARY KEY CHECK (only = 1), token TEXT NOT NULL, pid INTEGER NOT NULL,
                    started TEXT NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL, space TEXT NOT NULL,
                    purpose TEXT NOT NULL, since TEXT NOT NULL) STRICT;

                CREATE TABLE reply (key TEXT PRIMARY KEY NOT NULL, reply TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

                CREATE TABLE job (
                    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL, since TEXT NOT NULL,
                    finished TEXT) STRICT;
                CREATE TABLE sample (
                    job INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE, key TEXT NOT NULL, result TEXT NOT NULL,
                    PRIMARY KEY (job, key)) STRICT, WITHOUT ROWID;

                CREATE TABLE spending (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL, open INTEGER NOT NULL,
                    calls INTEGER NOT NULL, tokens INTEGER NOT NULL, nanodollars INTEGER NOT NULL,
                    milliseconds REAL NOT NULL, estimated_tokens INTEGER NOT NULL, unpriced_calls INTEGER NOT NULL) STRICT;
                CREATE INDEX spending_scope ON spending (scope, open);

                CREATE TABLE proposal (
                    id TEXT PRIMARY KEY NOT NULL, team TEXT NOT NULL, lineage TEXT NOT NULL, ordinal INTEGER NOT NULL,
                    block TEXT NOT NULL, old_hash TEXT NOT NULL, old_text TEXT NOT NULL, new_text TEXT NOT NULL,
                    others TEXT NOT NULL, critiqued TEXT NOT NULL, details TEXT NOT NULL, at TEXT NOT NULL,
                    UNIQUE (lineage, ordinal)) STRICT;
                CREATE INDEX proposal_team ON proposal (team, block);
                CREATE TABLE validation (
                    id TEXT PRIMARY KEY NOT NULL, proposal TEXT NOT NULL REFERENCES proposal(id),
                    accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)), result TEXT NOT NULL, at TEXT NOT NULL) STRICT;
                CREATE INDEX validation_proposal ON validation (proposal);

                CREATE TABLE audit (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL,
                    action TEXT NOT NULL CHECK (action IN ('approved', 'rejected', 'undone')),
                    proposal TEXT NOT NULL REFERENCES proposal(id), block TEXT NOT NULL, old_hash TEXT NOT NULL,
                    new_text TEXT NOT NULL, others TEXT NOT NULL, validation TEXT REFERENCES validation(id),
                    hash TEXT NOT NULL, who TEXT NOT NULL, reason TEXT NOT NULL,
                    undoes INTEGER UNIQUE REFERENCES audit(id)) STRICT;
                CREATE INDEX audit_proposal ON audit (proposal);
                CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN
                    SELECT RAISE(ABORT, 'the audit trail is never shortened'); END;
                CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN
                    SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
                CREATE TABLE decision (
                    proposal TEXT PRIMARY KEY NOT NULL REFERENCES proposal(id),
                    verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'rejected')),
                    audit INTEGER NOT NULL UNIQUE REFERENCES audit(id)) STRICT;

                CREATE TABLE split (id TEXT PRIMARY KEY NOT NULL, parts TEXT NOT NULL, at TEXT NOT NULL) STRICT;
                CREATE TABLE test_opening (
                    split TEXT PRIMARY KEY NOT NULL REFERENCES split(id), at TEXT NOT NULL, purpose TEXT NOT NULL) STRICT;
                CREATE TABLE look (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, problems TEXT NOT NULL, proposal TEXT NOT NULL,
                    pairs INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
                CREATE INDEX look_problems ON look (problems);
                """)
    }

    /// Teams as their owners' files say: what approvals are carried out on.
    private static let version2: @Sendable (Database) throws -> Void = { db in
        try db.execute(
            sql: "CREATE TABLE team (name TEXT PRIMARY KEY NOT NULL, team TEXT NOT NULL, at TEXT NOT NULL) STRICT")
    }

    /// Critiques, each with the team whose texts its critic read.
    private static let version3: @Sendable (Database) throws -> Void = { db in
        try db.execute(
            sql: """
                CREATE TABLE critique (
                    id TEXT PRIMARY KEY NOT NULL, block TEXT NOT NULL, team TEXT NOT NULL, critique TEXT NOT NULL,
                    at TEXT NOT NULL) STRICT
                """)
    }

    /// Notes beside messages, each with the hash of what its message said.
    private static let version4: @Sendable (Database) throws -> Void = { db in
        try db.execute(
            sql: """
                CREATE TABLE note (
                    file TEXT NOT NULL, trace TEXT NOT NULL, ordinal INTEGER NOT NULL, text TEXT NOT NULL,
                    saying TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (file, trace, ordinal)) STRICT, WITHOUT ROWID
                """)
    }

    /// Runs that were watched, the alarms they raised, and the queue of those that people label.
    private static let version5: @Sendable (Database) throws -> Void = { db in
        try db.execute(
            sql: """
                CREATE TABLE watch (
                    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, token TEXT, pid INTEGER, started TEXT, host TEXT,
                    boot TEXT, space TEXT, since TEXT) STRICT;
                CREATE TABLE watched_file (
                    watch INTEGER NOT NULL REFERENCES watch(id), number INTEGER NOT NULL, position TEXT NOT NULL,
                    PRIMARY KEY (watch, number)) STRICT, WITHOUT ROWID;
                CREATE TABLE watched_run (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, watch INTEGER NOT NULL REFERENCES watch(id),
                    file INTEGER NOT NULL, offset INTEGER NOT NULL, run TEXT NOT NULL, ended INTEGER NOT NULL,
                    whole INTEGER NOT NULL CHECK (whole IN (0, 1)), facts TEXT NOT NULL, at TEXT NOT NULL,
                    UNIQUE (watch, file, offset, run)) STRICT;
                CREATE TABLE alarm (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, watch INTEGER NOT NULL REFERENCES watch(id),
                    run INTEGER NOT NULL REFERENCES watched_run(id), alarm TEXT NOT NULL, at TEXT NOT NULL) STRICT;

                CREATE TABLE label_item (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL UNIQUE REFERENCES watched_run(id),
                    trace TEXT NOT NULL, path TEXT NOT NULL, reasons TEXT NOT NULL, record TEXT NOT NULL,
                    value REAL NOT NULL, chance REAL NOT NULL, drawn INTEGER NOT NULL CHECK (drawn IN (0, 1)),
                    at TEXT NOT NULL) STRICT;
                CREATE TABLE label_lease (
                    item INTEGER PRIMARY KEY REFERENCES label_item(id), who TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
                CREATE TABLE label (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES label_item(id),
                    who TEXT NOT NULL, label TEXT NOT NULL, at TEXT NOT NULL,
                    undone INTEGER NOT NULL CHECK (undone IN (0, 1))) STRICT;
                CREATE INDEX label_item_labels ON label (item, undone);
                """)
    }

    /// What a watch knew behind one of its steps, and what was kept behind that.
    private static let version6: @Sendable (Database) throws -> Void = { db in
        try db.execute(
            sql: """
                CREATE TABLE watch_snapshot (
                    watch INTEGER PRIMARY KEY REFERENCES watch(id), basis TEXT NOT NULL, state BLOB NOT NULL,
                    checksum TEXT NOT NULL) STRICT;
                CREATE TABLE watch_change (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, watch INTEGER NOT NULL REFERENCES watch(id),
                    run INTEGER NOT NULL REFERENCES watched_run(id), earlier TEXT) STRICT;
                CREATE INDEX watch_change_order ON watch_change (watch, id);
                """)
    }
}
