import CreditEngine
import Foundation
import Testing

@testable import TraceFiles

/// A file that has not changed opens from its kept index as it would when it is read.
struct IndexCacheTests {
    private struct Found: Equatable {
        var runs: [RunEntry] = []
        var bad: [BadLine] = []
        var counts = LineCounts()
        var updates = 0
    }

    private static func message(_ run: String, _ turn: Int, _ text: String) -> String {
        #"{"type":"message","trace":"\#(run)","turn":\#(turn),"agent":"clerk","output":"\#(text)"}"#
    }

    /// Whole runs, runs on several lines that are interleaved, bad and unknown lines.
    private static var lines: String {
        var lines: [String] = []
        for run in 0..<40 {
            lines.append(message("even", run + 1, "a")); lines.append(message("odd-\(run % 7)", run, "b"))
        }
        lines += ["{broken", #"{"type":"weather","sky":"blue"}"#, "", message("last", 1, "end")]
        return lines.joined(separator: "\n") + "\n"
    }

    private static let spans =
        (1...30).map { span in
            #"{"name":"ChatX","context":{"trace_id":"t\#(span % 5)","span_id":"\#(span)"},"span_kind":"LLM","parent_id":null,"start_time":"2026-01-02T03:04:\#(span + 10)+00:00","end_time":"2026-01-02T03:04:\#(span + 11)+00:00","attributes":{"llm.output_messages.0.message.role":"assistant","llm.output_messages.0.message.content":"said \#(span)"}}"#
        }.joined(separator: "\n") + "\n"

    /// A folder with a file and a cache.
    private func withFile(_ text: String, _ body: (String, ReadingOptions, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/ascribe-index-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(text.utf8).write(to: URL(filePath: folder + "/runs.jsonl"))
        var options = ReadingOptions()
        (options.indexFolder, options.indexFloor) = (folder + "/indexes", 1)
        try body(folder + "/runs.jsonl", options, folder + "/indexes")
    }

    private func index(_ catalogue: Catalogue) throws -> Found {
        var found = Found()
        try catalogue.index { update in
            found.runs += update.runs
            for change in update.changed where found.runs.indices.contains(change.run) {
                found.runs[change.run] = change.entry
            }
            found.bad += update.badLines
            found.counts = update.counts
            found.updates += 1
            return true
        }
        return found
    }

    private func texts(_ catalogue: Catalogue) throws -> [[String]] {
        let reader = try catalogue.makeReader()
        return try (0..<catalogue.count).map { try reader.trace($0).messages.map(\.output) }
    }

    private func entries(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    @Test(arguments: [lines, spans])
    func aKeptIndexSaysWhatReadingSays(_ text: String) throws {
        try withFile(text) { path, options, folder in
            let first = try Catalogue(paths: [path], options: options)
            let read = try index(first)
            #expect(!read.runs.isEmpty)
            #expect(entries(in: folder).count == 1)
            let second = try Catalogue(paths: [path], options: options)
            let kept = try index(second)
            #expect(kept.runs == read.runs && kept.bad == read.bad && kept.counts == read.counts)
            #expect(kept.updates == 1)
            #expect(try texts(second) == texts(first))
            #expect(second.unknownKinds(ofFile: 0) == first.unknownKinds(ofFile: 0))
        }
    }

    @Test func aFileThatGrowsBehindItsIndexIsReadOn() throws {
        try withFile(Self.lines) { path, options, _ in
            _ = try index(Catalogue(paths: [path], options: options))
            let catalogue = try Catalogue(paths: [path], options: options)
            let kept = try index(catalogue)
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.seekToEnd()
            try file.write(contentsOf: Data((Self.message("odd-3", 99, "late") + "\n{worse\n").utf8))
            try file.close()
            let grown = try index(catalogue)
            #expect(grown.counts.read == kept.counts.read + 2)
            #expect(grown.bad.map(\.line) == [86])
            let whole = try Catalogue(paths: [path])
            _ = try index(whole)
            #expect(try texts(catalogue) == texts(whole))
        }
    }

    @Test func anotherFileInItsPlaceIsRead() throws {
        try withFile(Self.lines) { path, options, _ in
            _ = try index(Catalogue(paths: [path], options: options))
            try Data((Self.message("new", 1, "x") + "\n").utf8).write(to: URL(filePath: path))
            #expect(try index(Catalogue(paths: [path], options: options)).runs.map(\.id) == ["new"])
        }
    }

    @Test func aDamagedIndexIsAsGoodAsNone() throws {
        try withFile(Self.lines) { path, options, folder in
            let read = try index(Catalogue(paths: [path], options: options))
            let place = folder + "/" + (try #require(entries(in: folder).first))
            let bytes = try Data(contentsOf: URL(filePath: place))
            for at in stride(from: 0, to: bytes.count, by: 37) {
                var damaged = bytes
                damaged[at] ^= 0x41
                try damaged.write(to: URL(filePath: place))
                #expect(try index(Catalogue(paths: [path], options: options)).runs == read.runs)
                try bytes.prefix(at).write(to: URL(filePath: place))
                #expect(try index(Catalogue(paths: [path], options: options)).runs == read.runs)
            }
        }
    }

    @Test func whatAPersonSaysOfTheFileIsNotMixedWithAnIndexMadeWithoutIt() throws {
        try withFile(Self.lines) { path, options, folder in
            _ = try index(Catalogue(paths: [path], options: options))
            var other = options
            other.outcomes = ["even": Outcome(success: true)]
            let told = try index(Catalogue(paths: [path], options: other))
            #expect(told.runs.first { $0.id == "even" }?.success == true)
            #expect(entries(in: folder).count == 1)
        }
    }

    @Test func aSmallFileIsReadAgain() throws {
        try withFile(Self.lines) { path, options, folder in
            var other = options
            other.indexFloor = 1 << 20
            _ = try index(Catalogue(paths: [path], options: other))
            #expect(entries(in: folder).isEmpty)
        }
    }

    @Test func theSecondFileOfTwoKnowsItsPlace() throws {
        try withFile(Self.lines) { path, options, _ in
            let other = path.replacing("runs.jsonl", with: "zeros.jsonl")
            try Data((Self.message("other", 1, "x") + "\n{bad\n").utf8).write(to: URL(filePath: other))
            let read = try index(Catalogue(paths: [path, other], options: options))
            let kept = try index(Catalogue(paths: [path, other], options: options))
            #expect(kept.runs == read.runs && kept.bad == read.bad && kept.updates == 1)
            #expect(kept.runs.last?.file == 1 && kept.bad.last?.file == 1)
        }
    }

    @Test func aFileWhoseLastLineMayGoOnIsNotKept() throws {
        try withFile(Self.lines + #"{"type":"mess"#) { path, options, folder in
            _ = try index(Catalogue(paths: [path], options: options))
            #expect(entries(in: folder).isEmpty)
        }
    }

    @Test func numbersAndTextsComeBackAsTheyWere() throws {
        var writer = PackedWriter()
        let numbers = [0, 1, -1, 63, 64, -64, -65, 300, .max, .min]
        for number in numbers { writer.write(number) }
        writer.write("añ\u{1F33E}")
        writer.write(-0.25)
        var reader = PackedReader(writer.bytes[...])
        #expect(try numbers.map { _ in try reader.number() } == numbers)
        #expect(try reader.text() == "añ\u{1F33E}")
        #expect(try reader.fraction() == -0.25)
        #expect(reader.isAtEnd)
        #expect(throws: PackedReader.Damaged.self) { try reader.number() }
    }
}
