import CreditEngine
import Foundation
import Testing

@testable import TraceFiles

/// Sources that are not plain JSON Lines give the same runs as the plain file.
struct PackedFileTests {
    private static let lines =
        #"{"run_id":"boat","agent":"mate","content":"wind is ño€𝄞"}"# + "\n"
        + #"{"run_id":"boat","agent":"cook","content":"soup\n{[\"is\"]}"}"# + "\n"

    private static func pretty(_ text: String) -> String {
        text.replacingOccurrences(of: ",\"", with: ",\n  \"").replacingOccurrences(of: "}\n", with: "\n}\n")
    }

    private static func wide(_ encoding: String.Encoding, mark: [UInt8]) -> [UInt8] {
        mark + Array(lines.data(using: encoding) ?? Data())
    }

    private static let layouts: [(name: String, bytes: [UInt8])] = [
        ("in a row", Array(lines.replacingOccurrences(of: "}\n", with: "}").utf8)),
        ("in a row, apart", Array(lines.replacingOccurrences(of: "}\n", with: "} ").utf8)),
        ("indented", Array(pretty(lines).utf8)),
        ("record separators", Array(("\u{1E}" + lines.replacingOccurrences(of: "}\n{", with: "}\n\u{1E}{")).utf8)),
        (
            "record separators, indented",
            Array(("\u{1E}" + pretty(lines).replacingOccurrences(of: "\n}\n{", with: "\n}\n\u{1E}{")).utf8)
        ),
        ("carriage returns", Array(lines.replacingOccurrences(of: "\n", with: "\r").utf8)),
        ("UTF-16, little end first", wide(.utf16LittleEndian, mark: [0xFF, 0xFE])),
        ("UTF-16, big end first", wide(.utf16BigEndian, mark: [0xFE, 0xFF])),
        ("UTF-16 without a mark, little end first", wide(.utf16LittleEndian, mark: [])),
        ("UTF-16 without a mark, big end first", wide(.utf16BigEndian, mark: [])),
        ("UTF-32 without a mark, little end first", wide(.utf32LittleEndian, mark: [])),
        ("UTF-32 without a mark, big end first", wide(.utf32BigEndian, mark: [])),
        ("UTF-32, little end first", wide(.utf32LittleEndian, mark: [0xFF, 0xFE, 0, 0])),
        ("UTF-32, big end first", wide(.utf32BigEndian, mark: [0, 0, 0xFE, 0xFF])),
    ]

    @Test(arguments: layouts) func layoutsGiveTheRunsOfThePlainFile(_ layout: (name: String, bytes: [UInt8])) throws {
        try expectSameRun(as: Array(Self.lines.utf8), layout.bytes)
    }

    private func expectSameRun(as plain: [UInt8], _ bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        let expected = try Catalogue(paths: [try folder.write(plain, to: "plain.jsonl")])
        let catalogue = try Catalogue(paths: [try folder.write(bytes, to: "other.jsonl")])
        _ = try expected.indexed()
        let report = try catalogue.indexed()
        #expect(report.failures.isEmpty && report.badLines.isEmpty && report.reconciles)
        #expect(report.counts.kept == 2)
        #expect(try catalogue.converted(to: .packed) == expected.converted(to: .packed))
    }

    @Test(arguments: ["gzip", "zstd", "bzip2", "xz"]) func packedFilesGiveTheRunsOfThePlainFile(_ tool: String) throws {
        for text in [Self.lines, "[" + Self.lines.replacingOccurrences(of: "}\n{", with: "},\n{") + "]"] {
            guard let packed = try Self.packed(Array(text.utf8), by: tool) else { return }
            try expectSameRun(as: Array(text.utf8), packed)
        }
    }

