import GRDB
import Synchronization

/// Commits together what many workers write at the same time, so that they share the price of one commit (about a
/// millisecond each with `synchronous=FULL`).
///
/// Each change stands in a savepoint of its own: one that throws takes back itself and no other. A change is done when the
/// commit that holds it is on the disk. While several write at the same time, a commit waits for a quarter of the time that
/// the last one took, so that the others come into it; one that writes alone never waits.
actor GroupCommit {
    private struct Change: Sendable {
        let make: @Sendable (Database) throws -> Void
        let done: CheckedContinuation<Void, any Error>
    }

    private let queue: DatabaseQueue
    private var waiting: [Change] = []
    private var isCommitting = false
    /// How long the next commit waits for changes of others.
    private var wait = Duration.zero
    private static let longestWait = Duration.milliseconds(5)

    init(_ queue: DatabaseQueue) {
        self.queue = queue
    }

    /// Makes a change; when this returns, it is on the disk.
    ///
    /// It runs to its end even when the calling task is cancelled.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        let result = Kept<T>()
        try await withCheckedThrowingContinuation { done in
            waiting.append(Change(make: { db in try result.keep(body(db)) }, done: done))
            guard !isCommitting else { return }
            isCommitting = true
            Task { await commitAll() }
        }
        guard let value = result.value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
    }

    private func commitAll() async {
        while !waiting.isEmpty {
            // This task is nobody's child, so nothing cancels the waiting.
            if wait > .zero { try? await Task.sleep(for: wait) }
            let changes = waiting
            waiting = []
            let start = ContinuousClock.now
            let failures = await commit(changes)
            let areSeveral = changes.count > 1 || !waiting.isEmpty
            wait = areSeveral ? min((ContinuousClock.now - start) / 4, Self.longestWait) : .zero
            for (change, failure) in zip(changes, failures) {
                if let failure { change.done.resume(throwing: failure) } else { change.done.resume() }
            }
        }
        isCommitting = false
    }

    /// Commits changes and says which failed.
    private func commit(_ changes: [Change]) async -> [(any Error)?] {
        do {
            return try await queue.write { db in
                if changes.count == 1 {
                    try changes[0].make(db)
                    return [nil]
                }
                return try changes.map { change in
                    do {
                        try db.inSavepoint {
                            try change.make(db)
                            return .commit
                        }
                        return nil
                    } catch {
                        // A full disk ends the whole transaction, with all that is in it.
                        guard db.isInsideTransaction else { throw error }
                        return error
                    }
                }
            }
        } catch {
            return changes.map { _ in error }
        }
    }
}

/// What a change gives, on its way out of the transaction.
private final class Kept<T: Sendable>: Sendable {
    private let kept = Mutex<T?>(nil)

    var value: T? { kept.withLock { $0 } }

    func keep(_ value: T) { kept.withLock { $0 = value } }
}
