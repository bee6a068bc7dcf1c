import CreditEngine
import Testing

@testable import TraceFiles

/// Sessions of coding agents and trajectories, with made-up contents: who said what, which tools answered what.
struct SessionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var format: String
        var name: String
        var file: String
        var messages: [String]
        var testDescription: String { format }
    }

    @Test(arguments: cases) func opensAsOneRun(_ sample: Case) throws {
        let (catalogue, report) = try TemporaryFolder().catalogue(sample.file, name: sample.name)
        #expect(report.failures.isEmpty && report.reconciles)
        #expect(catalogue.format(ofFile: 0) == sample.format)
        try #require(catalogue.count == 1)
        #expect(try catalogue.trace().rendered == sample.messages)
    }

    static func claude(_ type: String, _ id: String, _ content: String, _ more: String = "") -> String {
        #"{"type":"\#(type)","sessionId":"s","uuid":"\#(id)","parentUuid":null,"isSidechain":false\#(more),"message":{"role":"\#(type)","id":"m-\#(id)","model":"m","usage":{"input_tokens":5,"output_tokens":2},"content":\#(content)}}"#
            + "\n"
    }

    static let cases: [Case] = [
        Case(
            format: "Claude Code session", name: "s.jsonl",
            file: #"{"type":"mode","mode":"normal","sessionId":"s"}"# + "\n"
                + claude("user", "1", #""Moor the boat""#)
                + claude(
                    "assistant", "2",
                    #"[{"type":"text","text":"I look."},{"type":"tool_use","id":"t","name":"tide","input":{"h":1}}]"#)
                + claude("user", "3", #"[{"type":"tool_result","tool_use_id":"t","content":"ebb"}]"#)
                + claude("user", "4", #""inserted by the program""#, #","isMeta":true"#)
                + claude("assistant", "5", #"[{"type":"text","text":"Moored."}]"#),
            messages: ["1 user(person): Moor the boat", #"1 main: I look.\#nMoored. | tide({"h":1}) = ebb"#]),
        Case(
            format: "Claude Code session", name: "stream.jsonl",
            file:
                #"{"type":"assistant","session_id":"s","parent_tool_use_id":null,"message":{"role":"assistant","content":[{"type":"text","text":"I send a scout."},{"type":"tool_use","id":"t1","name":"Task","input":{"subagent_type":"scout","prompt":"look"}}]}}"#
                + "\n"
                + #"{"type":"assistant","session_id":"s","parent_tool_use_id":"t1","message":{"role":"assistant","content":[{"type":"text","text":"Fog."}]}}"#
                + "\n"
                + #"{"type":"user","session_id":"s","parent_tool_use_id":null,"message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"Fog."}]}}"#
                + "\n" + #"{"type":"result","session_id":"s","result":"We wait."}"# + "\n",
            messages: ["1 main: I send a scout. -> scout", "1 scout: Fog."]),
        Case(
            format: "Qwen Code session", name: "q.jsonl",
            file:
                #"{"uuid":"1","parentUuid":null,"sessionId":"s","type":"user","message":{"role":"user","parts":[{"text":"Sail"}]}}"#
                + "\n"
                + #"{"uuid":"2","parentUuid":"1","sessionId":"s","type":"assistant","message":{"role":"model","parts":[{"text":"Taken back."}]}}"#
                + "\n"
                + #"{"uuid":"3","parentUuid":"2","sessionId":"s","type":"system","subtype":"rewind","systemPayload":{"targetUuid":"1"}}"#
                + "\n"
                + #"{"uuid":"4","parentUuid":"3","sessionId":"s","type":"assistant","message":{"role":"model","parts":[{"text":"Sailing."}]}}"#
                + "\n",
            messages: ["1 user(person): Sail", "1 main: Sailing."]),
        Case(
            format: "Copilot session", name: "c.jsonl",
            file: #"{"type":"user.message","data":{"content":"Row"},"id":"1","timestamp":"2030-01-01T00:00:01Z"}"#
                + "\n"
                + #"{"type":"assistant.message","data":{"content":"I row.","toolRequests":[{"toolCallId":"t","name":"oar","arguments":"{}"}]},"id":"2","timestamp":"2030-01-01T00:00:02Z"}"#
                + "\n"
                + #"{"type":"tool.execution_complete","data":{"toolCallId":"t","success":false,"error":{"message":"broken"}},"id":"3","timestamp":"2030-01-01T00:00:03Z"}"#
                + "\n",
            messages: ["1 user(person): Row", "1 main: I row. | oar({}) failed: broken"]),
        Case(
            format: "OpenClaw session", name: "o.jsonl",
            file: #"{"type":"session","id":"s","version":3,"cwd":"/"}"# + "\n"
                + #"{"type":"message","id":"1","parentId":"s","message":{"role":"user","content":[{"type":"text","text":"Fish"}]}}"#
                + "\n"
                + #"{"type":"message","id":"2","parentId":"1","message":{"role":"assistant","content":[{"type":"text","text":"I cast."},{"type":"toolCall","id":"t","name":"net","arguments":{}}]}}"#
                + "\n"
                + #"{"type":"message","id":"3","parentId":"2","message":{"role":"toolResult","toolCallId":"t","toolName":"net","content":"cod","isError":false}}"#
                + "\n",
            messages: ["1 user(person): Fish", "1 main: I cast. | net({}) = cod"]),
        Case(
            format: "Codex rollout", name: "r.jsonl",
            file: #"{"timestamp":"2030-01-01T00:00:00Z","type":"session_meta","payload":{"id":"s"}}"# + "\n"
                + #"{"timestamp":"2030-01-01T00:00:01Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"Knot"}]}}"#
                + "\n"
                + #"{"timestamp":"2030-01-01T00:00:01Z","type":"event_msg","payload":{"type":"user_message","message":"Knot"}}"#
                + "\n"
                + #"{"timestamp":"2030-01-01T00:00:02Z","type":"response_item","payload":{"type":"function_call","call_id":"c","name":"rope","arguments":"{}"}}"#
                + "\n"
                + #"{"timestamp":"2030-01-01T00:00:03Z","type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":"tied"}}"#
                + "\n"
                + #"{"timestamp":"2030-01-01T00:00:04Z","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Done."}]}}"#
                + "\n",
            messages: ["1 user(person): Knot", "1 main: Done. | rope({}) = tied"]),
        Case(
            format: "OpenHands events", name: "e.jsonl",
            file:
                #"{"kind":"MessageEvent","source":"user","llm_message":{"role":"user","content":[{"type":"text","text":"Paint"}]}}"#
                + "\n"
                + #"{"kind":"ActionEvent","source":"agent","llm_response_id":"1","thought":[{"type":"text","text":"First red."}],"action":{"kind":"RunAction"},"tool_call_id":"c","tool_call":{"id":"c","name":"brush","arguments":"{}"}}"#
                + "\n"
                + #"{"kind":"ObservationEvent","source":"environment","tool_call_id":"c","tool_name":"brush","observation":{"kind":"RunObservation","content":[{"type":"text","text":"wet"}],"is_error":false}}"#
                + "\n"
                + #"{"kind":"ActionEvent","source":"agent","llm_response_id":"2","thought":[],"action":{"kind":"FinishAction","message":"It is red."}}"#
                + "\n",
            messages: ["1 user(person): Paint", "2 agent: First red. | brush({}) = wet", "3 agent: It is red."]),
        Case(
            format: "mini-swe-agent trajectory", name: "t.traj.json",
            file:
                #"{"trajectory_format":"mini-swe-agent-1.1","info":{"exit_status":"Submitted","submission":"7"},"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Count"},{"role":"assistant","content":"I count.","tool_calls":[{"id":"c","function":{"name":"bash","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"7"},{"role":"exit","content":"7"}]}"#,
            messages: ["1 assistant: I count. | bash({}) = 7"]),
        Case(
            format: "SWE-agent trajectory", name: "x.traj",
            file:
                #"{"info":{"exit_status":"submitted"},"history":[{"role":"system","content":"Be brief.","agent":"boss"},{"role":"user","content":"Fix it","agent":"boss"}],"trajectory":[{"thought":"I look.","action":"ls -l","observation":"a.txt"},{"thought":"I am done.","action":"submit","observation":""}]}"#,
            messages: ["1 boss: I look. | ls(ls -l) = a.txt", "2 boss: I am done. | submit(submit) = "]),
        Case(
            format: "ATIF trajectory", name: "a.json",
            file:
                #"{"schema_version":"ATIF-v1.7","session_id":"s","agent":{"name":"pilot"},"steps":[{"step_id":1,"source":"user","message":"Land"},{"step_id":2,"source":"agent","message":"I land.","tool_calls":[{"tool_call_id":"c","function_name":"gear","arguments":{}}],"observation":{"results":[{"source_call_id":"c","content":"down"}]}},{"step_id":3,"source":"agent","message":"Landed."}]}"#,
            messages: ["1 pilot: I land. | gear({}) = down", "2 pilot: Landed."]),
        Case(
            format: "AgentOps trace", name: "ops.json",
            file:
                #"{"trace":{"trace_id":"t"},"spans":[{"span_id":"2","parent_span_id":"1","start_time":"2030-01-01T00:00:02Z","span_attributes":{"agentops":{"span":{"kind":"llm"}},"gen_ai":{"completion":[{"content":"Salt."}],"usage":{"prompt_tokens":"3","completion_tokens":"1"}}}},{"span_id":"1","parent_span_id":"","start_time":"2030-01-01T00:00:01Z","span_attributes":{"agent":{"role":"cook"},"agentops":{"span":{"kind":"agent"}}}}]}"#,
            messages: ["1 cook: Salt."]),
    ]

    @Test func aSessionAndItsSubagentsAreOneRun() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            Self.claude("user", "1", #""Survey the bay""#, #","timestamp":"2030-01-01T00:00:01Z""#)
                + Self.claude(
                    "assistant", "2",
                    #"[{"type":"tool_use","id":"t","name":"Task","input":{"subagent_type":"diver","prompt":"dive"}}]"#,
                    #","timestamp":"2030-01-01T00:00:02Z""#)
                + Self.claude(
                    "user", "3", #"[{"type":"tool_result","tool_use_id":"t","content":"Rocks."}]"#,
                    #","timestamp":"2030-01-01T00:00:05Z","toolUseResult":{"agentId":"a1"}"#)
                + Self.claude(
                    "assistant", "4", #"[{"type":"text","text":"There are rocks."}]"#,
                    #","timestamp":"2030-01-01T00:00:06Z""#), to: "bay.jsonl")
        try folder.write(#"{"agentType":"diver"}"#, to: "bay/subagents/agent-a1.meta.json")
        try folder.write(
            Self.claude("user", "c1", #""dive""#, #","timestamp":"2030-01-01T00:00:03Z""#)
                + Self.claude(
                    "assistant", "c2", #"[{"type":"text","text":"Rocks."}]"#, #","timestamp":"2030-01-01T00:00:04Z""#)
                + Self.claude(
                    "assistant", "c2", #"[{"type":"text","text":"Deep ones."}]"#,
                    #","timestamp":"2030-01-01T00:00:04Z""#), to: "bay/subagents/agent-a1.jsonl")
        let catalogue = try Catalogue(paths: [folder.path])
        let report = try catalogue.indexed()
        #expect(report.failures.isEmpty && report.reconciles && catalogue.count == 1)
        let trace = try catalogue.trace()
        #expect(trace.rendered.contains("1 main:  -> diver"))
        #expect(trace.rendered.contains { $0.hasSuffix("diver: Rocks.") || $0.contains("diver: Rocks.\nDeep ones.") })
        #expect(!trace.messages.contains { $0.tools.contains { $0.name == "Task" } })
        // Two records of one message count its tokens once.
        #expect(trace.messages.compactMap { $0.usage?.output }.reduce(0, +) == 6)
        #expect(trace.problem?.input == "Survey the bay")
    }

    @Test func theResultOfAStreamIsTheAnswerOfItsRun() throws {
        let file = try #require(Self.cases.first { $0.name == "stream.jsonl" }).file
        let (catalogue, _) = try TemporaryFolder().catalogue(file, name: "stream.jsonl")
        let trace = try catalogue.trace()
        #expect(trace.outcome == nil && trace.finalAnswer == "We wait.")
        for form in NativeWriter.Form.allCases {
            let again = try TemporaryFolder().catalogue(try catalogue.converted(to: form)).0.trace()
            #expect(again.finalAnswer == "We wait." && again.outcome == nil)
        }
    }

    @Test func aFolderOfEventsIsOneRunWhicheverFileIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("{\n \"agent\": {\"llm\": {\"model\": \"m\"}}\n}\n", to: "job/base_state.json")
        for (number, text) in ["one", "two"].enumerated() {
            try folder.write(
                #"{"kind":"MessageEvent","source":"agent","llm_message":{"role":"assistant","content":[{"type":"text","text":"\#(text)"}]}}"#,
                to: "job/events/event-0000\(number)-x.json")
        }
        for path in ["job", "job/base_state.json", "job/events/event-00001-x.json", ""] {
            let catalogue = try Catalogue(paths: ["\(folder.path)/\(path)"])
            #expect(try catalogue.indexed().failures.isEmpty)
            #expect(catalogue.count == 1)
            #expect(try catalogue.trace().messages.map(\.output) == ["one", "two"])
        }
    }

    @Test func aSubagentsFileAloneIsItsOwnRun() throws {
        let text =
            Self.claude("user", "1", #""dive""#, #","agentId":"a1""#).replacing("false", with: "true")
            + Self.claude("assistant", "2", #""Rocks.""#, #","agentId":"a1""#).replacing("false", with: "true")
        let (catalogue, _) = try TemporaryFolder().catalogue(text, name: "agent-a1.jsonl")
        #expect(try catalogue.trace().rendered == ["1 user(person): dive", "1 subagent: Rocks."])
    }

    @Test func recordsOfUnknownKindsAreCountedByKind() throws {
        let text = Self.claude("user", "1", #""hi""#) + #"{"type":"brand-new","sessionId":"s"}"# + "\n"
        let (catalogue, report) = try TemporaryFolder().catalogue(text)
        #expect(report.counts.unknown == 1)
        #expect(catalogue.unknownKinds(ofFile: 0) == UnknownKinds(["brand-new": 1]))
    }
}
