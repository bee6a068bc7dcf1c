import CreditEngine
import Foundation
import Testing

@testable import TraceFiles

struct FormatTests {

    @Test func aLabelIsNeverPartOfATrace() throws {
        let folder = try TemporaryFolder()
        let plain = "{\"type\":\"message\",\"trace\":\"r\",\"turn\":1,\"agent\":\"a\",\"output\":\"x\"}\n"
        let label = "{\"type\":\"label\",\"trace\":\"r\",\"label\":{\"agent\":\"a\",\"turn\":1}}\n"
        let (bare, _) = try folder.catalogue(plain, name: "bare.jsonl")
        let (labelled, _) = try folder.catalogue(plain + label, name: "labelled.jsonl")
        #expect(try bare.trace() == labelled.trace())
        #expect(try bare.makeReader().label(0, form: .native) == nil)
        #expect(try labelled.makeReader().label(0, form: .native) == RunLabel(agent: "a", turn: 1))
        let header = "{\"type\":\"trace\",\"trace\":\"r\",\"label\":{\"agent\":\"a\",\"message\":0}}\n"
        let (headed, _) = try folder.catalogue(header + plain, name: "headed.jsonl")
        #expect(try headed.makeReader().label(0, form: .native) == RunLabel(agent: "a", message: 0))
    }

    @Test func whoAndWhenIsRead() throws {
        let folder = try TemporaryFolder()
        let (catalogue, report) = try folder.catalogue(ConvertTests.foreign[0].1, name: "7.json")
        #expect(report.runs == [RunEntry(id: "7", problem: "id", success: false, messages: 2)])
        let trace = try catalogue.trace()
        #expect(
            trace.agents.map(\.name) == ["A", "B"] && trace.problem == Problem(id: "id", input: "q", reference: "4"))
        #expect(trace.team?.members.map(\.prompt) == ["be a"])
        #expect(
            try catalogue.makeReader().label(0, form: .whoAndWhen) == RunLabel(agent: "B", message: 1, reason: "why"))
    }

    @Test func tauBenchIsRead() throws {
        let folder = try TemporaryFolder()
        let (catalogue, report) = try folder.catalogue(ConvertTests.foreign[1].1, name: "tau.json")
        #expect(report.runs == [RunEntry(id: "tau:1", problem: "3", success: false, score: 0, messages: 2)])
        #expect(report.counts.unknown == 1)
        let trace = try catalogue.trace()
        #expect(trace.agents.map(\.kind) == [.model, .tool] && trace.problem?.input == "do")
        #expect(trace.messages[0].tools == [ToolCall(name: "f", arguments: "{}", result: "r")])
        #expect(trace.messages[1].channel == "f")
    }

    @Test func aListOfMessagesIsOneRun() throws {
        let folder = try TemporaryFolder()
        let list = (0..<5).map { "{\"role\":\"a\($0)\",\"content\":\"\($0)\"}" }.joined(separator: ",")
        for text in ["[\(list)]", "[\n\(list)\n]\n", "\u{FEFF}[\(list)]\n\n"] {
            let (catalogue, report) = try folder.catalogue(text, name: "chat.json")
            #expect(report.runs == [RunEntry(id: "chat", messages: 5)])
            #expect(try catalogue.trace().messages.map(\.output) == ["0", "1", "2", "3", "4"])
        }
    }

    @Test(arguments: ["trace", "trace_id", "run_id", "session_id", "conversation_id"])
    func messagesAreGroupedByTheirRun(_ name: String) throws {
        let folder = try TemporaryFolder()
        let text = (0..<6).map { "{\"\(name)\":\"r\($0 % 2)\",\"role\":\"a\",\"content\":\"\($0)\"}\n" }.joined()
        let (catalogue, report) = try folder.catalogue(text)
        #expect(report.runs.map(\.id) == ["r0", "r1"])
        #expect(try catalogue.trace(1).messages.map(\.output) == ["1", "3", "5"])
    }

    @Test func aDocumentThatIsNotJSONNamesLineAndByte() throws {
        let (_, report) = try TemporaryFolder().catalogue("{\n \"messages\": [\n  {\"a\"", name: "x.json")
        let line = try #require(report.badLines.first)
        #expect((line.line, line.byte) == (3, 7) && report.counts.incomplete == 1 && report.reconciles)
    }

    @Test func sideFilesFillWhatIsMissing() throws {
        let folder = try TemporaryFolder()
        var options = ReadingOptions()
        options.outcomes = try SideFiles.outcomes(
            folder.write("\u{FEFF}{\"trace\":\"r\",\"success\":true}\r\n\n{\"run_id\":2,\"score\":0.2}", to: "o.jsonl"))
        try folder.write("be brief", to: "prompts/a.md")
        options.prompts = try SideFiles.prompts(folder.path + "/prompts")
        #expect(options.outcomes == ["r": Outcome(success: true), "2": Outcome(success: false, score: 0.2)])
        let runs = [
            "{\"run_id\":\"r\",\"messages\":[{\"name\":\"a\",\"content\":\"x\"}]}",
            "{\"run_id\":2,\"messages\":[],\"success\":true}", "{\"run_id\":3,\"messages\":[]}",
        ]
        let (catalogue, report) = try folder.catalogue(runs.joined(separator: "\n"), options: options)
        #expect(report.runs.map(\.success) == [true, true, nil])
        #expect(try catalogue.trace().outcome == Outcome(success: true))
        #expect(try catalogue.trace().team?.members == [Team.Member(name: "a", prompt: "be brief")])
        let broken = try folder.write("{\"trace\":\"r\",\"success\":true}\n{\"trace\":\"r\"}\n", to: "broken.jsonl")
        let error = #expect(throws: TraceFileError.self) { try SideFiles.outcomes(broken) }
        #expect("\(try #require(error))".contains("line 2 needs"))
        mkfifo(folder.path + "/prompts/b.md", 0o600)
        let pipe = #expect(throws: TraceFileError.self) { try SideFiles.prompts(folder.path + "/prompts") }
        #expect("\(try #require(pipe))".contains("b.md: cannot be read (it is no file"))
    }

    static let shared = "../shared/data/whowhen"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: shared), "the Who&When data is not here"))
    func theRealRunsAreRead() throws {
        let catalogue = try Catalogue(paths: [Self.shared])
        let report = try catalogue.indexed()
        #expect(report.runs.count == 87 && report.badLines.isEmpty && report.failures.isEmpty)
        let reader = try catalogue.makeReader()
        for run in report.runs.indices {
            let trace = try reader.trace(run)
            #expect(!trace.agents.contains { $0.name.contains("(->") || $0.name.contains("(thought)") })
            let label = try #require(try reader.label(run, form: .whoAndWhen))
            #expect(trace.messages.contains { $0.ordinal == label.message })
        }
    }
}
