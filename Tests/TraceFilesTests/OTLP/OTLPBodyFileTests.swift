import Testing

@testable import TraceFiles

/// Bodies in protobuf as files.
struct OTLPBodyFileTests {
    private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count < 128 ? [content.count] : [content.count & 127 | 128, content.count >> 7]
        return [number << 3 | 2] + length.map { UInt8($0) } + content
    }

    private static func attribute(_ name: String, _ value: String) -> [UInt8] {
        field(9, field(1, Array(name.utf8)) + field(2, field(1, Array(value.utf8))))
    }

    /// A body with one call of a model by `pilot`.
    static func body(_ words: String) -> [UInt8] {
        let output = #"[{"role":"assistant","parts":[{"type":"text","content":"\#(words)"}]}]"#
        let span =
            field(1, Array(repeating: 0xAB, count: 16)) + field(2, Array(repeating: 0xCD, count: 8))
            + field(5, Array("chat m".utf8)) + attribute("gen_ai.operation.name", "chat")
            + attribute("gen_ai.agent.name", "pilot") + attribute("gen_ai.output.messages", output)
        return field(1, field(2, field(2, span)))
    }

    private func open(_ bytes: [UInt8], name: String) throws -> (Catalogue, Report) {
        let folder = try TemporaryFolder()
        let catalogue = try Catalogue(paths: [try folder.write(bytes, to: name)])
        return (catalogue, try catalogue.indexed())
    }

    @Test(arguments: ["body.pb", "body", "body.bin"]) func aBodyOpensWhateverItsName(_ name: String) throws {
        let (catalogue, report) = try open(Self.body("Noon."), name: name)
        #expect(report.reconciles)
        #expect(try catalogue.trace().rendered == ["1 pilot: Noon."])
    }

    @Test func bodiesBehindTheirLengthsOpen() throws {
        let body = Self.body("Noon.")
        let prefixed = [0, 0, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
        let (catalogue, _) = try open(prefixed, name: "collector.pb")
        #expect(try catalogue.trace().rendered == ["1 pilot: Noon."])
    }

    @Test func aBodyCutShortIsNamedForWhatItIs() throws {
        let (catalogue, report) = try open(Array(Self.body("Noon.").dropLast(9)), name: "cut.pb")
        #expect(catalogue.count == 0)
        #expect(report.failures.map { "\($0)" }.first?.contains("cut short") == true)
    }

    @Test(arguments: ["\n{\"run_id\":\"r\",\"agent\":\"a\",\"content\":\"b\"}\n", "\n\n[]\n"])
    func blankLinesBeforeRecordsAreNoBody(_ text: String) throws {
        let (_, report) = try open(Array(text.utf8), name: "runs.jsonl")
        #expect(!report.failures.map { "\($0)" }.contains { $0.contains("protobuf") })
    }
}
