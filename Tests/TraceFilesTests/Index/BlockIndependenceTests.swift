import CreditEngine
import Testing

@testable import TraceFiles

/// What is found does not depend on how a file is cut into blocks, by how many threads it is read, or in how many steps it
/// grew.
struct BlockIndependenceTests {
    /// A file with everything in it: runs in one line, interleaved records, faults of all kinds, blank lines.
    static func file(_ seed: UInt64) -> [UInt8] {
        var random = SeededRandom(seed)
        var bytes: [UInt8] = random.below(4) == 0 ? [0xEF, 0xBB, 0xBF] : []
        let count = 5 + random.below(60)
        for index in 0..<count {
            let run = "r\(random.below(6))"
            let text = String(repeating: "words ", count: random.below(random.below(8) == 0 ? 400 : 12))
            let kinds = [
                "{\"type\":\"message\",\"trace\":\"\(run)\",\"turn\":\(1 + random.below(4)),\"agent\":\"a\",\"output\":\"\(text)\"}",
                "{\"run_id\":\"w\(index)\",\"messages\":[{\"role\":\"user\",\"content\":\"\(text)\"}],\"success\":true}",
                "{\"type\":\"outcome\",\"trace\":\"\(run)\",\"success\":\(random.below(2) == 0)}",
                "{\"type\":\"trace\",\"trace\":\"\(run)\",\"problem\":{\"id\":\"p\(index)\"}}",
                "{\"type\":\"note\",\"trace\":\"\(run)\",\"agent\":\"x\",\"text\":\"\(text)\"}",
                "{\"trace\":\"\(run)\",\"agent\":\"b\",\"agent\":\"c\",\"text\":\"twice\"}",
                "", "  \t ", "{\"broken\":", "[1,2]", "not json \(text)", "{\"type\":\"message\",\"trace\":\"\(run)\"}",
                "{\"a\":\"\u{1}\"}",
            ]
            bytes += Array(kinds[random.below(kinds.count)].utf8)
            if random.below(30) == 0 { bytes += [0xFF, 0xC0] }
            if index < count - 1 || random.below(2) == 0 { bytes += random.below(5) == 0 ? [13, 10] : [10] }
        }
        return bytes
    }

    static func options(block: Int, workers: Int = 1) -> ReadingOptions {
        var options = ReadingOptions()
        options.blockSize = block
        options.workers = workers
        options.lineLimit = 2000
        return options
    }

    /// The report, and all that can be read of the runs.
    private func everything(_ catalogue: Catalogue, _ report: Report) throws -> (Report, [Trace]) {
        let reader = try catalogue.makeReader()
        return (report, try report.runs.indices.map { try reader.trace($0) })
    }

    @Test(arguments: UInt64(0)..<40) func blocksAndThreadsMakeNoDifference(_ seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.file(seed))
        let whole = try Catalogue(paths: [path], options: Self.options(block: 1 << 20))
        let (expected, traces) = try everything(whole, try whole.indexed())
        #expect(expected.reconciles)
        #expect(expected.runs.reduce(0) { $0 + $1.messages } == expected.counts.messages)
        for (block, workers) in [(1, 2), (7, 3), (64, 1), (500, 2), (4096, 4)] {
            let catalogue = try Catalogue(paths: [path], options: Self.options(block: block, workers: workers))
            let (report, read) = try everything(catalogue, try catalogue.indexed())
            #expect(report == expected, "block \(block)")
            #expect(read == traces, "block \(block)")
        }
    }

    @Test(arguments: UInt64(100)..<140) func aFileThatGrowsEndsUpTheSame(_ seed: UInt64) throws {
        let folder = try TemporaryFolder()
        // Whether a file is of lines or one document shows once it holds a record, so each begins with one.
        let first = Array("{\"type\":\"outcome\",\"trace\":\"first\",\"success\":true}\n".utf8)
        let bytes = first + Self.file(seed).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        let path = try folder.write(bytes, to: "whole/runs.jsonl")
        let whole = try Catalogue(paths: [path], options: Self.options(block: 1 << 20))
        let (expected, traces) = try everything(whole, try whole.indexed())

        var random = SeededRandom(seed)
        // A cut behind a whole record on a line that goes on would be told apart.
        let cuts =
            Set((0..<6).map { _ in first.count + random.below(bytes.count - first.count) }).filter { bytes[$0] != 0xFF }
            .sorted()
            + [bytes.count]
        let growing = try folder.write(bytes[..<cuts[0]])
        let catalogue = try Catalogue(paths: [growing], options: Self.options(block: 300, workers: 2))
        var report = try catalogue.indexed()
        for (from, to) in zip(cuts, cuts.dropFirst()) {
            try folder.append(bytes[from..<to])
            try catalogue.indexed(&report)
            #expect(report.reconciles)
        }
        #expect(report.counts == expected.counts)
        #expect(report.runs == expected.runs)
        #expect(report.badLines.map(\.line) == expected.badLines.map(\.line))
        #expect(report.badLines.map(\.reason) == expected.badLines.map(\.reason))
        let reader = try catalogue.makeReader()
        #expect(try report.runs.indices.map { try reader.trace($0) } == traces)
    }

    @Test func stoppingAndGoingOnLosesNothing() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.file(7) + Self.file(8).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF })
        let expected = try Catalogue(paths: [path], options: Self.options(block: 1 << 20)).indexed()
        let catalogue = try Catalogue(paths: [path], options: Self.options(block: 200, workers: 3))
        var report = Report()
        var finished = false
        var calls = 0
        while !finished, calls < 10_000 {
            calls += 1
            var updates = 0
            try catalogue.index { update in
                report.add(update)
                finished = update.finished
                updates += 1
                return updates < 2
            }
        }
        #expect(calls > 3)
        #expect(report == expected)
    }
}
