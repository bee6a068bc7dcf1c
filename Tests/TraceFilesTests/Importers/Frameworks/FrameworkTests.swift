import CreditEngine
import Testing

@testable import TraceFiles

/// Files as frameworks write them, each with the messages that it has to become.
struct FrameworkTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var format: String
        var file: String
        var messages: [String]
        var testDescription: String { format }
    }

    static let desk = [
        "1 user(person): How long is the story?", "1 editor: Ask the archive. -> archivist",
        "1 archivist: It has 640 words. | count({\"title\":\"Fog\"}) = 640",
    ]

    static let cases: [Case] = [
        Case(
            format: "AutoGen messages",
            file: """
                {"source":"user","type":"TextMessage","content":"How long is the story?"}
                {"source":"editor","type":"ModelClientStreamingChunkEvent","content":"Ask"}
                {"source":"editor","type":"HandoffMessage","target":"archivist","content":"Ask the archive."}
                {"source":"archivist","type":"ToolCallRequestEvent","content":[{"id":"c","name":"count","arguments":"{\\"title\\":\\"Fog\\"}"}]}
                {"source":"archivist","type":"ToolCallExecutionEvent","content":[{"call_id":"c","name":"count","content":"640","is_error":false}]}
                {"source":"archivist","type":"ToolCallSummaryMessage","content":"640"}
                {"source":"archivist","type":"TextMessage","content":"It has 640 words."}
                """, messages: desk),
        Case(
            format: "AutoGen messages",
            file: """
                {"stop_reason":"done","messages":[
                {"source":"user","type":"TextMessage","content":"How long is the story?"},
                {"source":"clerk","type":"ToolCallRequestEvent","content":[{"id":"c","name":"count","arguments":"{}"}]},
                {"source":"clerk","type":"ToolCallExecutionEvent","content":[{"call_id":"c","name":"count","content":"no such story","is_error":true}]},
                {"source":"clerk","type":"MultiModalMessage","content":["Look here.",{"type":"image","data":"aGVsbG8gd29y"}]}]}
                """,
            messages: [
                "1 user(person): How long is the story?",
                "1 clerk: Look here.\n[image 9 B] | count({}) failed: no such story",
            ]),
        Case(
            format: "AutoGen event log",
            file: """
                starting the desk
                INFO:autogen_core.events:{"type":"LLMCall","agent_id":"editor_7/7","messages":[{"role":"system","content":"You edit."},{"role":"user","content":"How long?"}],"response":{"model":"m","choices":[{"message":{"role":"assistant","content":"Ask the archive."}}]},"prompt_tokens":5,"completion_tokens":3}
                {"type":"ToolCall","agent_id":"archivist_7/7","tool_name":"count","arguments":{"title":"Fog"},"result":"640"}
                {"type":"LLMStreamEnd","agent_id":"archivist_7/7","response":{"content":"It has 640 words."},"prompt_tokens":5,"completion_tokens":3}
                """,
            messages: [
                "1 editor: Ask the archive.", "1 archivist: It has 640 words. | count({\"title\":\"Fog\"}) = 640",
            ]),
        Case(
            format: "AutoGen event log",
            file: """
                {"type":"Message","delivery_stage":"DeliveryStage.SEND","sender":null,"receiver":"boss_7/7","payload":"{\\"messages\\":[{\\"id\\":\\"1\\",\\"source\\":\\"user\\",\\"type\\":\\"TextMessage\\",\\"content\\":\\"Go.\\"}]}"}
                {"type":"Message","delivery_stage":"DeliveryStage.DELIVER","sender":null,"receiver":"boss_7/7","payload":"{\\"messages\\":[{\\"id\\":\\"1\\",\\"source\\":\\"user\\",\\"type\\":\\"TextMessage\\",\\"content\\":\\"Go.\\"}]}"}
                {"type":"Message","delivery_stage":"DeliveryStage.SEND","sender":"editor_7/7","receiver":null,"payload":"{\\"message\\":{\\"id\\":\\"2\\",\\"source\\":\\"editor\\",\\"type\\":\\"TextMessage\\",\\"content\\":\\"Gone.\\"}}"}
                {"type":"Message","delivery_stage":"DeliveryStage.DELIVER","sender":"editor_7/7","receiver":null,"payload":"{\\"response\\":{\\"chat_message\\":{\\"id\\":\\"2\\",\\"source\\":\\"editor\\",\\"type\\":\\"TextMessage\\",\\"content\\":\\"Gone.\\"}}}"}
                """, messages: ["1 user(person): Go.", "1 editor: Gone."]),
        Case(
            format: "AutoGen saved state",
            file: """
                {"type":"TeamState","agent_states":{"editor":{"agent_state":{"llm_context":{"messages":[{"type":"UserMessage","source":"user","content":"Go."}]}}},
                "manager":{"message_thread":[{"source":"user","type":"TextMessage","content":"Go."},{"source":"editor","type":"TextMessage","content":"Gone."}]}}}
                """, messages: ["1 user(person): Go.", "1 editor: Gone."]),
        Case(
            format: "AG2 chat",
            file: """
                [{"role":"user","name":"desk","content":"How long is the story?"},
                {"role":"assistant","name":"archivist","content":"None","tool_calls":[{"id":"c","type":"function","function":{"name":"count","arguments":"{}"}}]},
                {"role":"tool","name":"desk","content":"640","tool_responses":[{"tool_call_id":"c","role":"tool","content":"640"}]},
                {"role":"user","name":"archivist","content":"It has 640 words."}]
                """,
            messages: ["1 desk(person): How long is the story?", "1 archivist: It has 640 words. | count({}) = 640"]),
        Case(
            format: "Google ADK events",
            file: """
                {"id":"s","app_name":"desk","user_id":"u","events":[
                {"author":"user","invocation_id":"i","content":{"role":"user","parts":[{"text":"How long is the story?"}]}},
                {"author":"editor","invocation_id":"i","content":{"parts":[{"text":"Ask "}]},"partial":true},
                {"author":"editor","invocation_id":"i","content":{"parts":[{"text":"Ask the archive."},{"function_call":{"id":"t","name":"transfer_to_agent","args":{"agent_name":"archivist"}}}]}},
                {"author":"editor","invocation_id":"i","content":{"parts":[{"function_response":{"id":"t","name":"transfer_to_agent","response":{"result":null}}}]},"actions":{"transfer_to_agent":"archivist"}},
                {"author":"archivist","invocation_id":"i","content":{"parts":[{"function_call":{"id":"c","name":"count","args":{"title":"Fog"}}}]}},
                {"author":"archivist","invocation_id":"i","content":{"parts":[{"function_response":{"id":"c","name":"count","response":{"result":"640"}}}]}},
                {"author":"archivist","invocation_id":"i","content":{"parts":[{"text":"Let me think.","thought":true},{"text":"It has 640 words."}]},"usage_metadata":{"prompt_token_count":7,"candidates_token_count":2},"actions":{"state_delta":{"words":640,"done":true}}}]}
                """, messages: desk),
        Case(
            format: "Pydantic AI messages",
            file: """
                [{"kind":"request","instructions":"You are archivist, you count.","parts":[{"part_kind":"user-prompt","content":["How long is ",{"kind":"image-url","url":"http://x/fog.png"}]}]},
                {"kind":"response","parts":[{"part_kind":"thinking","content":"hm"},{"part_kind":"tool-call","tool_name":"count","args":{"title":"Fog"},"tool_call_id":"c"}]},
                {"kind":"request","parts":[{"part_kind":"retry-prompt","tool_name":"count","content":"busy","tool_call_id":"c"}]},
                {"kind":"response","parts":[{"part_kind":"text","content":"I cannot count it."}]}]
                """,
            messages: [
                "1 user(person): How long is \n[image http://x/fog.png]",
                "1 archivist: I cannot count it. | count({\"title\":\"Fog\"}) failed: busy",
            ]),
        Case(
            format: "LangChain messages",
            file: """
                [{"type":"human","content":"How long is the story?"},
                {"type":"ai","name":"editor","content":[{"type":"text","text":"Ask the archive."}],"tool_calls":[{"name":"transfer_to_archivist","args":{},"id":"t"}]},
                {"type":"tool","name":"transfer_to_archivist","tool_call_id":"t","content":"Successfully transferred to archivist"},
                {"type":"ai","name":"archivist","content":"","tool_calls":[{"name":"count","args":{"title":"Fog"},"id":"c"}],"usage_metadata":{"input_tokens":1,"output_tokens":1}},
                {"type":"tool","name":"count","tool_call_id":"c","content":"640"},
                {"type":"ai","name":"archivist","content":"It has 640 words.","usage_metadata":{"input_tokens":1,"output_tokens":1}},
                {"type":"ai","name":"archivist","content":"Transferring back to editor","tool_calls":[{"name":"transfer_back_to_editor","args":{},"id":"b"}]},
                {"type":"tool","name":"transfer_back_to_editor","tool_call_id":"b","content":"Successfully transferred back"}]
                """,
            messages: [desk[0], desk[1], "1 archivist: It has 640 words. -> editor | count({\"title\":\"Fog\"}) = 640"]),
        Case(
            format: "LangChain messages",
            file: """
                {"messages":[{"type":"human","data":{"content":"Go.","type":"human"}},
                {"lc":1,"type":"constructor","id":["langchain","schema","messages","AIMessage"],"kwargs":{"content":"Gone.","type":"ai","name":"editor"}},
                {"type":"human","data":{"content":"Counted.","name":"archivist"}}]}
                """, messages: ["1 user(person): Go.", "1 editor: Gone.", "1 archivist: Counted."]),
        Case(
            format: "LangGraph updates",
            file: """
                {"namespace":["editor:1"],"updates":{"agent":{"messages":[{"type":"ai","id":"a","content":"Gone."}]}}}
                {"namespace":[],"updates":{"editor":{"messages":[{"type":"human","id":"h","content":"Go."},{"type":"ai","id":"a","content":"Gone.","name":"editor"}]}}}
                {"namespace":[],"updates":{"archivist":{"report":"It has 640 words.","words":640}}}
                """, messages: ["1 user(person): Go.", "1 editor: Gone.", "1 archivist: It has 640 words."]),
        Case(
            format: "LangGraph debug stream",
            file: """
                {"step":-1,"type":"checkpoint","payload":{"values":{"notes":[]}}}
                {"step":0,"type":"checkpoint","payload":{"values":{"task":"How long is the story?","notes":[]}}}
                {"step":1,"type":"task","payload":{"name":"count","input":{}}}
                {"step":1,"type":"task_result","payload":{"name":"count","error":null,"result":{"notes":["It has 640 words."],"words":640}}}
                {"step":1,"type":"task_result","payload":{"name":"date","error":null,"result":[["day","of 3 May"]]}}
                {"step":1,"type":"checkpoint","payload":{"values":{"words":640}}}
                """,
            messages: [
                "1 user(person): How long is the story?", "2 count: It has 640 words.", "2 date: of 3 May",
            ]),
        Case(
            format: "LangChain events",
            file: """
                {"event":"on_chain_start","run_id":"r","parent_ids":[],"name":"LangGraph","data":{"input":{"messages":[{"type":"human","content":"How long?"}]}}}
                {"event":"on_chat_model_stream","run_id":"m","parent_ids":["r"],"name":"ChatOpenAI","data":{"chunk":{}}}
                {"event":"on_chat_model_end","run_id":"m","parent_ids":["r"],"name":"ChatOpenAI","metadata":{"langgraph_node":"agent","langgraph_checkpoint_ns":"archivist:1|agent:2"},"data":{"input":{"messages":[[{"type":"system","content":"You count.","additional_kwargs":{}},{"type":"human","content":"How long?"}]]},"output":{"type":"ai","content":"","tool_calls":[{"name":"count","args":{},"id":"c"}]}}}
                {"event":"on_tool_end","run_id":"t","parent_ids":["r"],"name":"count","metadata":{},"data":{"output":{"type":"tool","tool_call_id":"c","content":"640"}}}
                """, messages: ["1 archivist:  | count({}) = 640"]),
        Case(
            format: "CrewAI task log",
            file: """
                [{"timestamp":"2026-01-01 10:00:00","task_name":"count","task":"Count the words.","agent":"archivist\\n","status":"started"},
                {"timestamp":"2026-01-01 10:00:01","task_name":"count","task":"Count the words.","agent":"archivist\\n","status":"completed","output":"It has 640 words."}]
                """, messages: ["1 archivist: It has 640 words."]),
        Case(
            format: "CrewAI output",
            file: """
                {"raw":"It has 640 words.","token_usage":{"prompt_tokens":9,"completion_tokens":4},"tasks_output":[
                {"description":"Count.","name":"count","raw":"It has 640 words.","agent":"archivist","messages":[{"role":"system","content":"You count."},{"role":"user","content":"Count."},{"role":"assistant","content":"","tool_calls":[{"id":"c","function":{"name":"count","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"640"}]}]}
                """, messages: ["1 archivist: It has 640 words. | count({}) = 640"]),
        Case(
            format: "OpenAI Responses items",
            file: """
                [{"role":"user","content":"How long is the story?"},
                {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Ask the archive."}]},
                {"type":"function_call","call_id":"t","name":"transfer_to_archivist","arguments":"{}"},
                {"type":"function_call_output","call_id":"t","output":"{\\"assistant\\":\\"archivist\\"}"},
                {"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"hm"}]},
                {"type":"function_call","call_id":"c","name":"count","arguments":"{\\"title\\":\\"Fog\\"}"},
                {"type":"function_call_output","call_id":"c","output":"640"},
                {"type":"message","role":"assistant","content":[{"type":"output_text","text":"It has 640 words."}]}]
                """,
            messages: [desk[0], "1 assistant: Ask the archive. -> archivist", desk[2]]),
        Case(
            format: "smolagents run",
            file: """
                {"output":"640 words","state":"success","steps":[{"task":"How long is the story?"},
                {"step_number":1,"model_input_messages":[{"role":"system","content":[{"type":"text","text":"You are an expert assistant. You are editor, you ask."}]}],"model_output_message":{"role":"assistant"},"model_output":"Ask the archive.","observations":"Here is the final answer from your managed agent 'archivist':\\nIt has 640 words.","tool_calls":[{"id":"c","function":{"name":"archivist","arguments":{}}}],"error":null},
                {"step_number":2,"model_output_message":{"role":"assistant"},"model_output":null,"observations":"640 words","tool_calls":[{"id":"d","function":{"name":"final_answer","arguments":{"answer":"640 words"}}}]}]}
                """,
            messages: [
                desk[0], "1 editor: Ask the archive. -> archivist", "1 archivist: It has 640 words.",
                "2 editor: 640 words",
            ]),
        Case(
            format: "Strands result",
            file: """
                {"type":"multiagent_result","status":"completed","results":{"editor":{"result":{"message":{"role":"assistant","content":[{"text":"Ask the archive."}]}},"accumulated_usage":{"inputTokens":3,"outputTokens":2}},
                "archive":{"result":{"type":"multiagent_result","results":{"archivist":{"result":{"message":{"content":[{"text":"It has 640 words."}]}}}}}}}}
                """, messages: ["1 editor: Ask the archive.", "1 archivist: It has 640 words."]),
        Case(
            format: "Agno run",
            file: """
                {"run_id":"r","team_id":"desk","team_name":"editor","content":"640 words","status":"COMPLETED","input":{"input_content":"How long is the story?"},"messages":[{"role":"user","content":"How long is the story?"},
                {"role":"assistant","tool_calls":[{"id":"d","function":{"name":"delegate_task_to_member","arguments":"{\\"member_id\\":\\"archivist\\"}"}}]},
                {"role":"tool","tool_call_id":"d","tool_args":{"member_id":"archivist"},"content":"It has 640 words."},
                {"role":"assistant","content":"640 words"}],
                "member_responses":[{"run_id":"s","agent_id":"archivist","agent_name":"archivist","content":"It has 640 words.","messages":[{"role":"user","content":"count"},{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"count","arguments":"{\\"title\\":\\"Fog\\"}"}}]},{"role":"tool","tool_call_id":"c","content":"640"},{"role":"assistant","content":"It has 640 words."}]}]}
                """, messages: [desk[0], "1 editor:  -> archivist", desk[2], "2 editor: 640 words"]),
        Case(
            format: "Agno run",
            file: """
                {"event":"RunStarted","run_id":"r","agent_id":"a","agent_name":"archivist","created_at":1}
                {"event":"RunContent","run_id":"r","agent_id":"a","agent_name":"archivist","created_at":1,"content":"It"}
                {"event":"ToolCallStarted","run_id":"r","agent_id":"a","agent_name":"archivist","created_at":1,"tool":{"tool_call_id":"c","tool_name":"count","tool_args":{}}}
                {"event":"ToolCallCompleted","run_id":"r","agent_id":"a","agent_name":"archivist","created_at":1,"tool":{"tool_call_id":"c","tool_name":"count","tool_args":{},"result":"640"}}
                {"event":"RunCompleted","run_id":"r","agent_id":"a","agent_name":"archivist","created_at":1,"content":"It has 640 words."}
                """, messages: ["1 archivist: It has 640 words. | count({}) = 640"]),
        Case(
            format: "Semantic Kernel chat history",
            file: """
                {"messages":[{"role":"user","items":[{"content_type":"text","text":"How long is the story?"}]},
                {"role":"assistant","name":"archivist","items":[{"content_type":"function_call","id":"c","name":"P-count","function_name":"count","arguments":"{}"}]},
                {"role":"tool","name":"archivist","items":[{"content_type":"function_result","id":"c","result":"640"}]},
                {"role":"assistant","name":"archivist","items":[{"content_type":"text","text":"It has 640 words."}]}]}
                """, messages: [desk[0], "1 archivist: It has 640 words. | count({}) = 640"]),
        Case(
            format: "LlamaIndex workflow events",
            file: """
                {"event":"AgentInput","current_agent_name":"archivist","input":[{"role":"system","blocks":[{"block_type":"text","text":"You count."}]},{"role":"user","blocks":[{"block_type":"text","text":"How long is the story?"}]}]}
                {"event":"AgentStream","current_agent_name":"archivist","delta":"It"}
                {"event":"AgentOutput","current_agent_name":"archivist","response":{"role":"assistant","blocks":[{"block_type":"tool_call","tool_call_id":"c","tool_name":"count","tool_kwargs":"{}"}]},"tool_calls":[]}
                {"event":"ToolCallResult","tool_name":"count","tool_id":"c","tool_kwargs":{},"tool_output":{"blocks":[{"block_type":"text","text":"640"}],"is_error":false}}
                {"event":"AgentOutput","current_agent_name":"archivist","response":{"role":"assistant","blocks":[{"block_type":"text","text":"It has 640 words."}]}}
                """, messages: [desk[0], "1 archivist: It has 640 words. | count({}) = 640"]),
        Case(
            format: "smolagents run",
            file: """
                {"output":"640","state":"success","steps":[{"step_number":1,"model_output_message":{"role":"assistant"},"model_output":"Ask both.","observations":"Execution logs:\\nHere is the final answer from your managed agent 'a':\\nIt has 640.\\nHere is the final answer from your managed agent 'b':\\nIt is of May.\\nLast output from code snippet:\\nNone","tool_calls":[{"id":"c","function":{"name":"python_interpreter","arguments":"a()"}}]},
                {"step_number":2,"model_output_message":{"role":"assistant"},"model_output":"I answer.","observations":"","action_output":"640","is_final_answer":true}]}
                """,
            messages: [
                "1 manager: Ask both. | python_interpreter(a())", "1 a: It has 640.", "1 b: It is of May.",
                "2 manager: I answer.\n640",
            ]),
        Case(
            format: "Agno run",
            file: """
                {"session_id":"s","runs":[{"run_id":"r","team_id":"t","team_name":"desk","status":"COMPLETED","content":"Done.","messages":[{"role":"assistant","tool_calls":[{"id":"d","function":{"name":"delegate_task_to_member","arguments":"{\\"member_id\\":\\"word-counter\\"}"}}]},{"role":"tool","tool_call_id":"d","tool_args":{"member_id":"word-counter"},"content":"640"}],
                "member_responses":[{"run_id":"m","agent_id":"word-counter","agent_name":"Word Counter","content":"640","messages":[{"role":"assistant","content":"640"}]}]}]}
                """, messages: ["1 desk:  -> word-counter", "1 Word Counter: 640", "2 desk: Done."]),
    ]

    @Test(arguments: cases) func becomesTheseMessages(_ sample: Case) throws {
        let isDocument = sample.file.first == "[" || !sample.file.contains("}\n{") && !sample.file.hasPrefix("starting")
        let (catalogue, report) = try TemporaryFolder().catalogue(
            sample.file, name: isDocument ? "run.json" : "run.jsonl")
        #expect(catalogue.format(ofFile: 0) == sample.format)
        #expect(report.reconciles && report.counts.bad == 0 && report.failures.isEmpty)
        #expect(catalogue.count == 1)
        #expect(try catalogue.trace().rendered == sample.messages)
        #expect(report.counts.messages == sample.messages.count)
    }
}
