import CreditEngine
public import Foundation
import GRDB

/// What a watch knew behind one of its steps, so that a restart reads only what came after.
public struct WatchSnapshot: Sendable, Equatable {
    /// What the state was made from and by; a snapshot of another basis is none.
    public var basis: String
    /// The state, in whatever form its writer gave it.
    public var state: Data

    /// Makes one.
    public init(basis: String, state: Data) { (self.basis, self.state) = (basis, state) }
}

/// A run that was kept behind the snapshot of its watch.
public struct WatchChange: Sendable, Equatable {
    /// What was kept of it, as JSON text.
    public var facts: String
    /// What was kept of it before that; `nil` for a run that was new.
    public var earlier: String?
}

extension Store {
    /// The snapshot of a watch; `nil` when there is none on this basis, and when its bytes are not those that were written.
    public func snapshot(of watch: WatchLease, on basis: String) async throws -> WatchSnapshot? {
        let row = try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT state, checksum FROM watch_snapshot WHERE watch = ? AND basis = ?",
                arguments: [watch.watch, basis]
            ).map { (state: $0["state"] as Data, checksum: $0["checksum"] as String) }
        }
        guard let row, try SHA256Digest(of: Array(row.state)).hex == row.checksum else { return nil }
        return WatchSnapshot(basis: basis, state: row.state)
    }

    /// What was kept of a watch behind its snapshot, in the order in which it was kept.
    public func changes(of watch: WatchLease) async throws -> [WatchChange] {
        let rows = try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT watch_change.run, watch_change.earlier, watched_run.facts FROM watch_change
                    JOIN watched_run ON watched_run.id = watch_change.run
                    WHERE watch_change.watch = ? ORDER BY watch_change.id
                    """, arguments: [watch.watch]
            ).map { (run: $0["run"] as Int64, earlier: $0.textIfAny("earlier"), facts: $0.text("facts")) }
        }
        // What was kept of a run is what its next change found.
        var later: [Int64: String] = [:]
        let changes = rows.reversed().map { row in
            defer { later[row.run] = row.earlier }
            return WatchChange(facts: later[row.run] ?? row.facts, earlier: row.earlier)
        }
        return changes.reversed()
    }

    /// Keeps a snapshot in the place of the one before, and forgets the changes that it contains.
    static func keep(_ snapshot: WatchSnapshot, of watch: Int64, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO watch_snapshot (watch, basis, state, checksum) VALUES (?, ?, ?, ?)",
            arguments: [
                watch, snapshot.basis, snapshot.state, try SHA256Digest(of: Array(snapshot.state)).hex,
            ])
        try db.execute(sql: "DELETE FROM watch_change WHERE watch = ?", arguments: [watch])
    }
}
