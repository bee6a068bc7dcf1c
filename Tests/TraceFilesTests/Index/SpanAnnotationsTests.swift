import CreditEngine
import Testing

@testable import TraceFiles

/// Scores of spans in a file of their own.
struct SpanAnnotationsTests {
    private static let spans = """
        {"data":[{"name":"ChatX","context":{"trace_id":"t","span_id":"cd01"},"span_kind":"LLM","parent_id":null,"start_time":"2026-01-02T03:04:05+00:00","end_time":"2026-01-02T03:04:06+00:00","status_code":"OK","attributes":{"llm.output_messages.0.message.role":"assistant","llm.output_messages.0.message.content":"Noon."},"events":[]}],"next_cursor":null}
        """

    private static func annotation(_ result: String, span: String = "cd01", name: String = "correctness") -> String {
        #"{"data":[{"name":"\#(name)","annotator_kind":"HUMAN","result":\#(result),"span_id":"\#(span)"}],"next_cursor":null}"#
    }

    static let results: [(annotation: String, success: Bool?)] = [
        (annotation(#"{"label":"incorrect","score":0.0,"explanation":"it was midnight"}"#), false),
        (annotation(#"{"label":"incorrect","score":null}"#), false),
        (annotation(#"{"label":"fine","score":1}"#), true),
        (annotation(#"{"label":"fine","score":null}"#), nil),
        (annotation(#"{"score":1}"#, name: "politeness"), nil),
        (annotation(#"{"score":1}"#, span: "ee"), nil),
        (#"{"span_id":"cd01","annotation_name":"correctness","annotator_kind":"LLM","result.score":1.0}"#, true),
    ]

    @Test(arguments: results) func areOutcomesOfTheRunsOfTheirSpans(_ annotation: String, _ success: Bool?) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.spans, to: "spans.json")
        try folder.write(annotation, to: "spans.annotations.json")
        let catalogue = try Catalogue(paths: [folder.path])
        #expect(try catalogue.indexed().reconciles)
        #expect(catalogue.count == 1)
        #expect(try catalogue.trace().outcome?.success == success)
    }

    @Test func aloneTheyOpenTheSpansBesideThem() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.spans, to: "spans.json")
        let path = try folder.write(Self.annotation(#"{"score":0}"#), to: "annotations.json")
        let catalogue = try Catalogue(paths: [path])
        _ = try catalogue.indexed()
        #expect(catalogue.paths == [folder.path + "/spans.json"])
        #expect(try catalogue.trace().outcome?.success == false)
    }

    @Test func withoutSpansTheyAreRefusedWithTheWayOut() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.annotation(#"{"score":0}"#), to: "annotations.json")
        do {
            _ = try Catalogue(paths: [path])
            Issue.record("opened")
        } catch let error as TraceFileError {
            #expect("\(error)".contains("ascribe SPANS SCORES"))
        }
    }
}
