import Foundation
import GRDB
import Testing

@testable import CreditStore

/// What a watch knew behind a step, and what was kept after it.
@Suite struct WatchSnapshotTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(folder: folder("s"))
    }

    private static func entry(_ number: Int, _ facts: String) -> WatchStep.Entry {
        WatchStep.Entry(
            WatchedRun(file: 1, offset: 100 * number, run: "run", end: 100 * number + 99, isWhole: true, facts: facts))
    }

    private func keep(_ entries: [WatchStep.Entry], snapshot: String? = nil, of lease: WatchLease) async throws {
        var step = WatchStep()
        step.entries = entries
        step.snapshot = snapshot.map { WatchSnapshot(basis: "1", state: Data($0.utf8)) }
        _ = try await store.keep(step, of: lease)
    }

    @Test func whatIsKeptBehindASnapshotIsToldInOrderWithWhatItFound() async throws {
        let lease = try await store.watch(named: "paths")
        let other = try await store.watch(named: "others")
        try await keep([Self.entry(1, "a"), Self.entry(2, "b")], snapshot: "ab", of: lease)
        #expect(try await store.changes(of: lease).isEmpty)
        try await keep([Self.entry(3, "c"), Self.entry(1, "a2")], of: lease)
        try await keep([Self.entry(1, "a3"), Self.entry(3, "c2")], of: lease)
        try await keep([Self.entry(1, "x")], of: other)
        #expect(
            try await store.changes(of: lease) == [
                WatchChange(facts: "c", earlier: nil), WatchChange(facts: "a2", earlier: "a"),
                WatchChange(facts: "a3", earlier: "a2"), WatchChange(facts: "c2", earlier: "c"),
            ])
        #expect(try await store.snapshot(of: lease, on: "1")?.state == Data("ab".utf8))
        #expect(try await store.snapshot(of: other, on: "1") == nil)
        try await keep([], snapshot: "abc", of: lease)
        #expect(try await store.changes(of: lease).isEmpty)
        #expect(try await store.changes(of: other) == [WatchChange(facts: "x", earlier: nil)])
    }

    @Test func aSnapshotOfAnotherBasisOrWithOtherBytesIsNone() async throws {
        let lease = try await store.watch(named: "paths")
        try await keep([Self.entry(1, "a")], snapshot: "state", of: lease)
        #expect(try await store.snapshot(of: lease, on: "2") == nil)
        try await store.write { db in
            try db.execute(sql: "UPDATE watch_snapshot SET state = ?", arguments: [Data("stated".utf8)])
        }
        #expect(try await store.snapshot(of: lease, on: "1") == nil)
    }

    @Test func whoLostTheWatchKeepsNoSnapshot() async throws {
        let lease = try await store.watch(named: "paths")
        try await lease.release()
        await #expect(throws: StoreError.leaseLost) { try await keep([], snapshot: "state", of: lease) }
    }
}
