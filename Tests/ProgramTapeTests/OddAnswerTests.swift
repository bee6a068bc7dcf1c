import CreditEngine
import LanguageModels
import Testing

@testable import ProgramTape

/// Answers that servers really send are recorded as the direct client reads them.
struct OddAnswerTests {
    /// What is recorded of an answer.
    struct Recorded: Sendable, Equatable, CustomTestStringConvertible {
        var name: String
        var body: String
        var output = "It is 42."
        var reasoning: String?
        var calls: [String] = []
        var usage = Usage()
        var testDescription: String { name }
    }

    private static let plain = #""choices":[{"index":0,"message":{"content":"It is 42."},"finish_reason":"stop"}]"#
    private static let message =
        #""type":"message","content":[{"type":"text","text":"It is 42."}],"stop_reason":"end_turn""#
    private static let output = #"{"type":"message","content":[{"type":"output_text","text":"It is 42."}]}"#

    static let answers = [
        Recorded(name: "chat-nan", body: #"{"created":NaN,\#(plain)}"#),
        Recorded(name: "chat-mark", body: "\u{FEFF}{\(plain)}"),
        Recorded(
            name: "chat-surrogate", body: #"{"choices":[{"message":{"content":"\ud83d is 42"}}]}"#,
            output: "\u{FFFD} is 42"),
        Recorded(name: "chat-text", body: #"{"choices":[{"text":"It is 42.","finish_reason":"stop"}]}"#),
        Recorded(
            name: "chat-refusal", body: #"{"choices":[{"message":{"content":null,"refusal":"I cannot."}}]}"#,
            output: "I cannot."),
        Recorded(
            name: "chat-stream-refusal",
            body: stream([piece(#"{"refusal":"I "}"#), piece(#"{"refusal":"cannot."}"#), piece("{}", finish: "stop")]),
            output: "I cannot."),
        Recorded(
            name: "chat-parts",
            body:
                #"{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"6 × 7"}]},{"type":"text","text":"It is 42."}]}}]}"#,
            reasoning: "6 × 7"),
        Recorded(
            name: "chat-stream-parts",
            body: stream([
                piece(#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"6 × 7"}]}]}"#),
                piece(#"{"content":[{"type":"text","text":"It is "}]}"#),
                piece(#"{"content":[{"type":"text","text":"42."}]}"#), piece("{}", finish: "stop"),
            ]),
            reasoning: "6 × 7"),
        Recorded(
            name: "chat-function",
            body:
                #"{"choices":[{"message":{"content":null,"function_call":{"name":"grind","arguments":"{}"}},"finish_reason":"stop"}]}"#,
            output: "", calls: ["grind {}"]),
        Recorded(
            name: "chat-stream-function",
            body: stream([
                piece(#"{"function_call":{"name":"grind","arguments":"{\"a\""}}"#),
                piece(#"{"function_call":{"arguments":":1}"}}"#), piece("{}", finish: "function_call"),
            ]),
            output: "", calls: [#"grind {"a":1}"#]),
        Recorded(
            name: "chat-stream-tools",
            body: stream([
                piece(#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"grind","arguments":""}}]}"#),
                piece(#"{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":"}}]}"#),
                piece(#"{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}"#),
                piece(#"{"tool_calls":[{"index":1,"id":"b","function":{"name":"sift","arguments":"{}"}}]}"#),
                piece("{}", finish: "tool_calls"),
            ]),
            output: "", calls: [#"grind {"a":1}"#, "sift {}"]),
        Recorded(
            name: "chat-stream-zeros",
            body: stream([
                piece(#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"grind","arguments":"{}"}}]}"#),
                piece(#"{"tool_calls":[{"index":0,"id":"b","function":{"name":"sift","arguments":"{}"}}]}"#),
                piece("{}", finish: "stop"),
            ]),
            output: "", calls: ["grind {}", "sift {}"]),
        Recorded(
            name: "chat-stream-unplaced",
            body: stream([
                piece(#"{"tool_calls":[{"id":"a","function":{"name":"grind","arguments":"{\"a\""}}]}"#),
                piece(#"{"tool_calls":[{"function":{"arguments":":1}"}}]}"#),
                piece(#"{"tool_calls":[{"id":"b","function":{"name":"sift","arguments":{"b":2}}}]}"#),
                piece("{}", finish: "tool_calls"),
            ]),
            output: "", calls: [#"grind {"a":1}"#, #"sift {"b":2}"#]),
        Recorded(
            name: "chat-stream-choices",
            body: stream([
                piece(#"{"content":"No."}"#, index: 1), piece(#"{"content":"It is "}"#), piece(#"{"content":"42."}"#),
                piece("{}", finish: "stop", index: 1), piece("{}", finish: "stop"),
            ])),
        Recorded(
            name: "chat-stream-groq",
            body: stream([
                piece(#"{"content":"It is 42."}"#),
                #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"usage":{"prompt_tokens":10,"completion_tokens":3}}}"#,
            ]),
            usage: Usage(input: 10, output: 3)),
        Recorded(
            name: "messages-cache",
            body:
                #"{\#(message),"usage":{"input_tokens":2,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":3}}"#,
            usage: Usage(input: 1102, output: 3)),
        Recorded(
            name: "messages-stream-late",
            body: stream(
                [
                    #"{"type":"message_start","message":{"usage":{"input_tokens":0,"output_tokens":0}}}"#,
                    #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
                    #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"It is 42."}}"#,
                    #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"grind","input":{}}}"#,
                    #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}}"#,
                    #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":":1}"}}"#,
                    #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"input_tokens":10,"output_tokens":3}}"#,
                    #"{"type":"message_stop"}"#,
                ], end: ""),
            calls: [#"grind {"a":1}"#], usage: Usage(input: 10, output: 3)),
        Recorded(
            name: "responses-refusal",
            body:
                #"{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"I cannot."}]}]}"#,
            output: "I cannot."),
        Recorded(
            name: "responses-commentary",
            body:
                #"{"status":"completed","output":[{"type":"message","phase":"commentary","content":[{"type":"output_text","text":"Let me see."}]},\#(output)]}"#,
            reasoning: "Let me see."),
        Recorded(
            name: "responses-stream-empty",
            body: stream(
                [
                    #"{"type":"response.output_text.delta","output_index":0,"delta":"It is "}"#,
                    #"{"type":"response.output_text.delta","output_index":0,"delta":"42."}"#,
                    #"{"type":"response.completed","response":{"id":"r","status":"completed","output":[]}}"#,
                ], end: "")),
    ]

    @Test func theyAreRecordedAsTheDirectClientReadsThem() async throws {
        let server = try RawModelServer(Dictionary(uniqueKeysWithValues: Self.answers.map { ($0.name, $0.body) }))
        try await server.serving { address in
            let program = try RawProgram(address, models: Self.answers.map(\.name))
            let record = try await program.program.record(RawProgram.problem, id: "r")
            #expect(record.passedOn.isEmpty, "\(record.passedOn)")
            let messages = record.trace.messages
            try #require(messages.count == Self.answers.count)
            for (message, expected) in zip(messages, Self.answers) {
                #expect(message.output == expected.output, "\(expected.name)")
                #expect(message.reasoning == expected.reasoning, "\(expected.name)")
                #expect(message.tools.map { "\($0.name) \($0.arguments)" } == expected.calls, "\(expected.name)")
                #expect(message.usage == expected.usage, "\(expected.name)")
            }
        }
    }

    @Test func whatIsNoAnswerIsNoMessageAndSaid() async throws {
        let bodies = [
            "chat-stream-error": stream([
                piece(#"{"content":"The"}"#),
                #"{"choices":[{"index":0,"delta":{},"finish_reason":"error","error":{"code":502,"message":"sk-0123456789abcdef died"}}]}"#,
            ]),
            "chat-stream-cut": stream([piece(#"{"content":"The"}"#)], end: ""),
            "chat-behind": "{\(Self.plain)} and more",
            "chat-page": "<html></html>",
            "responses-search":
                #"{"status":"completed","output":[{"type":"custom_tool_call","name":"x","input":"y"}]}"#,
        ]
        let server = try RawModelServer(bodies.merging(["chat-good": "{\(Self.plain)}"]) { $1 })
        try await server.serving { address in
            let program = try RawProgram(address, models: bodies.keys.sorted() + ["chat-good"])
            let record = try await program.program.record(RawProgram.problem, id: "r")
            #expect(record.trace.messages.map(\.output) == ["It is 42."])
            let said = record.passedOn.keys.sorted().joined(separator: "\n")
            #expect(record.passedOn.values.reduce(0, +) == bodies.count, "\(said)")
            #expect(said.contains("POST openai/v1/chat/completions (an error in the place of an answer: "), "\(said)")
            #expect(said.contains("died") && !said.contains("0123456789"), "\(said)")
            #expect(said.contains("(an answer that breaks off)"), "\(said)")
            #expect(said.contains("nothing but custom_tool_call"), "\(said)")
        }
    }

    @Test func aBudgetCountsWhatTheDirectClientCounts() async throws {
        let answer = try #require(Self.answers.first { $0.name == "messages-cache" })
        let server = try RawModelServer([answer.name: answer.body])
        try await server.serving { address in
            let budget = CallBudget(BudgetLimits(tokens: 100_000), clock: SystemClock())
            let program = try RawProgram(address, models: [answer.name], meter: CallMeter(budget: budget))
            _ = try await program.program.record(RawProgram.problem, id: "r")
            #expect(budget.spending.tokens == 1_105)
        }
    }
}
