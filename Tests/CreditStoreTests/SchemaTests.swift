import CreditEngine
import Foundation
import GRDB
import Testing

@testable import CreditStore

@Suite struct SchemaTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A store as the first `version` migrations leave it, with one paid answer when there is a table for it.
    private func old(_ version: Int) throws {
        mkdir(folder("s"), 0o700)
        let queue = try DatabaseQueue(path: folder("s/store.sqlite"))
        try Schema.migrator(upTo: version).migrate(queue)
        if version > 0 {
            try queue.write { db in
                try db.execute(
                    sql: #"INSERT INTO reply VALUES ('key', '{"text":"paid","hasUsage":false}', '2026-11-23')"#)
            }
        }
        try queue.close()
    }

    @Test(arguments: 1...Schema.migrations.count)
    func everyVersionIsBroughtUpToDateWithWhatItHeld(_ version: Int) async throws {
        try old(version)
        let store = try Store(folder: folder("s"))
        #expect(try await store.reply(for: "key") == ModelReply(text: "paid"))
        try await store.approve(store.accepted(), under: store.lease(for: "deciding"))
        #expect(try await store.faults() == [])
    }

    @Test func anEmptyFileBecomesAStore() async throws {
        mkdir(folder("s"), 0o700)
        try Data().write(to: URL(fileURLWithPath: folder("s/store.sqlite")))
        let error = #expect(throws: StoreError.self) { try Store(folder: folder("s"), access: .readOnly) }
        #expect(error == .needsWriting(path: folder("s/store.sqlite")))
        #expect(try await Store(folder: folder("s")).jobs().isEmpty)
    }

    @Test func aKillBeforeTheFirstMigrationDoesNoHarm() async throws {
        mkdir(folder("s"), 0o700)
        let queue = try DatabaseQueue(path: folder("s/store.sqlite"))
        try await queue.write { db in
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        try queue.close()
        #expect(try await Store(folder: folder("s")).jobs().isEmpty)
    }

    @Test func manyProcessesMayMakeTheStoreAtOnce() throws {
        for round in 0..<6 {
            let peers = try (0..<6).map { _ in try Peer("keep", folder("s\(round)")) }
            for peer in peers {
                let lines = peer.lines()
                #expect(lines.count == 2 && lines.last == "kept", "\(lines)")
            }
        }
    }

    @Test func aNewerStoreIsRefusedAndLeftAsItIs() async throws {
        let store = try Store(folder: folder("s"))
        try await store.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('\(Schema.migrations.count + 1)')")
        }
        try store.close()
        let before = FileManager.default.contents(atPath: folder("s/store.sqlite"))
        for access in [Store.Access.readWrite, .readOnly] {
            let error = #expect(throws: StoreError.self) { try Store(folder: folder("s"), access: access) }
            #expect(error == .tooNew(path: folder("s/store.sqlite")))
        }
        #expect(FileManager.default.contents(atPath: folder("s/store.sqlite")) == before)
    }

    @Test func theFileIsWrittenWithARollbackJournalAndInFull() async throws {
        let store = try Store(folder: folder("s"))
        let settings = try await store.read { db in
            try ["journal_mode", "synchronous", "foreign_keys", "cache_spill"].map { name in
                try String.fetchOne(db, sql: "SELECT CAST(\(name) AS TEXT) FROM pragma_\(name)") ?? ""
            }
        }
        #expect(settings == ["persist", "2", "1", "0"])
    }

    @Test func versionNumbersRise() {
        #expect(Schema.migrations.map(\.name) == (1...Schema.migrations.count).map { "\($0)" })
    }
}
