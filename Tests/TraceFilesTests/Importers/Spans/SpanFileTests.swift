import CreditEngine
import Testing

@testable import TraceFiles

/// Files of spans as tools other than exporters write them, each with the messages that it has to become.
struct SpanFileTests {
    static let cases: [FrameworkTests.Case] = [
        .init(
            format: "OpenAI Agents spans",
            file: """
                {"object":"trace","id":"t1","workflow_name":"harbour"}
                {"object":"trace.span","id":"s2","trace_id":"t1","parent_id":"s1","started_at":"2026-01-02T03:04:05.100000+00:00","ended_at":"2026-01-02T03:04:05.300000+00:00","span_data":{"type":"generation","input":[{"role":"system","content":"Steer."},{"role":"user","content":"When?"}],"output":[{"role":"assistant","content":"Ask.","tool_calls":[{"id":"c","type":"function","function":{"name":"tide","arguments":"{}"}}]}],"model":"m","usage":{"input_tokens":4,"output_tokens":2}},"error":null}
                {"object":"trace.span","id":"s3","trace_id":"t1","parent_id":"s1","started_at":"2026-01-02T03:04:05.400000+00:00","ended_at":"2026-01-02T03:04:05.500000+00:00","span_data":{"type":"function","name":"tide","input":"{}","output":"noon"},"error":null}
                {"object":"trace.span","id":"s4","trace_id":"t1","parent_id":"s1","started_at":"2026-01-02T03:04:05.600000+00:00","ended_at":"2026-01-02T03:04:05.600000+00:00","span_data":{"type":"handoff","from_agent":"pilot","to_agent":"cook"},"error":null}
                {"object":"trace.span","id":"s1","trace_id":"t1","parent_id":null,"started_at":"2026-01-02T03:04:05.000000+00:00","ended_at":"2026-01-02T03:04:06.000000+00:00","span_data":{"type":"agent","name":"pilot"},"error":null}
                """, messages: ["1 pilot: Ask. -> cook | tide({}) = noon"]),
        .init(
            format: "LangSmith runs",
            file: """
                {"id":"r3","run_type":"tool","name":"tide","trace_id":"r1","parent_run_id":"r1","dotted_order":"3","start_time":"2026-01-02T03:04:07Z","end_time":"2026-01-02T03:04:08Z","inputs":{"input":"{}"},"outputs":{"output":{"type":"tool","content":"noon","tool_call_id":"c"}},"error":null}
                {"id":"r2","run_type":"llm","name":"ChatX","trace_id":"r1","parent_run_id":"r1","dotted_order":"2","start_time":"2026-01-02T03:04:05Z","end_time":"2026-01-02T03:04:06Z","inputs":{"messages":[[{"lc":1,"type":"constructor","id":["a","HumanMessage"],"kwargs":{"content":"When?","type":"human"}}]]},"outputs":{"generations":[[{"message":{"lc":1,"type":"constructor","id":["a","AIMessage"],"kwargs":{"content":"Soon.","type":"ai","tool_calls":[{"name":"tide","args":{},"id":"c"}]}}}]]},"extra":{"metadata":{"langgraph_checkpoint_ns":"pilot:9|agent:8","langgraph_step":2}},"error":null}
                {"id":"r1","run_type":"chain","name":"LangGraph","trace_id":"r1","parent_run_id":null,"dotted_order":"1","start_time":"2026-01-02T03:04:04Z","end_time":"2026-01-02T03:04:09Z","inputs":{},"outputs":{},"feedback_stats":{"correctness":{"n":1,"avg":1.0,"comments":["good"]},"toxicity":{"n":1,"avg":0.2}},"error":null}
                """, messages: ["1 pilot: Soon. | tide({}) = noon"]),
        .init(
            format: "MLflow traces",
            file: """
                {"info":{"trace_id":"tr-1","state":"OK","assessments":[{"assessment_name":"correct","feedback":{"value":false}},{"assessment_name":"answer","expectation":{"value":"noon"}}]},"data":{"spans":[{"trace_id":"q==","span_id":"a=","parent_span_id":null,"name":"pilot","start_time_unix_nano":1000000000000,"end_time_unix_nano":3000000000000,"attributes":{"mlflow.spanType":"\\"AGENT\\""},"status":{"code":"STATUS_CODE_OK"}},{"trace_id":"q==","span_id":"b=","parent_span_id":"a=","name":"ChatX","start_time_unix_nano":1500000000000,"end_time_unix_nano":"2000000000000","attributes":{"mlflow.spanType":"\\"CHAT_MODEL\\"","mlflow.spanInputs":"{\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"When?\\"}]}","mlflow.spanOutputs":"{\\"choices\\":[{\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":\\"Midnight.\\"}}]}","mlflow.chat.tokenUsage":"{\\"input_tokens\\":5,\\"output_tokens\\":1}"},"status":{"code":"STATUS_CODE_OK"}}]}}
                """, messages: ["1 pilot: Midnight."]),
        .init(
            format: "Phoenix spans",
            file: """
                {"data":[{"name":"ChatX","context":{"trace_id":"t","span_id":"2"},"span_kind":"LLM","parent_id":"1","start_time":"2026-01-02T03:04:05+00:00","end_time":"2026-01-02T03:04:06+00:00","status_code":"OK","attributes":{"llm.output_messages.0.message.role":"assistant","llm.output_messages.0.message.content":"Noon.","llm.token_count.prompt":5},"events":[]},{"name":"pilot","context":{"trace_id":"t","span_id":"1"},"span_kind":"AGENT","parent_id":null,"start_time":"2026-01-02T03:04:04+00:00","end_time":"2026-01-02T03:04:07+00:00","status_code":"OK","attributes":{"agent.name":"pilot"},"events":[]}],"next_cursor":null}
                """, messages: ["1 pilot: Noon."]),
        .init(
            format: "Langfuse traces",
            file: """
                {"trace":{"id":"t","name":"harbour","timestamp":"2026-01-02T03:04:04Z","input":"\\"When?\\"","scores":[]},"observations":[{"id":"2","traceId":"t","parentObservationId":"1","type":"GENERATION","name":"llm","startTime":"2026-01-02T03:04:05Z","endTime":"2026-01-02T03:04:06Z","model":"m","input":"[{\\"role\\":\\"user\\",\\"content\\":\\"When?\\"}]","output":"{\\"role\\":\\"assistant\\",\\"content\\":\\"Noon.\\"}","usageDetails":{"input":5,"output":1},"costDetails":{"total":0.5}},{"id":"1","traceId":"t","type":"AGENT","name":"pilot","startTime":"2026-01-02T03:04:04Z","endTime":"2026-01-02T03:04:07Z","output":"Noon."}],"scores":[{"name":"correctness","value":1,"dataType":"NUMERIC"}]}
                """, messages: ["1 pilot: Noon."]),
        .init(
            format: "attributes of spans",
            file: """
                {"openinference.span.kind":"LLM","llm.model_name":"m","llm.output_messages.0.message.role":"assistant","llm.output_messages.0.message.content":"Noon."}
                """, messages: ["1 assistant: Noon."]),
    ]