    @Test(arguments: ["gzip", "zstd", "bzip2", "xz"]) func damagedPackedFilesAreNeverReadAsSomethingElse(_ tool: String)
        throws
    {
        let text = Array(Self.lines.utf8)
        guard let packed = try Self.packed(text, by: tool) else { return }
        let folder = try TemporaryFolder()
        let reef = #"{"run_id":"reef","agent":"mate","content":"rocks"}"# + "\n"
        let other = try Self.packed(Array(reef.utf8), by: tool) ?? []
        let both = packed + other
        let (whole, part) = (try Self.content(both, in: folder), try Self.content(packed, in: folder))
        #expect(whole != nil && part != nil && whole != part)
        for place in both.indices {
            var damaged = both
            damaged[place] ^= 0x10
            for bytes in [damaged, Array(both[..<place])] {
                let read = try Self.content(bytes, in: folder)
                // A file may well end behind a member.
                #expect(
                    read == nil || read == whole || bytes.count == packed.count && read == part,
                    "\(place) of \(both.count), \(bytes.count) bytes")
            }
        }
        for tail in [[UInt8](repeating: 0x20, count: 9), Array("{}".utf8)] {
            #expect(try Self.content(both + tail, in: folder) == nil, "\(tail)")
        }
    }

    @Test(arguments: ["gzip", "zstd", "bzip2", "xz"]) func aPackedFileOfNothingIsEmpty(_ tool: String) throws {
        guard let packed = try Self.packed([], by: tool) else { return }
        let folder = try TemporaryFolder()
        let path = try folder.write(packed, to: "nothing.jsonl")
        let report = try Catalogue(paths: [path]).indexed()
        #expect(report.failures == [.empty(path: path)])
        #expect(report.counts.kept == 0)
    }

    @Test(arguments: [[UInt8]([0x1F, 0x8B, 8]), [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]])
    func aPackedFileThatEndsInItsHeaderIsSaidToBeDamaged(_ bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        let report = try Catalogue(paths: [try folder.write(bytes, to: "cut.jsonl")]).indexed()
        #expect("\(report.failures)".contains("damaged"), "\(report.failures)")
    }

    /// The runs of a packed file; `nil` when the file or a line of it is complained about.
    private static func content(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> String? {
        let path = try folder.write(bytes, to: "packed.jsonl")
        let catalogue = try Catalogue(paths: [path])
        let report = try catalogue.indexed()
        guard report.failures.isEmpty, report.badLines.isEmpty, report.counts.kept > 0 else { return nil }
        return try catalogue.converted(to: .packed)
    }

    /// What a program makes of bytes; `nil` when the program is not there.
    private static func packed(_ bytes: [UInt8], by tool: String) throws -> [UInt8]? {
        let places = ["/usr/bin/\(tool)", "/bin/\(tool)"]
        guard let path = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { return nil }
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-c", try folder.write(bytes, to: "text")]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let packed = [UInt8](try pipe.fileHandleForReading.readToEnd() ?? Data())
        process.waitUntilExit()
        return packed
    }

    @Test func aChangedPackedFileIsSaidToHaveChanged() throws {
        let folder = try TemporaryFolder()
        let catalogue = try Catalogue(paths: [try folder.write(Self.lines.replacingOccurrences(of: "\n", with: "\r"))])
        _ = try catalogue.indexed()
        #expect(!catalogue.hasChanged)
        try folder.append(Array((Self.lines + Self.lines).utf8))
        #expect(catalogue.hasChanged)
        #expect(throws: TraceFileError.self) { _ = try catalogue.trace() }
        catalogue.restart()
        #expect(try catalogue.indexed().counts.kept > 2)
    }

    @Test func moreFilesThanContentsAreHeldStayReadable() throws {
        let folder = try TemporaryFolder()
        for number in 0..<60 {
            let line = #"{"run_id":"r\#(number)","agent":"a","content":"\#(number)"}"#
            try folder.write(line + "\r" + line + "\r", to: "\(number).jsonl")
        }
        let catalogue = try Catalogue(paths: [folder.path])
        #expect(try catalogue.indexed().runs.count == 60)
        let reader = try catalogue.makeReader()
        for run in 0..<60 { #expect(try reader.trace(run).messages.map(\.output) == ["\(run)", "\(run)"]) }
    }

    @Test(arguments: [
        ("PAR1", "Parquet"), ("SQLite format 3\u{0}", "SQLite"), ("ARROW1", "Arrow"),
        ("PK\u{3}\u{4}broken", "damaged"),
        ("%PDF-1.7\n", "PDF"), ("\u{7F}ELF\u{2}\u{1}\u{1}\u{0}\n\u{0}\n", "binary"),
        (String(repeating: "n", count: 100) + String(repeating: "\u{0}", count: 157) + "ustar", "tar"),
    ]) func filesOfOtherKindsAreNamedForWhatTheyAre(_ beginning: String, _ word: String) throws {
        let folder = try TemporaryFolder()
        let (_, report) = try folder.catalogue(beginning + String(repeating: "x", count: 100), name: "file.bin")
        #expect(report.runs.isEmpty)
        #expect(report.failures.count == 1)
        #expect(report.failures.first.map { "\($0)" }?.contains(word) == true)
    }

    @Test func aDamagedPackedFileIsNamed() throws {
        guard let packed = try Self.packed(Array(Self.lines.utf8), by: "gzip") else { return }
        let folder = try TemporaryFolder()
        let catalogue = try Catalogue(paths: [try folder.write(packed.dropLast(12), to: "cut.jsonl.gz")])
        let report = try catalogue.indexed()
        #expect(report.failures.map { "\($0)" }.first?.contains("damaged") == true)
    }
}

/// Archives that could do harm.
struct ArchiveTests {
    /// A zip archive with stored entries.
    static func zip(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        func le(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> ($0 * 8) & 255) } }
        var (local, directory): ([UInt8], [UInt8]) = ([], [])
        for entry in entries {
            let common =
                le(20, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(checksum(entry.bytes), 4)
                + le(entry.bytes.count, 4) + le(entry.bytes.count, 4) + le(entry.name.utf8.count, 2) + le(0, 2)
            directory +=
                le(0x0201_4B50, 4) + le(20, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4)
                + le(local.count, 4) + Array(entry.name.utf8)
            local += le(0x0403_4B50, 4) + common + Array(entry.name.utf8) + entry.bytes
        }
        return local + directory + le(0x0605_4B50, 4) + le(0, 4) + le(entries.count, 2) + le(entries.count, 2)
            + le(directory.count, 4) + le(local.count, 4) + le(0, 2)
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return Int(crc ^ 0xFFFF_FFFF)
    }

    @Test(arguments: ["../out.json", "/etc/out.json", "samples/../../out.json"])
    func anEntryThatLeavesTheFolderIsRefused(_ name: String) throws {
        let folder = try TemporaryFolder()
        let bytes = Self.zip([("header.json", Array("{}".utf8)), (name, Array("{}".utf8))])
        let report = try Catalogue(paths: [try folder.write(bytes, to: "log.eval")]).indexed()
        #expect(report.failures.map { "\($0)" }.first?.contains("leaves the folder") == true)
        #expect(report.runs.isEmpty)
    }

    @Test func anArchiveOfAnotherKindIsNamed() throws {
        let folder = try TemporaryFolder()
        let bytes = Self.zip([("runs.jsonl", Array("{}".utf8))])
        let report = try Catalogue(paths: [try folder.write(bytes, to: "runs.zip")]).indexed()
        #expect(report.failures.map { "\($0)" }.first?.contains("no Inspect log") == true)
    }

    @Test func whatUnpacksToTooMuchIsRefused() throws {
        let folder = try TemporaryFolder()
        let content = try PlainCopy()
        var writer = PlainCopy.Writer(to: content, from: folder.path, sourceSize: 1000)
        let piece = [UInt8](repeating: 0x20, count: 1 << 20)
        let error = #expect(throws: TraceFileError.self) { for _ in 0..<400 { try writer.write(piece) } }
        #expect(error.map { "\($0)" }?.contains("too much for its size") == true)
        #expect(content.size <= 300 << 20)
    }
}
