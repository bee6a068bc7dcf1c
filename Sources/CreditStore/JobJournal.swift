public import CreditEngine
import GRDB

/// The finished samples of one job.
///
/// Samples that come while a commit is under way are committed together afterwards (`GroupCommit`), so that many workers
/// share the price of one: about a millisecond whatever their number.
public struct JobJournal: SampleJournal {
    private let job: Int64
    private let lease: Lease

    init(job: Int64, lease: Lease) {
        self.job = job
        self.lease = lease
    }

    /// Everything finished so far: results by sample key.
    public func finished() async throws -> [String: String] {
        let job = job
        return try await lease.store.read { db in
            var results: [String: String] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT key, result FROM sample WHERE job = ?", arguments: [job])
            while let row = try rows.next() { results[row.text("key")] = row.text("result") }
            return results
        }
    }

    /// The result of one sample; `nil` when it is not finished.
    public func result(of key: String) async throws -> String? {
        let job = job
        return try await lease.store.read { db in
            try KeptText.fetchOne(
                db, sql: "SELECT result FROM sample WHERE job = ? AND key = ?", arguments: [job, KeptText(key)])?.text
        }
    }

    /// Remembers samples; returns when they are on the disk.
    ///
    /// A key that is known already keeps its first result. Throws `StoreError`; then none of these samples is kept.
    public func record(_ samples: [FinishedSample]) async throws {
        guard !samples.isEmpty else { return }
        let (job, lease) = (job, lease)
        try await lease.store.write { db in
            try lease.check(db)
            let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO sample VALUES (?, ?, ?)")
            for sample in samples {
                try insert.execute(arguments: [job, KeptText(sample.key), KeptText(sample.result)])
            }
        }
    }
}
