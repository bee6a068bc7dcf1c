import CreditEngine
import Foundation
import Testing

@testable import TraceFiles

/// Files that change while they are open, and lines that are special.
struct GrowingFileTests {
    static let one = "{\"run_id\":\"one\",\"messages\":[{\"role\":\"a\",\"content\":\"hello\"}]}\n"
    static let two = "{\"run_id\":\"two\",\"messages\":[{\"role\":\"a\",\"content\":\"there\"}]}\n"

    @Test func anIncompleteLastLineIsReadOnceItIsComplete() throws {
        let folder = try TemporaryFolder()
        let (catalogue, first) = try folder.catalogue(Self.one + String(Self.two.prefix(30)))
        #expect(first.counts.incomplete == 1)
        #expect(first.runs.map(\.id) == ["one"])
        #expect(first.badLines.map(\.incomplete) == [true])
        #expect(first.badLines.map(\.offset) == [Self.one.utf8.count])
        // Looking again at the same bytes changes nothing.
        var report = first
        try catalogue.indexed(&report)
        #expect(report == first)
        try folder.append(Self.two.dropFirst(30).utf8)
        try catalogue.indexed(&report)
        #expect(report.runs.map(\.id) == ["one", "two"])
        #expect(report.counts.incomplete == 0 && report.counts.read == 2 && report.reconciles)
        #expect(try catalogue.trace(1).messages.map(\.output) == ["there"])
    }

    @Test func aRecordWithoutANewlineIsKeptAndItsLineGoesOn() throws {
        let folder = try TemporaryFolder()
        let (catalogue, first) = try folder.catalogue(String(Self.one.dropLast()))
        #expect(first.runs.count == 1 && first.counts.kept == 1 && first.badLines.isEmpty)
        var report = first
        try folder.append("\r\n\(Self.two)junk\n".utf8)
        try catalogue.indexed(&report)
        #expect(report.counts.read == 3 && report.counts.blank == 0 && report.reconciles)
        #expect(report.badLines.map(\.line) == [3])
    }

    @Test func recordsOfAKnownRunReportAChange() throws {
        let folder = try TemporaryFolder()
        let message = "{\"run_id\":\"r\",\"agent\":\"a\",\"content\":\"x\"}\n"
        let (catalogue, first) = try folder.catalogue(message + message)
        #expect(first.runs.map(\.messages) == [2] && first.runs[0].success == nil)
        var report = first
        try folder.append((message + "{\"run_id\":\"r\",\"type\":\"outcome\",\"score\":0.25}\n").utf8)
        try catalogue.indexed(&report)
        #expect(report.runs == [RunEntry(id: "r", success: false, score: 0.25, messages: 3)])
        #expect(try catalogue.trace().messages.count == 3)
    }

    @Test(arguments: ["replaced", "truncated", "deleted", "rewritten"])
    func aFileThatIsNoLongerTheSameSaysSo(_ how: String) throws {
        let folder = try TemporaryFolder()
        let (catalogue, _) = try folder.catalogue(Self.one + Self.two)
        let path = catalogue.paths[0]
        let other = String(repeating: Self.two, count: 5)
        switch how {
        case "replaced":
            try folder.write(Self.one + Self.two, to: "new.jsonl")
            try #require(rename("\(folder.path)/new.jsonl", path) == 0)
        case "truncated": try #require(truncate(path, 20) == 0)
        case "deleted": try FileManager.default.removeItem(atPath: path)
        default:
            try #require(truncate(path, 0) == 0)
            try folder.append(other.utf8)
        }
        let changed = TraceFileError.changed(path: path)
        #expect(throws: changed) { try catalogue.indexed() }
        #expect(throws: changed) { try catalogue.trace(0) }
        #expect(throws: changed) { try catalogue.bytes(of: BadLine(file: 0, line: 1, byte: 1, offset: 0, reason: "")) }
        guard how != "deleted" else { return }
        catalogue.restart()
        #expect(catalogue.count == 0)
        let anew = try catalogue.indexed()
        #expect(anew.reconciles)
        #expect(anew.runs.count == (how == "rewritten" ? 5 : how == "truncated" ? 0 : 2))
    }

