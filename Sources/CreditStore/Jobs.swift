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
            if fresh { try db.execute(sql: "DELETE FROM job WHERE name = ?", arguments: [KeptText(name)]) }
            try db.execute(
                sql: "INSERT OR IGNORE INTO job (name, description, since) VALUES (?, ?, ?)",
                arguments: [KeptText(name), KeptText(description), Timestamp.now()])
            // The same work may be asked for more of, which its description says and its name does not.
            try db.execute(
                sql: """
                    UPDATE job SET finished = NULL, description = CASE ?1 WHEN '{}' THEN description ELSE ?1 END
                    WHERE name = ?2
                    """, arguments: [KeptText(description), KeptText(name)])
            return try Int64.fetchOne(db, sql: "SELECT id FROM job WHERE name = ?", arguments: [KeptText(name)]) ?? 0
        }
        return JobJournal(job: id, lease: lease)
    }

    /// Notes that a job is done; needs the lease.
    public func finish(job name: String, under lease: Lease) async throws {
        try await write { db in
            try lease.check(db)
            try db.execute(
                sql: "UPDATE job SET finished = ? WHERE name = ?", arguments: [Timestamp.now(), KeptText(name)])
        }
    }

    /// The finished samples of a job that is only looked at: results by key, and none for a job that nobody began.
    public func samples(of name: String) async throws -> [String: String] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT key, result FROM sample JOIN job ON job.id = sample.job WHERE job.name = ?",
                arguments: [KeptText(name)])
            return Dictionary(rows.map { ($0.text("key"), $0.text("result")) }) { first, _ in first }
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
                    name: row.text("name"), description: row.text("description"), since: row["since"],
                    finished: row["finished"],
                    samples: row["samples"])
            }
        }
    }
}
