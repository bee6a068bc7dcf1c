import CreditEngine
import Testing

@testable import TraceFiles

/// Inspect logs: samples as runs, agents by their spans, pools and attachments, scores.
struct InspectTests {
    private static func sample(_ id: String, epoch: Int, score: String) -> String {
        #"""
        {"id":"\#(id)","epoch":\#(epoch),"input":"How deep?","target":"9","scores":{"depth":{"value":\#(score),"answer":"8"}},
         "messages":[],"attachments":{"ab12":"You are sounder."},
         "events_data":{"messages":[{"role":"system","content":"attachment://ab12"},{"role":"user","content":"How deep?"}]},
         "events":[
          {"event":"span_begin","id":"s1","type":"agent","name":"captain"},
          {"event":"model","span_id":"s1","model":"m","input":[],"input_refs":[[1,2]],"output":{"choices":[{"message":{"role":"assistant","content":"Sound it.","tool_calls":[{"id":"c","function":"transfer_to_sounder","arguments":{}}]}}],"usage":{"input_tokens":4,"output_tokens":2}}},
          {"event":"span_begin","id":"s2","parent_id":"s1","type":"tool","name":"transfer_to_sounder"},
          {"event":"span_begin","id":"s3","parent_id":"s2","type":"agent","name":"sounder"},
          {"event":"model","span_id":"s3","model":"m","input":[],"input_refs":[[0,2]],"output":{"choices":[{"message":{"role":"assistant","content":"8","tool_calls":[{"id":"d","function":"lead","arguments":{"at":1}}]}}]}},
          {"event":"tool","span_id":"s3","id":"d","function":"lead","result":"8 m"}
         ],"output":{"choices":[{"message":{"role":"assistant","content":"8"}}]}}
        """#
    }

    private static func expectRun(_ trace: Trace) {
        #expect(
            trace.rendered == ["1 captain: Sound it. -> sounder", #"1 sounder: 8 | lead({"at":1}) = 8 m"#])
        #expect(trace.problem?.reference == "9" && trace.problem?.input == "How deep?")
        #expect(trace.prompt(of: "sounder") == "You are sounder.")
        #expect(trace.messages.last?.input?.map(\.content) == ["You are sounder.", "How deep?"])
        #expect(trace.messages.first?.usage == Usage(input: 4, output: 2))
    }

    @Test func eachSampleOfADocumentIsARun() throws {
        let text =
            #"{"version":2,"eval":{"task":"t"},"plan":{},"samples":["#
            + [Self.sample("a", epoch: 1, score: #""I""#), Self.sample("a", epoch: 2, score: #""C""#)]
            .joined(separator: ",\n") + "]}"
        let (catalogue, report) = try TemporaryFolder().catalogue(text, name: "log.json")
        #expect(report.failures.isEmpty && report.runs.map(\.id) == ["a", "a epoch 2"])
        #expect(report.runs.map(\.success) == [false, true] && report.runs.map(\.messages) == [2, 2])
        for run in 0..<2 { Self.expectRun(try catalogue.trace(run)) }
    }

    @Test func eachSampleOfAnArchiveIsARun() throws {
        let folder = try TemporaryFolder()
        let bytes = ArchiveTests.zip([
            ("samples/b_epoch_1.json", Array("{}".utf8)),
            ("samples/a_epoch_1.json", Array(Self.sample("a", epoch: 1, score: "0.25").utf8)),
            ("samples/b_epoch_1.json", Array(Self.sample("b", epoch: 1, score: "true").utf8)),
            ("summaries.json", Array("[]".utf8)),
            ("header.json", Array(#"{"version":2,"eval":{"task":"t"},"plan":{}}"#.utf8)),
        ])
        let catalogue = try Catalogue(paths: [try folder.write(bytes, to: "log.eval")])
        let report = try catalogue.indexed()
        #expect(report.failures.isEmpty && report.reconciles)
        #expect(report.runs.map(\.id) == ["a", "b"])
        #expect(report.runs.map(\.success) == [false, true] && report.runs.map(\.score) == [0.25, 1])
        for run in 0..<2 { Self.expectRun(try catalogue.trace(run)) }
    }

    @Test func aScoreOfAnotherRangeIsNoOutcomeUnlessItIsChosen() throws {
        let text = #"{"version":2,"eval":{},"plan":{},"samples":["# + Self.sample("a", epoch: 1, score: "4.5") + "]}"
        let (_, report) = try TemporaryFolder().catalogue(text, name: "log.json")
        #expect(report.runs.map(\.success) == [nil])
    }
}
