import CreditEngine
import Testing

@testable import TraceFiles

/// When messages began and ended comes from every format that says it, survives being written, and is unknown elsewhere.
struct MessageTimesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var file: String
        /// One a message: the agent, and the times of day at which it began and ended (`-` for unknown).
        var times: [String]
    }

    static let cases: [Case] = [
        Case(
            testDescription: "native records, to the nanosecond and with a zone",
            file: """
                {"type":"trace","format":"ascribe/1","trace":"r"}
                {"type":"message","trace":"r","turn":1,"agent":"a","output":"x","started":"2031-05-01T08:00:00.000000001Z","ended":"2031-05-01T10:00:02+02:00"}
                {"type":"message","trace":"r","turn":1,"agent":"b","output":"y","ended":"soon"}
                """,
            times: ["a 08:00:00.000000001 08:00:02.000", "b - -"]),
        Case(
            testDescription: "a chat with a time stamp",
            file: """
                {"messages":[{"role":"user","content":"q","timestamp":1935475200},
                {"role":"assistant","name":"a","content":"x","created_at":"2031-05-01T08:00:01Z"},
                {"role":"assistant","name":"b","content":"y","timestamp":12.5}]}
                """,
            times: ["user - 08:00:00.000", "a - 08:00:01.000", "b - -"]),
        Case(
            testDescription: "AutoGen messages",
            file: """
                {"source":"user","type":"TextMessage","content":"q","created_at":"2031-05-01T08:00:00Z"}
                {"source":"a","type":"ToolCallRequestEvent","content":[{"id":"c","name":"f","arguments":"{}"}],"created_at":"2031-05-01T08:00:03Z"}
                {"source":"a","type":"TextMessage","content":"x","created_at":"2031-05-01T08:00:05Z"}
                """,
            times: ["user - 08:00:00.000", "a - 08:00:05.000"]),
        Case(
            testDescription: "OTLP spans side by side",
            file: otlp([("chat", "a", "2", 0, 4), ("chat", "b", "3", 1, 6)]),
            times: ["a 08:00:00.000 08:00:04.000", "b 08:00:01.000 08:00:06.000"]),
        Case(
            testDescription: "OTLP spans that count from a start of their own",
            file: otlp([("chat", "a", "2", 0, 4)], from: 0),
            times: ["a - -"]),
        Case(
            testDescription: "Claude Code",
            file: """
                {"type":"user","sessionId":"s","uuid":"1","timestamp":"2031-05-01T08:00:00.000Z","message":{"role":"user","content":"q"}}
                {"type":"assistant","sessionId":"s","uuid":"2","parentUuid":"1","timestamp":"2031-05-01T08:00:07.500Z","message":{"id":"m","role":"assistant","model":"m","content":[{"type":"text","text":"x"}]}}
                """,
            times: ["user - 08:00:00.000", "main - 08:00:07.500"]),
    ]

    private static func otlp(
        _ spans: [(kind: String, agent: String, id: String, start: Int, end: Int)], from base: Int = 1_935_475_200
    ) -> String {
        let list = spans.map { span in
            let attributes = [
                ("gen_ai.operation.name", span.kind), ("gen_ai.agent.name", span.agent),
                (
                    "gen_ai.output.messages",
                    #"[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"x\"}]}]"#
                ),
            ].map { #"{"key":"\#($0.0)","value":{"stringValue":"\#($0.1)"}}"# }.joined(separator: ",")
            return
                #"{"traceId":"aa","spanId":"\#(span.id)","parentSpanId":"p\#(span.agent)","name":"\#(span.kind)","startTimeUnixNano":"\#(base + span.start)000000000","endTimeUnixNano":"\#(base + span.end)000000000","attributes":[\#(attributes)]}"#
        }
        return #"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(list.joined(separator: ","))]}]}]}"#
    }

    private func read(_ text: String, _ name: String = "runs.jsonl") throws -> (Trace, String) {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(text.utf8), to: name)
        let catalogue = try Catalogue(paths: [path])
        _ = try catalogue.indexed()
        return (try catalogue.trace(), try catalogue.converted(to: .native))
    }

    private func times(_ trace: Trace) -> [String] {
        trace.messages.map { message in
            let times = [message.started, message.ended].map { time in
                time.map { String(PointInTime.iso($0, isExact: true).dropFirst(11).dropLast()) } ?? "-"
            }
            return "\(trace.agents[message.agent].name) \(times.joined(separator: " "))"
        }
    }

    @Test(arguments: cases) func areRead(_ sample: Case) throws {
        let (trace, written) = try read(sample.file)
        #expect(times(trace) == sample.times)
        let (again, rewritten) = try read(written)
        #expect(times(again) == sample.times && again.messages == trace.messages)
        #expect(rewritten == written)
    }

    @Test func whatIsNoTimeIsCarried() throws {
        let written = try read(Self.cases[0].file).1
        #expect(written.contains(#""ended":"soon""#))
    }
}
