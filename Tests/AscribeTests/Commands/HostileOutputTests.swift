import Foundation
import Testing

/// What commands write for people has no byte in it that a terminal would obey; what they write for programs is JSON.
@Suite("Hostile traces and arguments in the commands' output")
struct HostileOutputTests {
    static let commands: [[String]] = [
        ["check"], ["check", "--json"], ["score"], ["convert", "--to", "native"], ["convert", "--to", "packed"],
        ["eval", "--labels", "native"], ["eval", "--labels", "native", "--json"],
        ["view", "--headless", "--dump", "-"], ["view", "--headless", "--dump", "-", "--keys", "<Enter>2z"],
        ["view", "--headless", "--dump", "-", "--keys", "GeL", "--size", "200x50"],
    ]

    @Test("Standard output and error", arguments: commands)
    func output(_ command: [String]) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let file = try scratch.file(HostileTrace.fileName, HostileTrace.bytes)
        let result = try Program.run(command + [file])
        #expect(result.complaint + result.text != "")
        try Self.expectHarmless(result.errors)
        let isJSON = command.contains("--json") || ["score", "convert"].contains(command[0])
        guard isJSON else { return try Self.expectHarmless(result.output) }
        // Exact bytes for programs; controls are escaped, as JSON has it. The unknown and the damaged are not ours.
        #expect(!result.output.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F && command[0] == "check" })
        for line in result.lines where !line.isEmpty {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
    }

    /// Arguments that are wrong, with hostile words in them.
    static let mistakes: [[String]] = [
        ["check", HostileTrace.fileName], ["score", "--outcomes", HostileTrace.fileName, "SampleTraces"],
        ["score", "--prompts", HostileTrace.fileName, "SampleTraces"],
        ["score", "--map", HostileTrace.fileName, "SampleTraces"],
        ["convert", "--to", HostileTrace.fileName, "SampleTraces"],
        ["eval", "--labels", HostileTrace.fileName, "SampleTraces"],
        ["check", "SampleTraces", "--\(HostileTrace.fileName)"],
        ["view", "--headless", "--size", HostileTrace.fileName],
        ["view", "--headless", "--keys", "<\(HostileTrace.fileName)>"],
        ["view", "--headless", "--dump", "none/\(HostileTrace.fileName)", "SampleTraces"],
        [HostileTrace.fileName], ["view", "--color", HostileTrace.fileName],
    ]

    @Test("Error messages", arguments: mistakes)
    func errors(_ arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.status != 0)
        #expect(result.complaint.contains("31337m"), "the message names what was wrong")
        try Self.expectHarmless(result.errors)
        try Self.expectHarmless(result.output)
    }

    @Test("The environment in messages")
    func environment() throws {
        for command in [["info"], ["SampleTraces"]] {
            let result = try Program.run(command, environment: ["TERM": HostileTrace.fileName])
            try Self.expectHarmless(result.errors)
            try Self.expectHarmless(result.output)
        }
    }

    /// No escape sequence, no character that a terminal obeys, nothing invisible.
    static func expectHarmless(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        do {
            let sequences = try RawOutput.sequences(bytes)
            #expect(sequences == [], sourceLocation: sourceLocation)
        } catch {
            Issue.record(
                "\(error): \(String(decoding: bytes, as: UTF8.self).debugDescription.prefix(400))",
                sourceLocation: sourceLocation)
        }
        #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A }, sourceLocation: sourceLocation)
    }
}
