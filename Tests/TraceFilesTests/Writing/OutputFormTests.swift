import CreditEngine
import Testing

@testable import TraceFiles

/// Runs that were written for other programs come back with agents, turns, texts, tools and usage.
struct OutputFormTests {
    static let run = """
        {"type":"trace","trace":"desk/1","problem":{"input":"How long is the story?","reference":"640"},"team":{"agents":[{"name":"editor","prompt":"You edit."},{"name":"archivist"}]}}
        {"type":"message","trace":"desk/1","turn":1,"agent":"user","output":"How long is the story?"}
        {"type":"message","trace":"desk/1","turn":1,"agent":"editor","output":"Ask the archive.","to":["archivist"],"model":"m","usage":{"input_tokens":9,"output_tokens":4},"latency_ms":12}
        {"type":"message","trace":"desk/1","turn":1,"agent":"archivist","output":"It has 640 words.","tools":[{"name":"count","arguments":"{\\"title\\":\\"Fog\\"}","result":"640"},{"name":"date","arguments":"{}","error":"no date"}],"cost_usd":0.5}
        {"type":"message","trace":"desk/1","turn":2,"agent":"editor","output":"640 \\"words\\"\\nΩ","usage":{"input_tokens":7}}
        {"type":"outcome","trace":"desk/1","success":false,"score":0.25}

        """

    private func written(_ form: OutputForm) throws -> String {
        let (catalogue, _) = try TemporaryFolder().catalogue(Self.run)
        var text = JSONText()
        form.write(try catalogue.trace(), to: &text)
        return text.string
    }

    /// What has to come back: everything that a model said, with its turn.
    private struct Said: Equatable {
        var turn: Int
        var agent: String
        var output: String
        var tools: [ToolCall]
        var usage: Usage?
        var recipients: [String]

        static func all(of trace: Trace) -> [Said] {
            trace.messages.filter { trace.agents[$0.agent].kind == .model }.map {
                Said(
                    turn: $0.turn, agent: trace.agents[$0.agent].name, output: $0.output, tools: $0.tools,
                    usage: $0.usage, recipients: $0.recipients)
            }
        }
    }

    @Test(arguments: OutputForm.allCases) func everyFormComesBack(_ form: OutputForm) throws {
        let original = try TemporaryFolder().catalogue(Self.run).0.trace()
        let (catalogue, report) = try TemporaryFolder().catalogue(written(form))
        #expect(report.reconciles && report.failures.isEmpty && catalogue.count == 1)
        let again = try catalogue.trace()
        #expect(Said.all(of: again) == Said.all(of: original))
        #expect(again.problem?.input == original.problem?.input)
        #expect(again.outcome?.success == false && again.outcome?.score == 0.25)
        #expect(again.prompt(of: "editor") == "You edit.")
    }

    @Test(arguments: OutputForm.allCases) func theSameRunGivesTheSameBytes(_ form: OutputForm) throws {
        #expect(try written(form) == written(form))
    }

    @Test func trajectoriesHaveStepsInOrder() throws {
        let embedded = try #require(EmbeddedJSON(written(.atif)))
        withExtendedLifetime(embedded) {
            let root = embedded.root
            #expect(root["schema_version"]?.string == "ATIF-v1.7" && root["session_id"]?.string == "desk/1")
            #expect(root["agent"]?["name"]?.string == "editor" && root["agent"]?["model_name"]?.string == "m")
            var sources: [String] = []
            root["steps"]?.forEach { step in
                sources.append(step["source"]?.string ?? "")
                #expect(step["step_id"]?.integer == sources.count)
                var asked: [String] = []
                step["tool_calls"]?.forEach { asked.append($0["tool_call_id"]?.string ?? "") }
                step["observation"]?["results"]?.forEach { #expect(asked.contains($0["source_call_id"]?.string ?? "")) }
            }
            #expect(sources == ["system", "user", "agent", "agent", "agent"])
        }
    }

    @Test func spansFormOneTree() throws {
        let embedded = try #require(EmbeddedJSON(written(.otlp)))
        var ids: Set<String> = []
        var roots = 0
        withExtendedLifetime(embedded) {
            embedded.root["resourceSpans"]?.forEach { resource in
                resource["scopeSpans"]?.forEach { scope in
                    scope["spans"]?.forEach { span in
                        let id = span["spanId"]?.string ?? ""
                        #expect(id.count == 16 && ids.insert(id).inserted && span["traceId"]?.string?.count == 32)
                        if let parent = span["parentSpanId"]?.string {
                            #expect(ids.contains(parent))
                        } else {
                            roots += 1
                        }
                    }
                }
            }
        }
        // The run, three messages with their model calls, two tools.
        #expect(roots == 1 && ids.count == 1 + 3 * 2 + 2)
    }
}
