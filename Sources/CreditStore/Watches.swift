import GRDB

/// The right to follow certain paths into a store; one process has it at a time for the same paths.
///
/// It ends with `release()`, with `Store.close()` or with the process, however that ends. What is written under it is checked against it in the same transaction.
public struct WatchLease: Sendable {
    let watch: Int64
    let token: String
    let store: Store

    /// Gives it back; harmless when it was lost.
    public func release() async throws {
        try await store.write { [watch, token] db in
            try db.execute(
                sql: "UPDATE watch SET token = NULL WHERE id = ? AND token = ?", arguments: [watch, token])
        }
    }

    /// Throws `StoreError.leaseLost` inside a transaction of somebody who has it no longer.
    func check(_ db: Database) throws {
        let mine = try Bool.fetchOne(
            db, sql: "SELECT 1 FROM watch WHERE id = ? AND token = ?", arguments: [watch, token])
        if mine != true { throw StoreError.leaseLost }
    }
}

/// A run that was watched.
public struct WatchedRun: Sendable, Equatable {
    /// Its number, in the order in which runs were finished; ascending, from 1, never used twice.
    public var number: Int64
    /// The number of its file.
    public var file: Int
    /// Where it begins in its file.
    public var offset: Int
    /// Its identifier.
    public var run: String
    /// The place behind its last record.
    public var end: Int
    /// Whether it stands in one record.
    public var isWhole: Bool
    /// What is kept of it, as JSON text.
    public var facts: String

    /// Makes one; the number of one that was not kept yet is given by the store.
    public init(number: Int64 = 0, file: Int, offset: Int, run: String, end: Int, isWhole: Bool, facts: String) {
        (self.number, self.file, self.offset, self.run) = (number, file, offset, run)
        (self.end, self.isWhole, self.facts) = (end, isWhole, facts)
    }
}

/// What is kept of a watch in one transaction: runs, what they gave rise to, and how far files were read with them.
public struct WatchStep: Sendable {
    /// A run with what it gave rise to.
    public struct Entry: Sendable {
        /// The run; one that is known by file, offset and name takes the place of what was kept of it.
        public var run: WatchedRun
        /// Alarms that it raised, as JSON text.
        public var alarms: [String] = []
        /// Why a person should look at it; `nil` when nobody needs to.
        public var item: QueuedRun?

        /// Makes one.
        public init(_ run: WatchedRun) { self.run = run }
    }

    /// The runs, in order.
    public var entries: [Entry] = []
    /// Positions as JSON text, by file number.
    public var positions: [Int: String] = [:]
    /// What the watch knows behind this step; `nil` leaves the snapshot before as it is.
    public var snapshot: WatchSnapshot?

    /// Nothing yet.
    public init() {}
}

extension Store {
    /// Takes the right to follow paths; throws `StoreError.watched` while another process that still runs has it.
    ///
    /// - Parameter name: what is followed; the same for the same paths.
    public func watch(named name: String) async throws -> WatchLease {
        let asking = ProcessIdentity.current()
        let token = Self.token()
        let id = try await write { db in
            try db.execute(sql: "INSERT OR IGNORE INTO watch (name) VALUES (?)", arguments: [KeptText(name)])
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM watch WHERE name = ?", arguments: [KeptText(name)])
            else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a watch is gone") }
            if (row["token"] as String?) != nil {
                let owner = ProcessIdentity(
                    pid: row["pid"], started: row["started"], host: row["host"], boot: row["boot"], space: row["space"])
                if owner.life(seenFrom: asking) != .gone {
                    throw StoreError.watched(pid: owner.pid, host: owner.host, since: row["since"])
                }
            }
            let id: Int64 = row["id"]
            try db.execute(
                sql: """
                    UPDATE watch SET token = ?, pid = ?, started = ?, host = ?, boot = ?, space = ?, since = ? WHERE id = ?
                    """,
                arguments: [
                    token, asking.pid, asking.started, asking.host, asking.boot, asking.space, Timestamp.now(), id,
                ])
            return id
        }
        remember(lease: token)
        return WatchLease(watch: id, token: token, store: self)
    }

