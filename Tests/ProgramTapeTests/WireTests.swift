import CreditEngine
import LanguageModels
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
        ModelAnswer(text: "Half a", ending: "max_tokens", usage: Usage(input: 1, output: 2), model: "m"),
    ]

    /// What a wire reads, without its place at the server.
    private func read(_ wire: any ProgramTape.Wire.Type, _ bytes: [UInt8], isStream: Bool = false) throws -> ModelAnswer
    {
        var reader = AnswerReader(wire.answers, isStreamType: isStream)
        reader.read(bytes)
        var answer = try reader.end(hiding: nil)
        answer.kept = nil
        return answer
    }

    @Test(arguments: answers)
    func aWholeResponseSaysWhatWasPutIn(_ answer: ModelAnswer) throws {
        for wire in Wires.all {
            let body = try wire.response(answer, model: "m", id: "x").text()
            let read = try read(wire, Array(body.utf8))
            #expect(read.step == answer.step, "\(wire)")
            #expect(read.usage == answer.usage, "\(wire)")
        }
    }

    @Test(arguments: answers)
    func aStreamComesToTheWholeResponse(_ answer: ModelAnswer) throws {
        for wire in Wires.all {
            let given = wire.response(answer, model: "m", id: "x")
            let stream = wire.stream(given, to: AskedCall(wantsUsage: true))
            let read = try read(wire, Array(stream.utf8), isStream: true)
            #expect(read.step == answer.step, "\(wire)")
            #expect(read.usage == answer.usage, "\(wire)")
        }
    }

    @Test func aStreamThatIsCutIsNoAnswer() throws {
        for wire in Wires.all {
            let stream = wire.stream(wire.response(Self.answers[0], model: "m", id: "x"), to: AskedCall())
            let first = try #require(stream.firstRange(of: "\n\n"))
            #expect(throws: UnreadAnswer.self, "\(wire)") {
                try read(wire, Array(stream[..<first.upperBound].utf8), isStream: true)
            }
        }
    }

    @Test func aStreamOfChatEndsWithUsageOnlyWhereTheCallAsksForIt() throws {
        let given = ChatCompletionsWire.response(Self.answers[1], model: "m", id: "x")
        for wanted in [true, false] {
            let stream = ChatCompletionsWire.stream(given, to: AskedCall(wantsUsage: wanted))
            #expect(stream.contains(#""choices":[]"#) == wanted)
        }
    }

    @Test func aStreamOfResponsesComesInTheEventsThatLibrariesPutTogether() throws {
        let given = ResponsesWire.response(Self.answers[3], model: "m", id: "x")
        let data = try ResponsesWire.stream(given, to: AskedCall()).split(separator: "\n")
            .filter { $0.hasPrefix("data: ") }.map { try CanonicalJSON(parsing: String($0.dropFirst(6))) }
        #expect(
            data.map { $0["type"]?.string ?? "" } == [
                "response.created", "response.output_item.added", "response.content_part.added",
                "response.output_text.delta", "response.output_text.done", "response.content_part.done",
                "response.output_item.done", "response.output_item.added", "response.function_call_arguments.delta",
                "response.function_call_arguments.done", "response.output_item.done", "response.completed",
            ])
        // A part that is there before its words come would hold them twice.
        #expect(data[1]["item"]?["content"]?.elements == [])
        #expect(data[7]["item"]?["arguments"]?.string == "")
    }

    @Test func whatAModelThoughtIsKeptBesideItsWords() throws {
        let bodies = [
            #"{"choices":[{"message":{"content":"7","reasoning_content":"3 and 4"}}]}"#,
            #"{"output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"3 and 4"}]}],"status":"completed"}"#,
            #"{"content":[{"type":"thinking","thinking":"3 and 4"},{"type":"text","text":"7"}]}"#,
        ]
        for (wire, body) in zip(Wires.all, bodies) {
            #expect(try read(wire, Array(body.utf8)).reasoning == "3 and 4", "\(wire)")
        }
    }

    @Test func anotherPromptKeepsWhatStandsBesideTheWords() throws {
        let body = try CanonicalJSON(
            parsing: #"{"system":[{"type":"text","text":"Old.","cache_control":{"type":"ephemeral"}}],"messages":[]}"#)
        let changed = MessagesWire.body(body, withSystem: "New.")
        #expect(changed["system"]?.elements?.first?["text"]?.string == "New.")
        #expect(changed["system"]?.elements?.first?["cache_control"]?["type"]?.string == "ephemeral")
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
