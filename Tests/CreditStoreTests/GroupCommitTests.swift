import CreditEngine
import Foundation
import GRDB
import Testing

@testable import CreditStore

/// Changes that are committed together stay apart.
@Suite struct GroupCommitTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func oneThatFailsTakesBackItselfAndNoOther() async throws {
        struct Refused: Error {}
        let store = try Store(folder: folder("s"))
        let kept = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    do {
                        try await store.write { db in
                            try db.execute(
                                sql: "INSERT INTO reply VALUES (?, '{}', '')", arguments: ["key \(number)"])
                            if number % 3 == 0 { throw Refused() }
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(kept == 40)
        let keys = try await store.read { db in try String.fetchAll(db, sql: "SELECT key FROM reply") }
        #expect(Set(keys) == Set((0..<60).filter { $0 % 3 != 0 }.map { "key \($0)" }))
    }

    @Test func workersThatWriteAtTheSameTimeShareCommits() async throws {
        let store = try Store(folder: folder("s"))
        let before = try commits(of: store)
        let (workers, rounds) = (8, 25)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    for round in 0..<rounds {
                        try await store.write { db in
                            try db.execute(
                                sql: "INSERT INTO reply VALUES (?, '{}', '')", arguments: ["key \(worker)-\(round)"])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let made = try commits(of: store) - before
        #expect(made >= rounds && made < workers * rounds / 2, "\(made) commits of \(workers * rounds) changes")
    }

    /// The counter in the file's head, which every commit raises by one.
    private func commits(of store: Store) throws -> Int {
        let head = try #require(FileManager.default.contents(atPath: store.path)?.prefix(28).suffix(4))
        return head.reduce(0) { $0 << 8 | Int($1) }
    }

    @Test func aCancelledTaskStillWrites() async throws {
        let store = try Store(folder: folder("s"))
        let task = Task {
            try await store.write { db in try db.execute(sql: "INSERT INTO reply VALUES ('k', '{}', '')") }
        }
        task.cancel()
        try await task.value
        #expect(try await store.reply(for: "nothing") == nil)
        #expect(try await store.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM reply") } == 1)
    }

    @Test func aBudgetThatStartsOverHasSpentNothing() async throws {
        let store = try Store(folder: folder("s"))
        let (ledger, other) = (store.ledger(of: "job"), store.ledger(of: "other"))
        try await ledger.charge(try await ledger.reserve(Spending(calls: 1)), used: Spending(calls: 1, tokens: 5))
        _ = try await other.reserve(Spending(calls: 1))
        try await ledger.forget()
        #expect(try await ledger.used() == Spending())
        #expect(try await other.used().calls == 1)
    }
}