    /// The positions of a watch's files, as JSON text by file number.
    public func positions(of watch: WatchLease) async throws -> [Int: String] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT number, position FROM watched_file WHERE watch = ?", arguments: [watch.watch])
            return Dictionary(rows.map { ($0["number"], $0.text("position")) }) { $1 }
        }
    }

    /// The runs of one file of a watch of which more may come: those of several records, and those that begin at or
    /// behind an offset.
    public func runs(of watch: WatchLease, file: Int, from offset: Int) async throws -> [WatchedRun] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM watched_run WHERE watch = ? AND file = ? AND (offset >= ? OR NOT whole)",
                arguments: [watch.watch, file, offset]
            ).map(Self.run)
        }
    }

    /// Runs of a watch behind a number, in order, at most `limit`.
    public func runs(of watch: WatchLease, after number: Int64, limit: Int = 1_000) async throws -> [WatchedRun] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM watched_run WHERE watch = ? AND id > ? ORDER BY id LIMIT ?",
                arguments: [watch.watch, number, limit]
            ).map(Self.run)
        }
    }

    /// What was kept of runs of one file of a watch, by their places; `nil` for those of which nothing was.
    public func runs(of watch: WatchLease, file: Int, at places: [(offset: Int, run: String)]) async throws
        -> [WatchedRun?]
    {
        try await read { db in
            try places.map { place in
                try Row.fetchOne(
                    db, sql: "SELECT * FROM watched_run WHERE watch = ? AND file = ? AND offset = ? AND run = ?",
                    arguments: [watch.watch, file, place.offset, KeptText(place.run)]
                ).map(Self.run)
            }
        }
    }

    /// Keeps a step of a watch, all of it or nothing; answers the numbers of its runs, in order.
    public func keep(_ step: WatchStep, of watch: WatchLease) async throws -> [Int64] {
        try await write { db in
            try watch.check(db)
            let numbers = try step.entries.map { try Self.keep($0, of: watch.watch, in: db) }
            for (file, position) in step.positions {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO watched_file VALUES (?, ?, ?)",
                    arguments: [watch.watch, file, KeptText(position)])
            }
            if let snapshot = step.snapshot { try Self.keep(snapshot, of: watch.watch, in: db) }
            return numbers
        }
    }

    private static func keep(_ entry: WatchStep.Entry, of watch: Int64, in db: Database) throws -> Int64 {
        let run = entry.run
        let earlier = try Row.fetchOne(
            db, sql: "SELECT facts FROM watched_run WHERE watch = ? AND file = ? AND offset = ? AND run = ?",
            arguments: [watch, run.file, run.offset, KeptText(run.run)])
        let number = try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO watched_run (watch, file, offset, run, ended, whole, facts, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET ended = excluded.ended, facts = excluded.facts RETURNING id
                """,
            arguments: [
                watch, run.file, run.offset, KeptText(run.run), run.end, run.isWhole, KeptText(run.facts),
                Timestamp.now(),
            ])
        guard let number else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a run was not kept") }
        try db.execute(
            sql: "INSERT INTO watch_change (watch, run, earlier) VALUES (?, ?, ?)",
            arguments: [watch, number, KeptText(earlier?.text("facts"))])
        for alarm in entry.alarms {
            try db.execute(
                sql: "INSERT INTO alarm (watch, run, alarm, at) VALUES (?, ?, ?, ?)",
                arguments: [watch, number, KeptText(alarm), Timestamp.now()])
        }
        if let item = entry.item { try Self.queue(item, run: number, in: db) }
        return number
    }

    /// The alarms of a watch as JSON text, each with the number of its run, the earliest first.
    public func alarms(of watch: WatchLease) async throws -> [(run: Int64, alarm: String)] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT run, alarm FROM alarm WHERE watch = ? ORDER BY id", arguments: [watch.watch]
            ).map { ($0["run"], $0.text("alarm")) }
        }
    }

    private static func run(_ row: Row) -> WatchedRun {
        WatchedRun(
            number: row["id"], file: row["file"], offset: row["offset"], run: row.text("run"), end: row["ended"],
            isWhole: row["whole"], facts: row.text("facts"))
    }
}
