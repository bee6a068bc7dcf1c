import CreditEngine
import Testing

@testable import TraceFiles

/// Files of every format, damaged at random: nothing traps, every record is counted, and what opens is in order.
struct ImporterFuzzTests {
    /// Texts that replace a value, or that stand where another type is expected.
    private static let replacements: [[UInt8]] = [
        "null", "{}", "[]", "0", "-1", "1e300", "9223372036854775807", "true", "\"\"", "\"x\"", "[[]]", "[null]",
        "{\"type\":7}", "\"[{\\\"type\\\":\\\"text\\\"}]\"", "[{\"type\":\"tool_result\"}]", "\"\\u0000\"",
    ].map { Array($0.utf8) }

    /// Samples by format, as the tests of the importers use them.
    static let samples =
        FrameworkTests.cases + SpanFileTests.cases
        + SessionTests.cases.map { FrameworkTests.Case(format: $0.format, file: $0.file, messages: $0.messages) }

    @Test(arguments: samples) func nothingTraps(_ sample: FrameworkTests.Case) throws {
        let folder = try TemporaryFolder()
        for seed in 0..<60 {
            var random = SeededRandom(UInt64(seed))
            let bytes = Self.damaged(Array(sample.file.utf8), &random)
            for name in ["run.json", "run.jsonl"] {
                let catalogue = try Catalogue(paths: [try folder.write(bytes, to: name)])
                let report = try catalogue.indexed()
                #expect(report.reconciles)
                let reader = try catalogue.makeReader()
                for run in 0..<catalogue.count {
                    guard let trace = try? reader.trace(run) else { continue }
                    let places = trace.messages.map { ($0.turn, $0.ordinal) }
                    #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
                    #expect(trace.messages.allSatisfy { trace.agents.indices.contains($0.agent) && $0.turn >= 1 })
                    #expect(Set(trace.agents.map(\.name)).count == trace.agents.count)
                    #expect(trace.states.allSatisfy { $0.turn <= trace.turnCount })
                }
            }
        }
    }

    /// The sample with a few values, keys or bytes replaced, dropped or repeated.
    private static func damaged(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0...random.below(4) where !bytes.isEmpty {
            let at = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes[at] = UInt8(random.below(256))
            case 1: bytes.removeSubrange(at..<min(bytes.count, at + random.below(20)))
            case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + random.below(40))], at: at)
            case 3: bytes.removeLast(random.below(min(bytes.count, 40)))
            default:
                // Most interesting: a value of another type behind a key.
                guard let colon = bytes[at...].firstIndex(of: UInt8(ascii: ":")), colon + 1 < bytes.count else {
                    continue
                }
                let end = end(ofValueIn: bytes, from: colon + 1)
                bytes.replaceSubrange(colon + 1..<end, with: replacements[random.below(replacements.count)])
            }
        }
        return bytes
    }

    /// The place behind the JSON value that starts at a place; the place itself when none does.
    private static func end(ofValueIn bytes: [UInt8], from start: Int) -> Int {
        var depth = 0
        var isInText = false
        var at = start
        while at < bytes.count {
            let byte = bytes[at]
            if isInText {
                if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { isInText = false }
            } else if byte == UInt8(ascii: "\"") {
                isInText = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                if depth == 0 { return at }
                depth -= 1
            } else if depth == 0, byte == UInt8(ascii: ",") {
                return at
            }
            at += 1
        }
        return min(at, bytes.count)
    }
}
