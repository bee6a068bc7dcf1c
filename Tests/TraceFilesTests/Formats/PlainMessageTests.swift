import CreditEngine
import Testing

@testable import TraceFiles

/// Plain lists of messages in the shapes of the common protocols: who speaks, what is evidence, what is an instruction.
struct PlainMessageTests {
    private func trace(_ messages: String) throws -> Trace {
        try TemporaryFolder().catalogue("{\"messages\":[\(messages)]}\n").0.trace()
    }

    /// The protocol, the messages, and what they become.
    static let shapes: [(String, String, [String])] = [
        (
            "OpenAI chat completions",
            """
            {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"count","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"c","name":"count","content":"640"},
            {"role":"assistant","content":[{"type":"text","text":"It has 640 words."},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAABBBB"}}]}
            """,
            [
                "1 assistant:  | count({}) = 640", "1 tool(tool): 640",
                "2 assistant: It has 640 words.\n[image image/png 6 B]",
            ]
        ),
        (
            "OpenAI chat completions before tools",
            """
            {"role":"assistant","content":null,"function_call":{"name":"count","arguments":"{}"}},
            {"role":"function","name":"count","content":"640"}
            """, ["1 assistant:  | count({})", "1 tool(tool): 640"]
        ),
        (
            "OpenAI Responses",
            """
            {"role":"user","content":[{"type":"input_text","text":"How long?"},{"type":"input_file","filename":"fog.pdf","file_data":"AAAABBBBCCCC"}]},
            {"type":"reasoning","id":"r","summary":[]},
            {"type":"function_call","call_id":"c","name":"count","arguments":"{}"},
            {"type":"function_call_output","call_id":"c","output":"640"},
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"640 words."},{"type":"refusal","refusal":"No more."}]}
            """,
            [
                "1 user(person): How long?\n[file fog.pdf 9 B]", "1 assistant: ", "2 assistant:  | count({}) = 640",
                "2 tool(tool): 640", "3 assistant: 640 words.\nNo more.",
            ]
        ),
        (
            "Anthropic",
            """
            {"role":"user","content":"How long?"},
            {"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"I count."},{"type":"tool_use","id":"c","name":"count","input":{"title":"Fog"}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":[{"type":"text","text":"no such story"}],"is_error":true}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"d","content":"late"},{"type":"text","text":"Go on."}]},
            {"role":"assistant","content":[{"type":"text","text":"I cannot."}]}
            """,
            [
                "1 user(person): How long?", "1 assistant: I count. | count({\"title\":\"Fog\"}) failed: no such story",
                "1 tool(tool): no such story", "2 user(person): Go on. | tool() = late", "2 assistant: I cannot.",
            ]
        ),
        (
            "Gemini",
            """
            {"role":"user","parts":[{"text":"How long?"},{"inlineData":{"mimeType":"image/png","data":"AAAABBBB"}}]},
            {"role":"model","parts":[{"functionCall":{"name":"count","args":{"title":"Fog"}}}]},
            {"role":"user","parts":[{"functionResponse":{"name":"count","response":{"result":"640"}}}]},
            {"role":"model","parts":[{"text":"hm","thought":true},{"text":"640 words."}]}
            """,
            [
                "1 user(person): How long?\n[file image/png 6 B]", "1 model:  | count({\"title\":\"Fog\"})",
                "1 tool(tool): 640", "2 model: 640 words.",
            ]
        ),
    ]

    @Test(arguments: shapes) func resultsAreNobodysWords(_ shape: (name: String, text: String, messages: [String]))
        throws
    {
        let trace = try trace(shape.text)
        #expect(trace.rendered == shape.messages, "\(shape.name)")
        #expect(trace.notices.isEmpty)
    }