    @Test func aLineOverTheLimitIsBadAndTheRestIsRead() throws {
        let folder = try TemporaryFolder()
        var options = ReadingOptions()
        options.lineLimit = 1000
        let long = "{\"run_id\":\"long\",\"x\":\"\(String(repeating: "x", count: 300_000))\"}"
        for block in [100, 4096, 1 << 20] {
            options.blockSize = block
            let (catalogue, report) = try folder.catalogue(Self.one + long + "\n" + Self.two + long, options: options)
            #expect(report.runs.map(\.id) == ["one", "two"])
            #expect(report.badLines.map(\.line) == [2, 4])
            #expect(report.badLines.map(\.reason) == Array(repeating: "longer than 1000 bytes", count: 2))
            #expect(report.reconciles && report.counts.read == 4)
            var grown = report
            try folder.append("xx\n\(Self.one)".utf8)
            try catalogue.indexed(&grown)
            #expect(grown.counts.bad == 2 && grown.counts.read == 5)
            #expect(grown.runs.count == 3 && grown.badLines.map(\.line) == [2, 4])
        }
    }

    @Test func aLineOfTenMegabytesIsRead() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "x", count: 10 << 20)
        let long = "{\"run_id\":\"huge\",\"messages\":[{\"agent\":\"a\",\"content\":\"\(text)\"}]}\n"
        let (catalogue, report) = try folder.catalogue(Self.one + long + Self.two)
        #expect(report.runs.map(\.id) == ["one", "huge", "two"])
        #expect(try catalogue.trace(1).messages[0].output.utf8.count == 10 << 20)
        #expect(try catalogue.trace(2).id == "two")
    }

    @Test(arguments: ["", "\n", "\r\n", "  \n\n \t\n"]) func aFileWithNothingInItSaysSo(_ text: String) throws {
        let folder = try TemporaryFolder()
        let (catalogue, report) = try folder.catalogue(text)
        #expect(report.failures == [.empty(path: catalogue.paths[0])])
        #expect(report.reconciles)
        // It is said once, and forgotten when something comes.
        #expect(try catalogue.indexed().failures.isEmpty)
        try folder.append(Self.one.utf8)
        #expect(try catalogue.indexed().runs.map(\.id) == ["one"])
    }

    @Test func whatIsNotUnderstoodIsRefusedWithItsKeys() throws {
        let folder = try TemporaryFolder()
        let (catalogue, report) = try folder.catalogue("{\"who\":\"a\",\"said\":\"x\"}\n{\"who\":\"b\",\"when\":1}\n")
        guard case .unrecognised(let path, let keys, let hint) = try #require(report.failures.first) else {
            Issue.record("\(report.failures)")
            return
        }
        #expect(path == catalogue.paths[0] && keys == ["who", "said", "when"] && hint.contains("--map"))
        #expect(report.counts.unknown == 2)
    }

    @Test func badLinesAreBounded() throws {
        let folder = try TemporaryFolder()
        let (_, report) = try folder.catalogue(Self.one + String(repeating: "x\n", count: 30_000))
        #expect(report.counts.bad == 30_000 && report.badLines.count == BlockScan.badLineLimit)
        #expect(report.reconciles)
    }

    @Test func badLinesCanBeLookedAt() throws {
        let folder = try TemporaryFolder()
        let (catalogue, report) = try folder.catalogue("\u{FEFF}" + Self.one + "{\"a\":oops}\r\n" + Self.two)
        let line = try #require(report.badLines.first)
        #expect(report.badLines.count == 1)
        #expect((line.line, line.byte, line.offset) == (2, 6, 3 + Self.one.utf8.count))
        #expect(try catalogue.bytes(of: line) == Array("{\"a\":oops}\r".utf8))
        #expect(try catalogue.bytes(of: line, limit: 4) == Array("{\"a\"".utf8))
    }
}
