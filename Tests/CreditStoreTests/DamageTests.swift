import CreditEngine
import Foundation
import GRDB
import Testing

@testable import CreditStore

@Suite struct DamageTests {
    let folder: TemporaryFolder
    var file: String { folder("s/store.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    private func fillStore() async throws {
        let store = try Store(folder: folder("s"))
        let journal = try await store.journal(of: "job", under: store.lease(for: "filling"))
        try await journal.record(
            (0..<500).map { FinishedSample(key: "s\($0)", result: String(repeating: "x", count: 200)) })
        try store.close()
    }

    private func damage(_ change: (inout Data) -> Void) throws -> Data {
        var data = try #require(FileManager.default.contents(atPath: file))
        change(&data)
        try data.write(to: URL(fileURLWithPath: file))
        return data
    }

    @Test func aFileThatIsNoStoreIsLeftAsItIs() async throws {
        mkdir(folder("s"), 0o700)
        try Data("my diary, not a database ".utf8).write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: StoreError.self) { try Store(folder: folder("s")) }
        #expect(error == .damaged(path: file, reason: "file is not a database"))
        #expect(FileManager.default.contents(atPath: file) == Data("my diary, not a database ".utf8))
    }

    @Test func anotherProgramsDatabaseIsLeftAsItIs() async throws {
        mkdir(folder("s"), 0o700)
        let queue = try DatabaseQueue(path: file)
        try await queue.write { db in try db.execute(sql: "CREATE TABLE mine (x)") }
        try queue.close()
        let before = FileManager.default.contents(atPath: file)
        let error = #expect(throws: StoreError.self) { try Store(folder: folder("s")) }
        #expect(error == .damaged(path: file, reason: "it is another program's database"))
        #expect(FileManager.default.contents(atPath: file) == before)
    }

    @Test func aDamagedHeaderIsNamed() async throws {
        try await fillStore()
        let damaged = try damage { $0.replaceSubrange(0..<16, with: Data(repeating: 7, count: 16)) }
        let error = #expect(throws: StoreError.self) { try Store(folder: folder("s")) }
        #expect(
            "\(error.map { "\($0)" } ?? "")".contains(
                "not a readable store (file is not a database); nothing was changed"))
        #expect(FileManager.default.contents(atPath: file) == damaged)
    }

    @Test func aDamagedPageIsNamedWhenItIsRead() async throws {
        try await fillStore()
        _ = try damage { data in
            for page in stride(from: data.count / 2 / 4096 * 4096, to: data.count, by: 4096) {
                data.replaceSubrange(page..<page + 64, with: Data(repeating: 0xFF, count: 64))
            }
        }
        let store = try Store(folder: folder("s"))
        #expect(try await !store.faults().isEmpty)
        let journal = try await store.journal(of: "job", under: store.lease(for: "reading"))
        let error = await #expect(throws: StoreError.self) { try await journal.finished() }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aTruncatedFileIsNamed() async throws {
        try await fillStore()
        let damaged = try damage { $0 = $0.prefix(5000) }
        let error = #expect(throws: StoreError.self) { try Store(folder: folder("s")) }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(FileManager.default.contents(atPath: file) == damaged)
    }

    @Test func aSoundStoreHasNoFaults() async throws {
        try await fillStore()
        #expect(try await Store(folder: folder("s")).faults() == [])
    }

    @Test func aFullDiskLosesNothingThatWasAcknowledged() async throws {
        try await fillStore()
        let peer = try Peer("fill", folder("s"), "400000")
        let lines = peer.lines()
        let acknowledged = lines.dropLast().map { String($0.dropFirst("sample ".count)) }
        #expect(lines.last == "error: \(StoreError.full(path: file))")
        #expect(!acknowledged.isEmpty)
        peer.kill()
        let store = try Store(folder: folder("s"))
        let journal = try await store.journal(of: "job", under: store.lease(for: "going on"))
        let kept = try await journal.finished()
        #expect(acknowledged.allSatisfy { kept[$0] != nil })
        #expect(try await store.faults() == [])
        try await journal.record([FinishedSample(key: "after", result: "1")])
    }
}
