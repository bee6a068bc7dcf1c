import CreditEngine
import Foundation
import GRDB
import Testing

@testable import CreditStore

@Suite struct ConcurrencyTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func readingGoesOnDuringALargeWrite() async throws {
        let store = try Store(folder: folder("s"))
        try await store.keep(ModelReply(text: "before"), for: "key")
        let reader = try Store(folder: folder("s"), access: .readOnly)
        // Far beyond the page cache: the readers' answers come while the change is under way.
        let seen = try await store.write { db in
            for number in 0..<4_000 {
                try db.execute(
                    sql: "INSERT INTO reply VALUES (?, ?, '')",
                    arguments: ["k\(number)", String(repeating: "x", count: 2_000)])
            }
            let other = try DatabaseQueue(path: store.path, configuration: Self.impatient)
            return try other.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM reply") }
        }
        #expect(seen == 1)
        #expect(try await reader.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM reply") } == 4_001)
    }

    /// A connection that does not wait for anybody.
    private static var impatient: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        return configuration
    }

    @Test func readersSeeWholeBatchesWhileAnotherProcessWrites() async throws {
        let peer = try Peer("samples", folder("s"))
        _ = peer.line()
        let reader = try Store(folder: folder("s"), access: .readOnly)
        var last = 0
        for _ in 0..<200 {
            let count = try await reader.jobs().first?.samples ?? 0
            #expect(count % 3 == 0)
            #expect(count >= last)
            last = count
        }
        #expect(last > 0)
        peer.kill()
    }

    @Test func twoStoresOfOneProcessShareTheFile() async throws {
        let one = try Store(folder: folder("s"))
        let two = try Store(folder: folder("s"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                let store = number % 2 == 0 ? one : two
                group.addTask { try await store.keep(ModelReply(text: "\(number)"), for: "k\(number)") }
            }
            try await group.waitForAll()
        }
        for number in 0..<100 { #expect(try await two.reply(for: "k\(number)")?.text == "\(number)") }
    }
}