    private func trace(_ file: String) throws -> (trace: Trace, format: String?) {
        let folder = try TemporaryFolder()
        let catalogue = try Catalogue(paths: [try folder.write(Array(file.utf8), to: "tides.jsonl")])
        #expect(try catalogue.indexed().reconciles)
        #expect(catalogue.count == 1)
        return (try catalogue.makeReader().trace(0), catalogue.format(ofFile: 0))
    }

    @Test(arguments: cases) func opens(_ sample: FrameworkTests.Case) throws {
        let (trace, format) = try trace(sample.file)
        #expect(format == sample.format)
        #expect(trace.rendered == sample.messages)
    }

    @Test func scoresBecomeOutcomesByNamesThatMeanCorrectness() throws {
        let smith = try trace(Self.cases[1].file).trace
        #expect(smith.outcome?.success == true)
        #expect(smith.outcome?.evaluator == "correctness")
        let flow = try trace(Self.cases[2].file).trace
        #expect(flow.outcome?.success == false)
        #expect(flow.problem?.reference == "noon")
        let fuse = try trace(Self.cases[4].file).trace
        #expect(fuse.outcome?.success == true)
        #expect(fuse.messages.first?.cost == 0.5)
        #expect(fuse.messages.first?.usage == Usage(input: 5, output: 1))
    }
}
