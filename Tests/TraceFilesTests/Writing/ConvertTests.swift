import CreditEngine
import Testing

@testable import TraceFiles

/// Rewriting as native records loses nothing, and from the second time on changes nothing.
struct ConvertTests {
    static let native = """
        {"type":"trace","format":"ascribe/1","trace":"r1","problem":{"id":"p","input":"6*3?","reference":"18"},"team":{"name":"t","agents":[{"name":"a","role":"r","prompt":"p","model":"m"}],"protocol":{"turns":2,"order":["a","b"],"visibility":"aggregated","aggregator":"b","prompt":"q"}},"seed":18446744073709551615,"started":"2026-11-23T18:06:12Z","meta":{"k":[1,2]}}
        {"type":"message","trace":"r1","turn":1,"agent":"a","output":"x","input":[{"role":"system","content":"s"}],"tools":[{"name":"python","arguments":"{}","result":"1","error":"e"}],"model":"m","seed":3,"usage":{"input_tokens":8,"output_tokens":2},"latency_ms":3.5,"cost_usd":0.0041,"to":["b"],"extra":{"deep":[null,true]}}
        {"type":"message","trace":"r2","turn":1,"agent":"b","output":"other"}
        {"type":"message","trace":"r1","turn":2,"agent":"b","output":"y","channel":"note"}
        {"type":"state","trace":"r1","turn":1,"metrics":{"progress":0.2,"phase":"early"},"summary":"s","by":"judge"}
        {"type":"outcome","trace":"r1","success":false,"score":0,"answer":"17","evaluator":"numeric","took":5}
        {"type":"label","trace":"r1","label":{"agent":"a","turn":1},"who":"me"}
        {"type":"note","trace":"r1","agent":"a","text":"kept as it stands", "spaces": 1}

        """

    static let foreign: [(String, String)] = [
        (
            "whowhen.json",
            "{\n \"question\":\"q\",\"question_ID\":\"id\",\"ground_truth\":\"4\",\"is_correct\":false,\"mistake_agent\":\"B\",\"mistake_step\":\"1\",\"mistake_reason\":\"why\",\"level\":2,\"system_prompt\":{\"A\":\"be a\"},\n\"history\":[{\"content\":\"x\",\"name\":\"A\",\"role\":\"assistant\"},{\"content\":\"y\",\"name\":\"B\",\"role\":\"user\"}]}"
        ),
        (
            "tau.json",
            "[\n{\"task_id\":3,\"trial\":0,\"reward\":0.0,\"info\":{\"task\":{\"instruction\":\"do\"}},\"traj\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"name\":\"f\",\"tool_call_id\":\"c1\",\"content\":\"r\"}]},{\"note\":\"unknown\"}\n]"
        ),
        (
            "parts.jsonl",
            "{\"run_id\":\"r\",\"session_id\":\"s\",\"task\":{\"id\":\"t\",\"question\":\"q\",\"hard\":true},\"messages\":[{\"role\":\"user\",\"round\":0,\"turn\":4,\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}],\"meta\":{\"z\":1}}],\"agents\":[{\"id\":\"user\",\"prompt_hash\":\"h\"}]}\n"
        ),
        (
            "rounds.jsonl",
            "{\"run_id\":\"r\",\"round\":0,\"agent\":\"a\",\"name\":\"n\",\"content\":\"x\",\"cost_usd\":\"free\",\"dup\":1,\"dup\":2}\n{\"run_id\":\"r\",\"round\":1,\"agent\":\"b\",\"content\":{\"k\":1}}\n{\"run_id\":\"r\",\"type\":\"outcome\",\"success\":true,\"by\":\"x\"}\n"
        ),
        ("native.jsonl", native),
        (
            "packed.jsonl",
            "{\"type\":\"trace\",\"trace\":\"p\",\"messages\":[{\"turn\":1,\"agent\":\"a\",\"output\":\"x\"}],\"states\":[{\"turn\":1,\"metrics\":{\"m\":1},\"k\":2}],\"outcome\":{\"success\":true,\"k\":3},\"label\":{\"agent\":\"a\",\"kind\":\"k\"}}\n"
        ),
        (
            "deep.jsonl",
            "{\"messages\":[{\"role\":\"a\",\"content\":\"x\",\"deep\":\(String(repeating: "[", count: 1000))\(String(repeating: "]", count: 1000))}]}\n"
        ),
    ]

