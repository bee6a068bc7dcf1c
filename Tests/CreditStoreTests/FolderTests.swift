import CreditEngine
import Foundation
import Testing

@testable import CreditStore

@Suite struct FolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private func refusal(_ path: String, _ access: Store.Access = .readWrite) -> String {
        do {
            _ = try Store(folder: path, access: access)
            return "opened"
        } catch { return "\(error)" }
    }

    @Test func nobodyElseMayLook() async throws {
        let store = try Store(folder: folder("deep/er/s"))
        try await store.keep(ModelReply(text: "x"), for: "key")
        #expect(try mode(folder("deep/er/s")) == 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder("deep/er/s")) {
            #expect(try mode(folder("deep/er/s/" + name)) == 0o600, "\(name)")
        }
    }

    @Test func anOpenFolderIsClosedWhenItIsTheStoresOwn() throws {
        mkdir(folder("s"), 0o755)
        chmod(folder("s"), 0o755)
        _ = try Store(folder: folder("s"))
        #expect(try mode(folder("s")) == 0o700)
    }

    @Test func whatItsOwnerMadeReadOnlyStaysSo() throws {
        _ = try Store(folder: folder("s"))
        chmod(folder("s/store.sqlite"), 0o444)
        chmod(folder("s"), 0o555)
        _ = try? Store(folder: folder("s"))
        #expect(try mode(folder("s")) == 0o500 && mode(folder("s/store.sqlite")) == 0o400)
        chmod(folder("s"), 0o700)
    }

    @Test func anOpenFolderWithOtherFilesIsLeftAlone() throws {
        mkdir(folder("s"), 0o755)
        chmod(folder("s"), 0o755)
        try Data().write(to: URL(fileURLWithPath: folder("s/letter.txt")))
        #expect(refusal(folder("s")).contains("give the store a folder of its own"))
        #expect(try mode(folder("s")) == 0o755)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder("s")) == ["letter.txt"])
    }

    @Test func linksAreNotFollowed() throws {
        _ = try Store(folder: folder("real"))
        symlink("real", folder("link"))
        #expect(refusal(folder("link")).contains("it is a symbolic link"))
        #expect(refusal(folder("link") + "/").contains("it is a symbolic link"))
        #expect(refusal(folder("link"), .readOnly).contains("it is a symbolic link"))

        mkdir(folder("trap"), 0o700)
        symlink(folder("victim"), folder("trap/store.sqlite"))
        #expect(refusal(folder("trap")).contains("store.sqlite: cannot hold the store (it is a symbolic link"))
        #expect(!FileManager.default.fileExists(atPath: folder("victim")))

        try Data("keep".utf8).write(to: URL(fileURLWithPath: folder("victim")))
        try FileManager.default.removeItem(atPath: folder("real/store.sqlite-journal"))
        symlink(folder("victim"), folder("real/store.sqlite-journal"))
        #expect(refusal(folder("real")).contains("store.sqlite-journal: cannot hold the store (it is a symbolic link"))
        #expect(FileManager.default.contents(atPath: folder("victim")) == Data("keep".utf8))
    }

    @Test func whatIsNoFolderIsNamed() throws {
        try Data().write(to: URL(fileURLWithPath: folder("file")))
        #expect(refusal(folder("file")).contains("it is not a folder"))
        #expect(refusal(folder("file/below")).contains("file/below: cannot hold the store"))
        #expect(refusal(folder("nowhere"), .readOnly) == StoreError.missing(path: folder("nowhere")).description)
    }

    @Test func readOnlyReadsAndRefusesToWrite() async throws {
        let writer = try Store(folder: folder("s"))
        try await writer.keep(ModelReply(text: "kept"), for: "key")
        let reader = try Store(folder: folder("s"), access: .readOnly)
        #expect(try await reader.reply(for: "key")?.text == "kept")
        await #expect(throws: StoreError.readOnly(path: reader.path)) {
            try await reader.keep(ModelReply(text: "x"), for: "other")
        }
        await #expect(throws: StoreError.readOnly(path: reader.path)) { try await reader.lease(for: "x") }
    }

    @Test(arguments: [(0o600, 0o500), (0o400, 0o500), (0o400, 0o700)])
    func aReadOnlyFolderIsReadAndNamed(_ fileMode: mode_t, _ folderMode: mode_t) async throws {
        let writer = try Store(folder: folder("s"))
        try await writer.keep(ModelReply(text: "paid"), for: "key")
        try writer.close()
        try FileManager.default.removeItem(atPath: folder("s/store.sqlite-journal"))
        // Root may write everywhere, so the peer then is somebody else, whose store this is.
        let user: uid_t = geteuid() == 0 ? 65_534 : geteuid()
        for path in [folder.path, folder("s"), folder("s/store.sqlite")] { chown(path, user, gid_t.max) }
        chmod(folder("s/store.sqlite"), fileMode)
        chmod(folder("s"), folderMode)
        defer { chmod(folder("s"), 0o700) }
        let before = FileManager.default.contents(atPath: folder("s/store.sqlite"))
        let lines = try Peer("keep", folder("s"), "\(user)").lines()
        #expect(lines == ["read paid", "error: \(StoreError.readOnly(path: folder("s/store.sqlite")))"])
        #expect(FileManager.default.contents(atPath: folder("s/store.sqlite")) == before)
    }

    @Test func theDefaultIsTheUsersDataFolder() {
        #expect(Store.defaultFolder(environment: ["XDG_DATA_HOME": "/data", "HOME": "/home/a"]) == "/data/ascribe")
        #expect(Store.defaultFolder(environment: ["HOME": "/home/a"]) == "/home/a/.local/share/ascribe")
        #expect(
            Store.defaultFolder(environment: ["XDG_DATA_HOME": "data", "HOME": "/home/a"])
                == "/home/a/.local/share/ascribe")
    }
}
