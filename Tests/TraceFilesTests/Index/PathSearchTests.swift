import CreditEngine
import Foundation
import Testing

@testable import TraceFiles

struct PathSearchTests {
    private func message(_ error: (any Error)?) -> String { error.map { "\($0)" } ?? "" }

    @Test func filesOfAFolderComeInNaturalOrder() throws {
        let folder = try TemporaryFolder()
        for name in ["10.json", "9.json", "b/2.jsonl", "b/.hidden.json", "notes.txt", "a.NDJSON", "01.json"] {
            try folder.write("{}", to: name)
        }
        var options = ReadingOptions()
        let found = try PathSearch.files([folder.path], &options).map {
            String($0.path.dropFirst(folder.path.count + 1))
        }
        #expect(found == ["01.json", "9.json", "10.json", "a.NDJSON", "b/2.jsonl"])
    }

    @Test func aFolderWithoutTracesSaysSo() throws {
        let folder = try TemporaryFolder()
        try folder.write("text", to: "notes.txt")
        #expect(throws: TraceFileError.emptyFolder(path: folder.path)) { try Catalogue(paths: [folder.path]) }
        // A folder that cannot be listed is none that holds nothing.
        #expect(FolderWalk.listing(of: "/" + String(repeating: "a", count: 5_000)).closed == [""])
        #expect(FolderWalk.listing(of: folder.path + "/nowhere").closed.isEmpty)
    }

    @Test(.enabled(if: access("/proc/self/status", R_OK) == 0, "the system makes no files while they are read"))
    func aFileThatTellsNoSizeIsRead() throws {
        let report = try Catalogue(paths: ["/proc/self/status"]).indexed()
        #expect(report.counts.read > 0 && report.counts.kept == 0 && !report.failures.isEmpty)
    }

    @Test func aPathThatDoesNotExistSaysSo() throws {
        let error = #expect(throws: TraceFileError.self) { try Catalogue(paths: ["/nowhere/at/all.jsonl"]) }
        #expect(message(error).contains("/nowhere/at/all.jsonl: cannot be read (no such file or folder)"))
    }

    @Test(.enabled(if: getuid() != 0, "the superuser can read everything"))
    func anUnreadableFileIsReportedAndTheOthersAreRead() throws {
        let folder = try TemporaryFolder()
        let secret = try folder.write(GrowingFileTests.one, to: "secret.jsonl")
        let open = try folder.write(GrowingFileTests.two, to: "open.jsonl")
        try #require(chmod(secret, 0) == 0)
        let report = try Catalogue(paths: [secret, open]).indexed()
        #expect(report.runs.map(\.id) == ["two"])
        #expect(report.failures.map { "\($0)" } == ["\(secret): cannot be read (Permission denied)"])
    }

    @Test func aFileThatGoesAwayBeforeItIsOpenedIsReported() throws {
        let folder = try TemporaryFolder()
        let gone = try folder.write(GrowingFileTests.one, to: "gone.jsonl")
        let here = try folder.write(GrowingFileTests.two, to: "here.jsonl")
        let catalogue = try Catalogue(paths: [gone, here])
        try FileManager.default.removeItem(atPath: gone)
        let report = try catalogue.indexed()
        #expect(report.runs.map(\.id) == ["two"])
        #expect(report.failures.count == 1)
    }
}
