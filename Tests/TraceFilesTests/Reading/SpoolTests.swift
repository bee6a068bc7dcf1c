import CreditEngine
import Foundation
import Testing

@testable import TraceFiles

/// Pipes: what has arrived is used while the rest is still to come.
struct SpoolTests {
    /// A catalogue that reads a pipe, and the end to write to.
    private func pipe() throws -> (Catalogue, FileHandle) {
        let pipe = Pipe()
        let reading = dup(pipe.fileHandleForReading.fileDescriptor)
        let file = try SourceFile(path: "pipe", stem: "pipe", pipe: reading)
        return (Catalogue(files: [file], options: ReadingOptions()), pipe.fileHandleForWriting)
    }

    @Test func runsOfOneLineAreFinalAsTheyArrive() throws {
        let (catalogue, end) = try pipe()
        var report = Report()
        try end.write(contentsOf: Data((GrowingFileTests.one + "{\"run_id\":\"two\",").utf8))
        while catalogue.count < 1, catalogue.waitForMore() { try catalogue.indexed(&report, waiting: false) }
        #expect(report.runs.map(\.id) == ["one"])
        #expect(catalogue.isFinal(0))
        #expect(report.counts.incomplete == 0 && report.failures.isEmpty)
        #expect(try catalogue.trace(0).messages.map(\.output) == ["hello"])
        try end.write(contentsOf: Data("\"messages\":[]}\n{\"run_id\":\"cut".utf8))
        while catalogue.count < 2, catalogue.waitForMore() { try catalogue.indexed(&report, waiting: false) }
        #expect(report.runs.map(\.id) == ["one", "two"])
        try end.close()
        while catalogue.waitForMore() { try catalogue.indexed(&report, waiting: false) }
        #expect(report.counts.incomplete == 1 && report.counts.read == 3 && report.reconciles)
    }

    @Test func runsOfSeveralLinesAreFinalAtTheEnd() throws {
        let (catalogue, end) = try pipe()
        var report = Report()
        let message = "{\"run_id\":\"r\",\"agent\":\"a\",\"content\":\"x\"}\n"
        try end.write(contentsOf: Data(message.utf8))
        while catalogue.count < 1, catalogue.waitForMore() { try catalogue.indexed(&report, waiting: false) }
        #expect(!catalogue.isFinal(0))
        try end.write(contentsOf: Data(message.utf8))
        try end.close()
        while catalogue.waitForMore() { try catalogue.indexed(&report, waiting: false) }
        #expect(catalogue.isFinal(0) && !catalogue.isFinal(1))
        #expect(report.runs.map(\.messages) == [2])
        #expect(!catalogue.waitForMore())
    }

    @Test func aDocumentIsReadWhenAllOfItIsThere() throws {
        let (catalogue, end) = try pipe()
        var report = Report()
        try end.write(contentsOf: Data("[\n{\"role\":\"a\",\n\"content\":\"x\"},\n".utf8))
        #expect(catalogue.waitForMore())
        try catalogue.indexed(&report, waiting: false)
        #expect(report == Report())
        try end.write(contentsOf: Data("{\"role\":\"b\",\"content\":\"y\"}\n]\n".utf8))
        try end.close()
        while catalogue.waitForMore() { try catalogue.indexed(&report, waiting: false) }
        #expect(report.failures.isEmpty && report.counts.kept == 2)
        #expect(try catalogue.trace().messages.map(\.output) == ["x", "y"])
    }

    @Test func anEmptyPipeSaysSoAtItsEnd() throws {
        let (catalogue, end) = try pipe()
        var report = Report()
        try catalogue.indexed(&report, waiting: false)
        #expect(report.failures.isEmpty)
        try end.close()
        while catalogue.waitForMore() { try catalogue.indexed(&report, waiting: false) }
        #expect(report.failures == [.empty(path: "pipe")])
    }

    @Test func indexingWaitsForTheEndUnlessToldNotTo() throws {
        let (catalogue, end) = try pipe()
        let writer = Thread {
            for _ in 0..<50 { try? end.write(contentsOf: Data(GrowingFileTests.one.utf8)) }
            try? end.close()
        }
        writer.start()
        var ends = 0
        var runs = 0
        try catalogue.index { update in
            runs += update.runs.count
            ends += update.finished ? 1 : 0
            return true
        }
        #expect(runs == 50 && ends == 1)
    }

    @Test func waitingCanBeStopped() throws {
        let (catalogue, end) = try pipe()
        try catalogue.index(waiting: false) { _ in true }
        let thread = Thread { catalogue.stopWaiting() }
        thread.start()
        #expect(!catalogue.waitForMore())
        #expect(!catalogue.waitForMore())
        try end.close()
    }

    @Test func aPipeThatIsNamedIsCopiedToo() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/pipe"
        try #require(mkfifo(path, 0o600) == 0)
        let writer = Thread { try? Data(GrowingFileTests.one.utf8).write(to: URL(fileURLWithPath: path), options: []) }
        writer.start()
        let catalogue = try Catalogue(paths: [path])
        var report = Report()
        repeat { try catalogue.indexed(&report, waiting: false) } while catalogue.waitForMore()
        #expect(report.runs.map(\.id) == ["one"] && report.failures.isEmpty)
    }
}
