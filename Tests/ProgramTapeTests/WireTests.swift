import CreditEngine
import Testing

@testable import ProgramTape

/// Answers keep their words, calls and counts through each protocol, whole and as a stream.
struct WireTests {
    static let answers = [
        // Characters that end a line for people, and none in a stream.
        ModelAnswer(text: "one\u{2028}two\u{85}three", usage: Usage(input: 1, output: 1), model: "m"),
        ModelAnswer(text: "The ledger says 41.", usage: Usage(input: 12, output: 5), model: "m"),
        ModelAnswer(
            text: "", calls: [ModelAnswer.Call(id: "c1", name: "look", arguments: #"{"key":"rent"}"#)],
            usage: Usage(input: 3, output: 4), model: "m"),
        ModelAnswer(
            text: "First this.", calls: [ModelAnswer.Call(id: "c2", name: "hand_over", arguments: "{}")],
            usage: Usage(input: 1, output: 2), model: "m"),
    ]

    @Test(arguments: answers)
    func aWholeResponseSaysWhatWasPutIn(_ answer: ModelAnswer) throws {
        for wire in Wires.all {
            let response = try CanonicalJSON(parsing: wire.response(answer, model: "m", id: "x").text())
            #expect(wire.said(response) == answer, "\(wire)")
        }
    }

    @Test(arguments: answers)
    func aStreamComesToTheWholeResponse(_ answer: ModelAnswer) throws {
        for wire in Wires.all {
            let given = wire.response(answer, model: "m", id: "x")
            let events = AnswerRecording.events(in: Array(wire.stream(given).utf8))
            let whole = wire.whole(of: events)
            let response = try #require(whole, "\(wire)")
            #expect(wire.said(response) == answer, "\(wire)")
        }
    }

    @Test func aStreamThatIsCutIsNoAnswer() throws {
        for wire in [ChatCompletionsWire.self, MessagesWire.self] as [any Wire.Type] {
            let stream = wire.stream(wire.response(Self.answers[0], model: "m", id: "x"))
            let events = AnswerRecording.events(in: Array(stream.utf8))
            #expect(wire.whole(of: Array(events.prefix(1))) == nil, "\(wire)")
        }
    }

    @Test func aRequestTellsPromptQuestionAndResults() throws {
        let chat = try CanonicalJSON(
            parsing: """
                {"model":"m","stream":true,"messages":[{"role":"system","content":"You are a clerk."},
                {"role":"user","content":[{"type":"text","text":"Add it."}]},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c1","function":{"name":"add","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c1","content":"7"}],
                "tools":[{"type":"function","function":{"name":"add"}}]}
                """)
        let asked = ChatCompletionsWire.asked(chat)
        #expect(asked.system == "You are a clerk.")
        #expect(asked.messages.first == PromptMessage(role: "user", content: "Add it."))
        #expect(asked.results == ["c1": "7"])
        #expect(asked.tools == ["add"])
        #expect(asked.isStreamed)
        let changed = ChatCompletionsWire.body(chat, withSystem: "You are a careful clerk.")
        #expect(ChatCompletionsWire.asked(changed).system == "You are a careful clerk.")
        #expect(ChatCompletionsWire.asked(changed).messages == asked.messages)
    }
}
