import CreditEngine
import Testing

@testable import TraceFiles

/// Proposals for files that nobody knows: which fields play which parts.
struct MappingProposalTests {
    private func proposal(_ text: String, name: String = "app.jsonl") throws -> MappingProposal? {
        try MappingProposal(path: TemporaryFolder().write(text, to: name))
    }

    static let lines = [
        ("editor", "Please cut the story."), ("writer", "It is cut now."), ("editor", "Print it, please."),
    ]

    @Test func fieldsOfLinesAreFound() throws {
        let text = Self.lines.enumerated().map { index, line in
            """
            {"level":"info","ctx":{"job_id":"j7","host":"h-\(index)"},"when":"2026-05-01T10:00:0\(index)Z","payload":{"who":"\(line.0)","msg":"\(line.1)"},"step":\(index)}

            """
        }.joined()
        let found = try #require(try proposal(text))
        #expect(found.mapping["agent"] == "payload.who" && found.mapping["text"] == "payload.msg")
        #expect(
            found.mapping["run"] == "ctx.job_id" && found.mapping["turn"] == "step" && found.mapping["time"] == "when")
        #expect(found.examples.map(\.agent) == ["editor", "writer", "editor"])
        #expect(found.examples.map(\.text) == Self.lines.map(\.1) && found.messages == 3)
        var options = ReadingOptions()
        options.mapping = found.mapping
        let (catalogue, report) = try TemporaryFolder().catalogue(text, options: options)
        #expect(report.runs.map(\.id) == ["j7"])
        #expect(try catalogue.trace().messages.map(\.output) == Self.lines.map(\.1))
    }

    @Test func aListInADocumentIsFound() throws {
        let list = Self.lines.map { "{\"by\":{\"label\":\"\($0.0)\"},\"parts\":[{\"said\":\"\($0.1)\"}]}" }.joined(
            separator: ",\n")
        let text = "{\n\"title\":\"desk\",\n\"dialogue\":{\"entries\":[\n\(list)\n]}}\n"
        let found = try #require(try proposal(text, name: "app.json"))
        #expect(found.mapping["messages"] == "dialogue.entries" && found.mapping["agent"] == "by.label")
        #expect(found.mapping["text"] == "parts[].said" && found.messages == 3)
    }

    static let hopeless = [
        "{\"a\":1}\n{\"a\":2}\n", "not JSON at all\n", "[]", "[1,2]\n", "{\"metric\":\"loss\",\"value\":0.5}\n",
    ]

    @Test(arguments: hopeless) func otherwiseNothingIsProposed(_ text: String) throws {
        #expect(try proposal(text) == nil)
    }

    @Test func aMissingOrEmptyFileIsAnError() throws {
        #expect(throws: TraceFileError.self) { try MappingProposal(path: "/nowhere/app.jsonl") }
        #expect(throws: TraceFileError.self) { try proposal("") }
    }

    @Test func damagedFilesAreLookedAt() throws {
        for seed in 0..<200 {
            var random = SeededRandom(UInt64(seed))
            var bytes = Array(
                "{\"a\":{\"b\":[{\"c\":\"two words\"}]},\"d\":\"x\"}\n{\"a\":{\"b\":[]},\"d\":\"y\"}\n".utf8)
            for _ in 0..<3 { bytes[random.below(bytes.count)] = UInt8(random.below(128)) }
            _ = try? MappingProposal(path: TemporaryFolder().write(bytes, to: "app.json"))
        }
    }
}