    @Test func oneOddMessageIsShownAndTheOthersAreRead() throws {
        let text =
            "{\"messages\":[{\"role\":\"a\",\"content\":\"x\"},7,{\"who\":\"b\",\"content\":\"y\"},{\"role\":\"c\",\"content\":\"z\"}]}\n"
        let (catalogue, report) = try TemporaryFolder().catalogue(text)
        let trace = try catalogue.trace()
        #expect(
            trace.rendered == [
                "1 a: x", "1 not understood(tool): 7",
                "2 not understood(tool): {\"who\":\"b\",\"content\":\"y\"}", "2 c: z",
            ])
        #expect(trace.notices.count == 2 && trace.notices[1].hasPrefix("message 3 has no agent (fields: who, content)"))
        #expect(report.counts.messages == 4 && report.reconciles && report.badLines.isEmpty)
    }

    @Test(arguments: ["system", "developer"]) func instructionsAreWhatTheAgentsSaw(_ role: String) throws {
        let text = """
            {"messages":[{"role":"\(role)","content":"You sort."},{"role":"user","content":"Sort these."},
            {"role":"assistant","content":"Sorted."},{"role":"\(role)","content":"No more tools."},{"role":"assistant","content":"Done."}]}
            """
        let (catalogue, report) = try TemporaryFolder().catalogue(text, name: "r.json")
        let trace = try catalogue.trace()
        #expect(trace.rendered == ["1 user(person): Sort these.", "1 assistant: Sorted.", "2 assistant: Done."])
        #expect(trace.prompt(of: "assistant") == "You sort.\n\nNo more tools.")
        #expect(trace.notices.count == 1 && trace.notices[0].hasPrefix("an instruction came after message 2; the role"))
        #expect(report.runs.map(\.messages) == [3] && report.counts.messages == 3)
        let converted = try catalogue.converted(to: .packed)
        let again = try TemporaryFolder().catalogue(converted).0.trace()
        #expect(again.rendered == trace.rendered && again.team == trace.team)
    }

    @Test(arguments: ["Developer", "Executor", "Customer", "Code Interpreter"])
    func whoeverAnswersAsAModelIsOne(_ name: String) throws {
        let trace = try trace("{\"role\":\"assistant\",\"name\":\"\(name)\",\"content\":\"x\"}")
        #expect(trace.agents == [Agent(name: name, kind: .model)])
    }

    @Test(arguments: ["speaker", "sender", "from", "author"]) func speakersHaveManyNames(_ field: String) throws {
        let trace = try trace(
            "{\"\(field)\":\"editor\",\"text\":\"x\"},{\"\(field)\":\"writer\",\"name\":\"poet\",\"text\":\"y\"}")
        #expect(trace.agents.map(\.name) == ["editor", "poet"])
        let line = "{\"run_id\":\"r\",\"\(field)\":\"editor\",\"text\":\"x\"}\n"
        #expect(try TemporaryFolder().catalogue(line).0.trace().rendered == ["1 editor: x"])
    }

    @Test func turnsMayBeText() throws {
        let trace = try trace(
            ["1", "2", "3"].map { "{\"agent\":\"a\",\"content\":\"x\",\"turn\":\"\($0)\"}" }.joined(separator: ","))
        #expect(trace.turnRule == .field && trace.messages.map(\.turn) == [1, 2, 3])
    }

    @Test func aListInATextIsRead() throws {
        let list = "[{\\\"role\\\":\\\"assistant\\\",\\\"name\\\":\\\"a\\\",\\\"content\\\":\\\"[1]\\\"}]"
        let (catalogue, report) = try TemporaryFolder().catalogue("{\"run_id\":\"r\",\"messages\":\"\(list)\"}\n")
        #expect(report.runs == [RunEntry(id: "r", messages: 1)])
        #expect(try catalogue.trace().rendered == ["1 a: [1]"])
        #expect(try catalogue.makeReader().messages(of: 0, matching: TextPattern("[1")) == 1)
        #expect(try TemporaryFolder().catalogue(catalogue.converted(to: .native)).0.trace().rendered == ["1 a: [1]"])
    }

    @Test func anObjectThatIsDataStaysJSON() throws {
        #expect(try trace("{\"role\":\"a\",\"content\":{\"price\":3}}").rendered == ["1 a: {\"price\":3}"])
        #expect(
            try trace("{\"role\":\"a\",\"content\":\"{\\\"type\\\":\\\"text\\\"}\"}").rendered == [
                "1 a: {\"type\":\"text\"}"
            ])
    }
}
