import GRDB

/// A piece of paid work that can be resumed.
public struct Job: Sendable, Hashable {
    /// Its name: the same for the same work, so that a restart finds it.
    public var name: String
    /// What it is, as JSON text: enough to go on with it.
    public var description: String
    /// When it was first begun, UTC in ISO 8601.
    public var since: String
    /// When it was finished; `nil` while it is not.
    public var finished: String?
    /// How many of its samples are finished.
    public var samples: Int
}

extension Store {
    /// Begins or resumes a job and gives its journal; needs the lease.
    ///
    /// - Parameters:
    ///   - name: the same for the same work, such as the hash of its description.
    ///   - description: what it is, as JSON text.
    ///   - fresh: forgets the samples of an earlier time (`--fresh`).
    public func journal(
        of name: String, description: String = "{}", fresh: Bool = false, under lease: Lease
    ) async throws -> JobJournal {
        let id = try await write { db in
            try lease.check(db)
            if fresh { try db.execute(sql: "DELETE FROM job WHERE name = ?", arguments: [name]) }
            try db.execute(
                sql: "INSERT OR IGNORE INTO job (name, description, since) VALUES (?, ?, ?)",
                arguments: [name, description, Timestamp.now()])
            try db.execute(sql: "UPDATE job SET finished = NULL WHERE name = ?", arguments: [name])
            return try Int64.fetchOne(db, sql: "SELECT id FROM job WHERE name = ?", arguments: [name]) ?? 0
        }
        return JobJournal(job: id, lease: lease)
    }

    /// Notes that a job is done; needs the lease.
    public func finish(job name: String, under lease: Lease) async throws {
        try await write { db in
            try lease.check(db)
            try db.execute(
                sql: "UPDATE job SET finished = ? WHERE name = ?", arguments: [Timestamp.now(), name])
        }
    }

    /// All jobs, the latest first.
    public func jobs() async throws -> [Job] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT name, description, since, finished, (SELECT COUNT(*) FROM sample WHERE job = job.id) AS samples
                    FROM job ORDER BY id DESC
                    """
            ).map { row in
                Job(
                    name: row["name"], description: row["description"], since: row["since"], finished: row["finished"],
                    samples: row["samples"])
            }
        }
    }
}
