import CreditEngine
import CreditStore
import Foundation
import Inspector
import Testing

@testable import ascribe
@testable import UseCases

@Suite struct ExportFolderTests {
    let queue: Queue
    var folder: String { queue.scratch.path + "/prompts" }

    init() async throws {
        queue = try Queue()
        try await queue.approve(queue.accepted("Check each result."))
    }

    /// Everything in the scratch folder but the store, by path; a folder or link is what it is.
    private func snapshot() throws -> [String: String] {
        var all: [String: String] = [:]
        let names = FileManager.default.enumerator(atPath: queue.scratch.path)
        while let name = names?.nextObject() as? String {
            guard !name.hasPrefix("store") else { continue }
            let path = queue.scratch.path + "/" + name
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
                all[name] = "link to \(target)"
            } else {
                all[name] =
                    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "folder"
            }
        }
        return all
    }

    @Test func forceReplacesOnlyWhatAnExportOfOursWrote() async throws {
        let folder = try queue.scratch.folder("prompts")
        for name in ["team.yaml", "notes.txt"] { try queue.scratch.file("prompts/" + name, "mine") }
        let refused = try queue.run("export", folder, "--team", "simulated/root-echo", "--force")
        #expect(refused.status == 3 && refused.complaint.contains("prompts/team.yaml: not of an earlier export"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["notes.txt", "team.yaml"])
        #expect(try queue.scratch.bytes("prompts/team.yaml") == Array("mine".utf8))
        try FileManager.default.removeItem(atPath: folder + "/team.yaml")
        for _ in 0..<2 {
            #expect(try queue.run("export", folder, "--team", "simulated/root-echo", "--force").status == 0)
        }
        #expect(try queue.scratch.bytes("prompts/notes.txt") == Array("mine".utf8))
    }

    @Test(arguments: ["full", "file", "link", "dangling", "no parent", "link with force", "file with force"])
    func aTargetThatMayNotBeWrittenIsLeftAsItIs(_ kind: String) throws {
        var target = folder
        switch kind {
        case "full":
            _ = try queue.scratch.folder("prompts")
            try queue.scratch.file("prompts/mine.txt", "mine")
        case "file", "file with force": try queue.scratch.file("prompts", "mine")
        case "link", "link with force":
            _ = try queue.scratch.folder("real")
            symlink(queue.scratch.path + "/real", folder)
        case "dangling": symlink(queue.scratch.path + "/nowhere", folder)
        default: target = queue.scratch.path + "/missing/prompts"
        }
        let before = try snapshot()
        // What the interface looks at before it asks.
        if !kind.hasSuffix("force") { #expect(throws: ExportError.self) { try ExportFolder.examine(target) } }
        let result = try Program.run(
            queue.words(["export", target, "--team", queue.name] + (kind.hasSuffix("force") ? ["--force"] : [])))
        #expect(result.status == 3)
        #expect(result.complaint.hasPrefix("ascribe: \(target)") || kind == "no parent")
        #expect(result.complaint.split(separator: "\n").count == 1)
        #expect(try snapshot() == before)
    }

    @Test func aTargetThatMayBeWrittenIsLookedAtOnly() throws {
        let before = try snapshot()
        try ExportFolder.examine(folder)
        #expect(try snapshot() == before)
        _ = try queue.scratch.folder("prompts")
        try ExportFolder.examine(folder + "/")
    }

    @Test(arguments: [("~", "/h"), ("~/a b", "/h/a b"), ("~ana/x", "~ana/x"), ("a/~", "a/~"), ("", "")])
    func theHomeFolderHasAShortName(_ typed: String, _ path: String) {
        #expect(ExportPlan.expanded(typed, home: "/h") == path)
    }

    @Test func aLinkInThePlaceOfOurFilesIsReplacedAndNotFollowed() throws {
        #expect(try queue.run("export", folder, "--team", "simulated/root-echo").status == 0)
        try queue.scratch.file("outside.txt", "mine")
        try queue.scratch.file("prompts/notes.txt", "notes")
        for name in ["role-researcher.txt", "team.yaml"] {
            unlink(folder + "/" + name)
            symlink("../outside.txt", folder + "/" + name)
        }
        #expect(try queue.run("export", folder, "--team", "simulated/root-echo", "--force").status == 0)
        let after = try snapshot()
        #expect(after["outside.txt"] == "mine" && after["prompts/notes.txt"] == "notes")
        #expect(after["prompts/role-researcher.txt"] == "Check each result.")
    }

    @Test(arguments: ["../outside.txt", "/etc/passwd", ".", "a/b"])
    func aManifestThatLeavesTheFolderIsNotBelieved(_ name: String) throws {
        #expect(try queue.run("export", folder, "--team", queue.name).status == 0)
        let manifest = folder + "/manifest.json"
        let text = try String(contentsOfFile: manifest, encoding: .utf8)
        try Data(text.replacingOccurrences(of: "role-researcher.txt", with: name).utf8).write(
            to: URL(filePath: manifest))
        try queue.scratch.file("outside.txt", "mine")
        let check = try queue.run("export", "--check", folder)
        #expect(check.status == 3)
        #expect(check.complaint.contains("which is no file of an export"))
        let forced = try queue.run("export", folder, "--team", queue.name, "--force")
        #expect(forced.status == 3 && forced.complaint.contains("role-researcher.txt: not of an earlier export"))
        #expect(try queue.scratch.bytes("outside.txt") == Array("mine".utf8))
    }

    @Test(arguments: ["", "{", "[]", #"{"format":"other/9","team":"","identity":"","blocks":[]}"#])
    func aManifestThatIsNoneIsSaid(_ text: String) throws {
        _ = try queue.scratch.folder("prompts")
        try queue.scratch.file("prompts/manifest.json", text)
        let result = try queue.run("export", "--check", folder)
        #expect(result.status == 3 && result.complaint.contains("not a whole export"))
    }

    @Test func filesFollowTheMask() throws {
        for (mask, file, folder) in [("022", 0o644, 0o755), ("077", 0o600, 0o700)] {
            let target = self.folder + mask
            let result = try queue.run(
                "export", target, "--team", queue.name, through: ["sh", "-c", "umask \(mask); exec \"$@\"", "sh"])
            #expect(result.status == 0)
            func mode(_ path: String) -> Int {
                var status = stat()
                return lstat(path, &status) == 0 ? Int(status.st_mode & 0o777) : -1
            }
            #expect(mode(target) == folder && mode(target + "/manifest.json") == file)
        }
    }

    @Test(.enabled(if: Program.isInstalled("prlimit"), "prlimit is not installed"))
    func aLimitOnFileSizesLeavesNothingBehind() throws {
        let before = try snapshot()
        let result = try queue.run("export", folder, "--team", queue.name, through: ["prlimit", "--fsize=100"])
        #expect(result.status == 3)
        #expect(result.complaint.contains("no room"))
        #expect(try snapshot() == before)
    }

    /// Whether this user may mount file systems of its own.
    static let mounts =
        (try? Spawned.run(["unshare", "-m", "true"], environment: Program.environment(), folder: "/")) == 0

    @Test(
        .enabled(if: mounts, "nothing can be mounted here"),
        arguments: ["full", "read-only", "full, replacing", "full half way, replacing"]
    )
    func aFullOrReadOnlyDiskLeavesNothingBehind(_ kind: String) throws {
        let disk = try queue.scratch.folder("disk")
        let replaces = kind.hasSuffix("replacing")
        // A file takes a page of 4k.
        let options =
            kind == "read-only" ? "ro" : kind.hasPrefix("full half way") ? "size=16k" : replaces ? "size=8k" : "size=4k"
        let manifest =
            #"{"format":"ascribe-prompts/1","team":"","identity":"","blocks":[],"files":["role-critic.txt","manifest.json"]}"#
        let prepare =
            replaces
            ? "mkdir '\(disk)/prompts'; cd '\(disk)/prompts'; echo mine > role-critic.txt; echo '\(manifest)' > manifest.json; cd /;"
            : ""
        let script =
            "mount -t tmpfs -o \(options) none '\(disk)' || exit 99; \(prepare) \"$@\"; s=$?; ls -AR '\(disk)'; "
            + "cat '\(disk)'/prompts/role-critic.txt 2> /dev/null; exit $s"
        let result = try queue.run(
            "export", disk + "/prompts", "--team", queue.name, "--force",
            through: ["unshare", "-m", "sh", "-c", script, "sh"])
        #expect(result.status == 3, "\(result.complaint)")
        #expect(result.complaint.contains(kind == "read-only" ? "cannot be written" : "no room"), "\(result.complaint)")
        #expect(!result.text.contains(".tmp") && result.text.contains("manifest.json") == replaces)
        #expect(result.text.contains("mine") == replaces)
    }
}
