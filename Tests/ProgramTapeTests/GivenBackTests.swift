import CreditEngine
import LanguageModels
import Testing

@testable import ProgramTape

/// A replay gives a program the answers that it got when it was recorded.
struct GivenBackTests {
    /// What a program reads of an answer, whichever wire it came by.
    private static func read(_ answer: CanonicalJSON) -> [String?] {
        let choice = answer["choices"]?.elements?.first
        let item = answer["output"]?.elements?.first
        let read = [
            choice?["message"]?["content"], choice?["message"]?["refusal"] ?? .null,
            choice?["message"]?["function_call"], choice?["message"]?["tool_calls"],
            choice?["message"]?["reasoning_content"], choice?["finish_reason"], answer["stop_reason"],
            answer["status"], answer["incomplete_details"]?["reason"],
            item?["content"]?.elements?.first?["text"] ?? item?["content"]?.elements?.first?["refusal"],
        ]
        return read.map { try? $0?.text() }
    }

    private static let bodies = [
        "chat-refusal":
            #"{"choices":[{"message":{"content":null,"refusal":"I cannot."},"finish_reason":"stop"}]}"#,
        "chat-length": #"{"choices":[{"message":{"content":"It is"},"finish_reason":"length"}]}"#,
        "chat-function":
            #"{"choices":[{"message":{"content":null,"function_call":{"name":"grind","arguments":"{}"}},"finish_reason":"function_call"}]}"#,
        "chat-thought":
            #"{"choices":[{"message":{"content":"42","reasoning_content":"6 × 7"},"finish_reason":"stop"}]}"#,
        "chat-filter": #"{"choices":[{"message":{"content":"It"},"finish_reason":"content_filter"}]}"#,
        "messages-cut": #"{"type":"message","content":[{"type":"text","text":"It is"}],"stop_reason":"max_tokens"}"#,
        "messages-paused": #"{"type":"message","content":[{"type":"text","text":"It is"}],"stop_reason":"pause_turn"}"#,
        "responses-cut":
            #"{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"message","content":[{"type":"output_text","text":"It is"}]}]}"#,
        "responses-refusal":
            #"{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"I cannot."}]}]}"#,
    ]

    @Test func wholeAnswersSayTheSame() async throws {
        let names = Self.bodies.keys.sorted()
        let server = try RawModelServer(Self.bodies)
        try await server.serving { address in
            let program = try RawProgram(address, models: names)
            let trace = try await program.program.record(RawProgram.problem, id: "r").trace
            try #require(trace.messages.count == names.count)
            let first = try program.answers()
            let asked = server.requests.count
            try await program.replay(trace)
            #expect(server.requests.count == asked)
            for (name, (then, now)) in zip(names, zip(first, try program.answers())) {
                #expect(Self.read(now) == Self.read(then), "\(name)")
            }
        }
    }

    @Test func streamsSayTheSame() async throws {
        let bodies = [
            "chat-stream-refusal": stream([
                piece(#"{"content":null,"refusal":"I "}"#), piece(#"{"refusal":"cannot."}"#),
                piece("{}", finish: "stop"),
            ]),
            "chat-stream-length": stream([piece(#"{"content":"It is"}"#), piece("{}", finish: "length")]),
            "chat-stream-function": stream([
                piece(#"{"content":null,"function_call":{"name":"grind","arguments":"{}"}}"#),
                piece("{}", finish: "function_call"),
            ]),
            "responses-stream-refusal": stream(
                [
                    #"{"type":"response.refusal.delta","delta":"I cannot."}"#,
                    #"{"type":"response.completed","response":{"id":"r","status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"I cannot."}]}]}}"#,
                ], end: ""),
        ]
        let server = try RawModelServer(bodies)
        try await server.serving { address in
            let program = try RawProgram(address, models: bodies.keys.sorted())
            let trace = try await program.program.record(RawProgram.problem, id: "r").trace
            let first = try program.answers().map(Self.answer)
            try await program.replay(trace)
            #expect(try program.answers().map(Self.answer).map(\.step) == first.map(\.step))
            #expect(first.compactMap(\.refusal) == ["I cannot.", "I cannot."])
            #expect(first.flatMap(\.calls).map(\.isFunction) == [true])
        }
    }

    /// What a stream that the program got says.
    private static func answer(_ stream: CanonicalJSON) throws -> ModelAnswer {
        let text = try #require(stream.string)
        let wire = text.contains("response.") ? LanguageModels.Wire.responses : .openAI
        var reader = AnswerReader(wire, isStreamType: true)
        reader.read(Array(text.utf8))
        return try reader.end(hiding: nil)
    }

    @Test func theResultOfAFunctionBelongsToTheCallBeforeIt() throws {
        let body = try CanonicalJSON(
            parsing:
                #"{"functions":[{"name":"grind"}],"messages":[{"role":"user","content":"Go."},{"role":"function","name":"grind","content":"fine"}]}"#
        )
        let asked = ChatCompletionsWire.asked(body)
        #expect(asked.results == ["": "fine"] && asked.tools == ["grind"] && asked.takesFunctions)
        var message = TapedMessage(turn: 1, agent: "miller", input: [])
        for result in ["coarse", "fine"] {
            let call = ModelAnswer.Call(id: "", name: "grind", arguments: "{}", isFunction: true)
            message.hear(ModelAnswer(calls: [call]), milliseconds: 0)
            let isAnswered = message.answer(["": result])
            #expect(isAnswered)
        }
        #expect(message.tools.map(\.call.result) == ["coarse", "fine"])
    }
}
