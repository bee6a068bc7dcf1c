import CreditEngine
import Foundation
import Testing

@testable import CreditStore

@Suite struct LeaseTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(folder: folder("s"))
    }

    @Test func anotherProcessIsToldWhoHoldsIt() async throws {
        let peer = try Peer("hold", folder("s"))
        #expect(peer.line() == "held")
        let error = await #expect(throws: StoreError.self) { try await store.lease(for: "deciding") }
        let sentence = error.map { "\($0)" } ?? ""
        #expect(sentence.hasPrefix("process \(peer.pid) on "))
        #expect(sentence.contains("(holding the lease); wait for it, or stop it there"))
        #expect(try await store.leaseHolder()?.pid == peer.pid)
        #expect(try await store.leaseHolder()?.isThisProcess == false)
        // Reading and caching need no lease.
        #expect(try await store.jobs().isEmpty)
        try await store.keep(ModelReply(text: "x"), for: "key")

        peer.end()
        #expect(peer.lines() == ["released"])
        try await store.lease(for: "deciding").release()
    }

    @Test func theLeaseOfAKilledProcessIsTakenOver() async throws {
        let peer = try Peer("hold", folder("s"))
        #expect(peer.line() == "held")
        peer.kill()
        #expect(try await store.leaseHolder() == nil)
        let lease = try await store.lease(for: "deciding")
        #expect(try await store.leaseHolder()?.isThisProcess == true)
        try await lease.release()
    }

    @Test func oneProcessHasItOnceToo() async throws {
        let first = try await store.lease(for: "a job")
        let error = await #expect(throws: StoreError.self) {
            try await Store(folder: folder("s")).lease(for: "another")
        }
        #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("this process has been running jobs"))
        try await first.release()
        try await first.release()
        _ = try await store.lease(for: "another")
    }

    static let owners: [(String, @Sendable (inout ProcessIdentity) -> Void, Bool)] = [
        ("itself", { _ in }, false),
        ("a later process with its number", { $0.started = "1" }, true),
        ("a number nobody has", { $0.pid = 2_000_000_000 }, true),
        ("before the last restart", { $0.boot = "earlier" }, true),
        ("another computer", { $0.host = "elsewhere" }, false),
        ("another container", { $0.space = "pid:[1]" }, false),
    ]

    @Test(arguments: owners.indices) func staleLeasesAreRecognised(_ index: Int) async throws {
        let (name, change, stale) = Self.owners[index]
        var owner = ProcessIdentity.current()
        change(&owner)
        _ = try await store.lease(for: "old", as: owner)
        #expect((try await store.leaseHolder() == nil) == stale, "\(name)")
        if stale {
            _ = try await store.lease(for: "new")
        } else {
            await #expect(throws: StoreError.self) { try await store.lease(for: "new") }
        }
    }

    @Test func whoLostItCannotWrite() async throws {
        let lost = try await store.lease(for: "old")
        let journal = try await store.journal(of: "job", under: lost)
        let accepted = try await store.accepted()
        let taken = try await store.lease(for: "new", force: true)
        await #expect(throws: StoreError.leaseLost) {
            try await journal.record([FinishedSample(key: "a", result: "1")])
        }
        await #expect(throws: StoreError.leaseLost) {
            try await store.approve(accepted, under: lost)
        }
        try await lost.release()
        #expect(try await store.auditTrail().isEmpty)
        #expect(try await store.leaseHolder()?.purpose == "new")
        try await taken.release()
    }
}
