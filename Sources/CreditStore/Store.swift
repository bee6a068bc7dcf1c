import Foundation
import GRDB
import Synchronization
import SystemPackage

/// What must survive the program: paid answers, finished samples, budgets, proposals and decisions, in one SQLite file.
///
/// A rollback journal with `synchronous=FULL`: what a call of this type has returned from is on the disk, and a process
/// killed at any instant leaves nothing half done. Reading always works; jobs and decisions need the `Lease`. Cancelling
/// a task does not undo a write it has begun.
public final class Store: Sendable {
    /// What may be done with a store.
    public enum Access: Sendable, Hashable {
        /// Everything; a missing store is made and an old one is brought up to date.
        case readWrite
        /// Reading only; nothing on the disk is touched.
        case readOnly
    }

    /// The file.
    public let path: String
    /// What may be done.
    public let access: Access
    private let queue: DatabaseQueue
    private let commits: GroupCommit
    /// The leases that were taken through this object, given back when it is closed.
    private let leases = Mutex<Set<String>>([])

    /// Opens the store in a folder of its own; throws `StoreError`.
    public init(folder: String = Store.defaultFolder(), access: Access = .readWrite) throws {
        // Without slashes at its end.
        let folder = FilePath(folder).string
        path = access == .readOnly ? try StoreFolder.existing(folder) : try StoreFolder.prepare(folder)
        self.access = access
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration(access))
            commits = GroupCommit(queue)
            try Schema.bringUpToDate(queue, path: path, access: access)
        } catch {
            throw StoreError.meaning(of: error, path: path)
        }
    }

    private static func configuration(_ access: Access) -> Configuration {
        var configuration = Configuration()
        configuration.label = "store"
        configuration.readonly = access == .readOnly
        configuration.foreignKeysEnabled = true
        // SQLite's own waiting sleeps up to 100 ms a time, and a reader beside a busy writer would be starved by it.
        configuration.busyMode = .callback { tries in
            usleep(1_000)
            return tries < 10_000
        }
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            guard access == .readWrite else { return }
            try Schema.refuseForeign(db)
            // PERSIST rather than DELETE or TRUNCATE: with FULL it also forces the end of a transaction to the disk, and
            // a journal that keeps its length costs the file system nothing but the bytes.
            try db.execute(sql: "PRAGMA journal_mode = PERSIST")
            try db.execute(sql: "PRAGMA journal_size_limit = 4194304")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // Readers are shut out during the commit only, not from the moment a large transaction fills the cache.
            try db.execute(sql: "PRAGMA cache_spill = OFF")
        }
        return configuration
    }

    /// Gives back what leases it took and closes the file; later calls fail.
    public func close() throws {
        for token in leases.withLock({ $0 }) {
            // A lease that cannot be given back ends with the process.
            try? queue.write { db in
                try db.execute(sql: "DELETE FROM lease WHERE token = ?", arguments: [token])
                try db.execute(sql: "UPDATE watch SET token = NULL WHERE token = ?", arguments: [token])
            }
        }
        try queue.close()
    }

    /// Remembers a lease that was taken.
    func remember(lease token: String) {
        leases.withLock { _ = $0.insert(token) }
    }

    /// Reads the whole file and says what is wrong with it; empty when it is sound.
    public func faults() async throws -> [String] {
        try await read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        }
    }

    /// Reads one consistent state.
    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        do {
            return try await queue.read(body)
        } catch {
            throw StoreError.meaning(of: error, path: path)
        }
    }

    /// Changes everything or nothing; when it returns, the change is on the disk.
    ///
    /// It runs to its end even when the calling task is cancelled: what was paid for is not thrown away. Changes that come
    /// while a commit is under way are committed together.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        guard access == .readWrite else { throw StoreError.readOnly(path: path) }
        do {
            return try await commits.write(body)
        } catch {
            throw StoreError.meaning(of: error, path: path)
        }
    }
}