    @Test(arguments: foreign, NativeWriter.Form.allCases)
    func theSecondTimeChangesNothing(_ file: (name: String, text: String), _ form: NativeWriter.Form) throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(file.text, name: file.name)
        #expect(report.badLines.isEmpty && report.failures.isEmpty)
        let first = try catalogue.converted(to: form)
        let (again, second) = try TemporaryFolder().catalogue(first)
        #expect(second.badLines.isEmpty && second.counts.duplicateKeys == 0)
        #expect(second.runs.map(\.id) == report.runs.map(\.id))
        #expect(second.runs.map(\.success) == report.runs.map(\.success))
        #expect(try again.converted(to: form) == first)
        // Through the other form and back.
        let other: NativeWriter.Form = form == .native ? .packed : .native
        let (through, _) = try TemporaryFolder().catalogue(try again.converted(to: other))
        #expect(try through.converted(to: form) == first)
        for run in report.runs.indices {
            var (before, after) = (try catalogue.trace(run), try again.trace(run))
            (before.turnRule, after.turnRule) = (.field, .field)
            #expect(before == after)
        }
    }

    @Test(arguments: NativeWriter.Form.allCases)
    func theAnswersOfAMessageKeepTheirRefusalsAndEndings(_ form: NativeWriter.Form) throws {
        let text =
            #"{"type":"trace","trace":"p","messages":[{"turn":1,"agent":"a","output":"No. Half","steps":[{"text":"","refusal":"No."},{"text":"Half","ending":"length"}]}]}"#
        let again = try TemporaryFolder().catalogue(TemporaryFolder().catalogue(text + "\n").0.converted(to: form)).0
        #expect(
            try again.trace().messages[0].steps == [
                ModelStep(text: "", refusal: "No."), ModelStep(text: "Half", ending: "length"),
            ])
    }

    /// Spans keep the times of messages where all are recorded in order, and say that they keep the order alone elsewhere.
    @Test(arguments: [
        (#""started":"2026-11-23T18:06:12.250Z","ended":"2026-11-23T18:06:15.350Z""#, "2026-11-23T18:06:15.400Z", true),
        (#""started":"2026-11-23T18:06:12.250Z","ended":"2026-11-23T18:06:15.350Z""#, "2026-11-23T18:06:11Z", false),
        (#""channel":"none""#, "2026-11-23T18:06:15.400Z", false),
    ])
    func spansHaveTheTimesThatAreRecorded(first: String, second: String, areKept: Bool) throws {
        let text = """
            {"type":"trace","trace":"t","problem":{"input":"q"},"messages":[{"turn":1,"agent":"a","output":"x",\(first),"tools":[{"name":"f","arguments":"{}","result":"1"}]},{"turn":1,"agent":"b","output":"y","started":"\(second)","latency_ms":500}]}

            """
        let (catalogue, _) = try TemporaryFolder().catalogue(text)
        let before = try catalogue.trace(0)
        var spans = JSONText()
        OTLPWriter.write(before, to: &spans)
        #expect(spans.string.contains(areKept ? #""stringValue":"recorded""# : #""stringValue":"order""#))
        let (again, _) = try TemporaryFolder().catalogue(spans.string, name: "spans.json")
        let after = try again.trace(0)
        #expect(after.messages.map(\.output) == ["x", "y"] && after.messages[0].tools.map(\.result) == ["1"])
        #expect(after.messages.map(\.started) == (areKept ? before.messages.map(\.started) : [nil, nil]))
        let ends = [before.messages[0].ended, before.messages[1].started.map { $0 + 500_000_000 }]
        #expect(after.messages.map(\.ended) == (areKept ? ends : [nil, nil]))
    }

    @Test func nativeRecordsOfOneRunStayAsTheyAre() throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(Self.native)
        #expect(report.counts.unknown == 1 && report.runs.map(\.id) == ["r1", "r2"])
        let lines = Set(try catalogue.converted(to: .native).split(separator: "\n"))
        for line in Self.native.split(separator: "\n") { #expect(lines.contains(line)) }
        #expect(lines.count == 9)
    }

    static let kept = [
        (
            "whowhen.json",
            [
                "\"level\":2", "\"mistake_step\":\"1\"", "\"role\":\"assistant\"",
                "\"label\":{\"agent\":\"B\",\"message\":1",
            ]
        ),
        ("tau.json", ["\"trial\":0", "\"tool_call_id\":\"c1\"", "\"id\":\"c1\"", "{\"note\":\"unknown\"}"]),
        (
            "parts.jsonl",
            [
                "\"session_id\":\"s\"", "\"hard\":true", "\"url\":\"u\"", "\"round\":0", "\"prompt_hash\":\"h\"",
                "\"z\":1",
            ]
        ),
        (
            "rounds.jsonl",
            ["\"name\":\"n\"", "\"cost_usd\":\"free\"", "\"dup\":2", "\"by\":\"x\"", "\"source_turn\":\"0\""]
        ),
        ("packed.jsonl", ["\"kind\":\"k\"", "\"k\":2", "\"k\":3"]),
    ]

    @Test(arguments: kept) func whatATraceHasNoRoomForIsCarried(_ name: String, _ parts: [String]) throws {
        let file = try #require(Self.foreign.first { $0.0 == name })
        let text = try TemporaryFolder().catalogue(file.1, name: name).0.converted(to: .native)
        for part in parts { #expect(text.contains(part), "\(part)") }
    }
}
