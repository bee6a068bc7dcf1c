import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Reasoning beside an answer")
struct ReasoningTests {
    @Test(
        "Reasoning in the words themselves is kept apart, also when the template has opened it",
        arguments: [
            ("<think>Hm.</think>18", "Hm.", "18"), ("Hm.\n</think>\n\n18", "Hm.\n", "18"),
            ("\n</think>\n18", "\n", "18"), ("</think>\n\n18", "", "18"), ("<think>Hm.", "Hm.", ""),
            // Words about the mark are words.
            ("Close it with </think> at the end.", "", "Close it with </think> at the end."),
            ("Write\n<think>\nHm.\n</think>\n", "", "Write\n<think>\nHm.\n</think>\n"),
        ])
    func marks(text: String, reasoning: String, words: String) {
        let split = ThinkingMarks.split(text)
        #expect(split.reasoning == reasoning && split.words == words)
    }

    @Test("A lone end of reasoning in a stream ends it, and reasoning alone is no answer")
    func streamed() async throws {
        let pieces = ["Hm.\\n", "</th", "ink>\\n\\n18"].map {
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\($0)\"}}]}\n\n"
        }
        let reply = try await Bench(.stream(pieces.joined() + "data: [DONE]\n\n")).openAI(streams: true)
            .reply(to: .greeting)
        #expect(reply.text == "18" && reply.reasoning == "Hm.\n")
        let bench = Bench(.json(#"{"choices":[{"message":{"content":"Hm.\n</think>\n"}}]}"#))
        let error = await failure { try await bench.openAI().reply(to: .greeting) }
        #expect(error.map { "\($0)".contains("characters are reasoning") } == true)
    }

    @Test(
        "Reasoning is read by whichever name says something, once",
        arguments: [
            #""reasoning_content":"","reasoning":"Hm.""#, #""reasoning":"Hm.","reasoning_content":null"#,
            #""reasoning_details":[{"type":"reasoning.text","text":"Hm."}]"#,
            #""reasoning_details":[{"type":"reasoning.summary","summary":"Hm."},{"type":"reasoning.encrypted","data":"eA"}]"#,
            #""reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm."}]"#,
        ])
    func names(members: String) async throws {
        let message = #"{"content":"18",\#(members)}"#
        let whole = Bench(.json(#"{"choices":[{"message":\#(message),"finish_reason":"stop"}]}"#))
        let stream = Bench(
            .stream("data: {\"choices\":[{\"delta\":\(message),\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"))
        for reply in [
            try await whole.openAI().reply(to: .greeting), try await stream.openAI(streams: true).reply(to: .greeting),
        ] {
            #expect(reply.text == "18" && reply.reasoning == "Hm.")
        }
    }

    @Test("Responses: a message of commentary is kept apart")
    func commentary() async throws {
        let items = [
            #"{"type":"message","phase":"commentary","content":[{"type":"output_text","text":"I count."}]}"#,
            #"{"type":"message","phase":"final_answer","content":[{"type":"output_text","text":"18"}]}"#,
        ]
        let response = #"{"status":"completed","output":[\#(items.joined(separator: ","))]}"#
        let events = [
            #"{"type":"response.output_item.added","output_index":0,"item":\#(items[0])}"#,
            #"{"type":"response.output_text.delta","output_index":0,"delta":"I count."}"#,
            #"{"type":"response.output_text.done","output_index":0,"text":"I count."}"#,
            #"{"type":"response.output_item.added","output_index":1,"item":\#(items[1])}"#,
            #"{"type":"response.output_text.delta","output_index":1,"delta":"18"}"#,
            #"{"type":"response.completed","response":\#(response)}"#,
        ]
        let stream = events.map { "data: \($0)\n\n" }.joined()
        for step in [ScriptedTransport.Step.json(response), .stream(stream)] {
            let model = EndpointModel(
                try #require(Wire.named("openai-responses")), try Bench.connection(streams: true),
                services: Bench(step).services)
            let reply = try await model.reply(to: .greeting)
            #expect(reply.text == "18" && reply.reasoning == "I count.")
        }
    }
}
