import CreditEngine
import Foundation
import Testing

@testable import LanguageModels

/// One row of the table of endpoints in the documentation: what a peer says, and what comes of it.
struct EndpointRow: Sendable, CustomTestStringConvertible {
    /// The name of the row in the table.
    let name: String
    let wire: String
    var base = "/v1"
    /// Keys of the body that the peer refuses, with its status and words.
    var refuses: [(key: String, status: Int, said: String)] = []
    /// The body of its answer; one that begins with `data:` or `event:` is a stream.
    let answer: String
    /// The type that its headers claim; `nil` is the right one.
    var type: String?
    let reply: ModelReply
    /// What the request must hold.
    var asked: [String] = []
    /// What the request that was answered must not hold.
    var leftOut: [String] = []

    var testDescription: String { name }

    /// The peer's answer to a request.
    @Sendable func response(to request: String) -> [RawPeer.Step] {
        for refusal in refuses where request.contains("\"\(refusal.key)\":") {
            let type = refusal.said.hasPrefix("{") || refusal.said.hasPrefix("[") ? "application/json" : "text/plain"
            return [.send(Self.head(refusal.status, type) + refusal.said)]
        }
        let isStream = ["data:", "event:", ":"].contains { answer.hasPrefix($0) }
        return [.send(Self.head(200, type ?? (isStream ? "text/event-stream" : "application/json")) + answer)]
    }

    private static func head(_ status: Int, _ type: String) -> String {
        "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\nConnection: close\r\n\r\n"
    }
}

@Suite("Endpoints as they are")
struct EndpointTableTests {
    private static let usage = Usage(input: 11, output: 3)

    static let rows: [EndpointRow] = [
        EndpointRow(
            name: "OpenAI, chat completions", wire: "openai",
            answer: """
                data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null}}],"usage":null}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}],"usage":null}

                data: {"model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

                data: {"model":"m-1","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":3}}

                data: [DONE]


                """, reply: ModelReply(text: "Hello", model: "m-1", usage: usage),
            asked: ["POST /v1/chat/completions ", #""max_tokens":20"#, "Authorization: Bearer \(canary)"]),
        EndpointRow(
            name: "OpenAI, reasoning models", wire: "openai",
            refuses: [
                (
                    "max_tokens", 400,
                    #"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}"#
                ),
                (
                    "temperature", 400,
                    #"{"error":{"message":"Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}"#
                ),
            ],
            answer:
                #"{"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null,"annotations":[]},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3,"completion_tokens_details":{"reasoning_tokens":2}}}"#,
            reply: ModelReply(text: "Hello", model: "m-1", usage: usage), asked: [#""max_completion_tokens":20"#],
            leftOut: [#""max_tokens""#, #""temperature""#]),
        EndpointRow(
            name: "OpenAI, responses", wire: "openai-responses",
            answer: """
                event: response.created
                data: {"type":"response.created","response":{"status":"in_progress","error":null,"model":"m-1","output":[]}}

                event: response.reasoning_summary_text.delta
                data: {"type":"response.reasoning_summary_text.delta","delta":"Be kind."}

                event: response.output_text.delta
                data: {"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"Hel"}

                event: response.output_text.delta
                data: {"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"lo"}

                event: response.completed
                data: {"type":"response.completed","response":{"status":"completed","model":"m-1","output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":11,"output_tokens":3}}}


                """, reply: ModelReply(text: "Hello", reasoning: "Be kind.", model: "m-1", usage: usage),
            asked: ["POST /v1/responses ", #""max_output_tokens":20"#, #""store":false"#, #""input":[{"#],
            leftOut: [#""seed""#, #""messages""#, "stream_options"]),
        EndpointRow(
            name: "Azure OpenAI", wire: "azure", base: "",
            answer: """
                data: {"model":"","choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":"Hello"},"content_filter_results":{}}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: {"model":"m-1","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":3}}

                data: [DONE]


                """, reply: ModelReply(text: "Hello", model: "m-1", usage: usage),
            asked: [
                "POST /openai/deployments/tiny/chat/completions?api-version=2024-10-21 ", "api-key: \(canary)",
            ], leftOut: ["Authorization"]),
        EndpointRow(
            name: "Anthropic", wire: "anthropic", base: "",
            answer: """
                event: message_start
                data: {"type":"message_start","message":{"model":"m-1","usage":{"input_tokens":11,"output_tokens":1}}}

                data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Be kind."}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

                data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

                data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hello"}}

                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}

                data: {"type":"message_stop"}


                """, reply: ModelReply(text: "Hello", reasoning: "Be kind.", model: "m-1", usage: usage),
            asked: ["POST /v1/messages ", "x-api-key: \(canary)", "anthropic-version: 2023-06-01"],
            leftOut: [#""seed""#]),
        EndpointRow(
            name: "Mistral", wire: "openai",
            refuses: [
                (
                    "seed", 422,
                    #"{"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted"}]}"#
                ),
                (
                    "stream_options", 422,
                    #"{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}"#
                ),
            ],
            answer: """
                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Be kind."}]}]}}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Hello"}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3}}

                data: [DONE]


                """, reply: ModelReply(text: "Hello", reasoning: "Be kind.", model: "m-1", usage: usage),
            leftOut: [#""seed""#, "stream_options"]),
        EndpointRow(
            name: "Gemini, OpenAI-compatible", wire: "openai",
            refuses: [
                (
                    "seed", 400,
                    #"[{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"seed\": Cannot find field.","status":"INVALID_ARGUMENT"}}]"#
                )
            ],
            answer:
                #"{"model":"m-1","choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3}}"#,
            reply: ModelReply(text: "Hello", model: "m-1", usage: usage), leftOut: [#""seed""#]),
        EndpointRow(
            name: "Ollama", wire: "openai",
            answer: """
                data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"Be "},"finish_reason":null}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"kind."},"finish_reason":null}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"},"finish_reason":null}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}

                data: {"model":"m-1","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":3,"total_tokens":14}}

                data: [DONE]


                """, reply: ModelReply(text: "Hello", reasoning: "Be kind.", model: "m-1", usage: usage)),
        EndpointRow(
            name: "llama.cpp", wire: "openai",
            answer: """
                data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"model":"m-1"}

                data: {"choices":[{"finish_reason":null,"index":0,"delta":{"reasoning_content":"Be kind."}}],"model":"m-1"}

                data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Hello"}}],"model":"m-1"}

                data: {"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"model":"m-1"}

                data: {"choices":[],"model":"m-1","usage":{"completion_tokens":3,"prompt_tokens":11},"timings":{"prompt_n":11,"predicted_ms":NaN}}

                data: [DONE]


                """, reply: ModelReply(text: "Hello", reasoning: "Be kind.", model: "m-1", usage: usage)),
        EndpointRow(
            name: "vLLM", wire: "openai",
            answer:
                #"{"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"Be kind.","content":"Hello","tool_calls":[]},"logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":11,"total_tokens":14,"completion_tokens":3,"prompt_tokens_details":null},"prompt_logprobs":null,"kv_transfer_params":null}"#,
            reply: ModelReply(text: "Hello", reasoning: "Be kind.", model: "m-1", usage: usage)),
        EndpointRow(
            name: "vLLM without a reasoning parser", wire: "openai",
            answer: """
                data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":"Be kind.\\n"},"finish_reason":null}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":"</think>\\n\\nHello"},"finish_reason":"stop"}]}

                data: [DONE]


                """, reply: ModelReply(text: "Hello", reasoning: "Be kind.\n", model: "m-1")),
        EndpointRow(
            name: "OpenRouter", wire: "openai",
            answer: """
                : OPENROUTER PROCESSING

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":"","reasoning":"Be kind.","reasoning_details":[{"type":"reasoning.text","text":"Be kind."}]},"finish_reason":null,"native_finish_reason":null}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop","native_finish_reason":"completed"}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":""},"finish_reason":null}],"usage":{"prompt_tokens":11,"completion_tokens":3,"cost":0}}

                data: [DONE]


                """, reply: ModelReply(text: "Hello", reasoning: "Be kind.", model: "m-1", usage: usage)),
        EndpointRow(
            name: "MiniMax", wire: "openai",
            answer: """
                data: {"model":"m-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hel","role":"assistant"}}]}

                data: {"model":"m-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"lo","role":"assistant"}}]}

                data: {"model":"m-1","object":"chat.completion","choices":[{"finish_reason":"stop","index":0,"message":{"content":"Hello","role":"assistant"}}],"usage":{"prompt_tokens":11,"completion_tokens":3}}


                """, reply: ModelReply(text: "Hello", model: "m-1", usage: usage)),
        EndpointRow(
            name: "LM Studio", wire: "openai",
            answer: """
                data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"<think>\\nBe kind.</think>\\n\\nHel"},"finish_reason":null}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"lo"},"finish_reason":null}]}

                data: {"model":"m-1","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"stats":{},"usage":{"prompt_tokens":11,"completion_tokens":3}}


                """, reply: ModelReply(text: "Hello", reasoning: "\nBe kind.", model: "m-1", usage: usage)),
        EndpointRow(
            name: "Text Generation Inference", wire: "openai",
            answer: """
                data:{"model":"m-1","choices":[{"index":1,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}

                data:{"model":"m-1","choices":[{"index":2,"delta":{"role":"assistant","content":"lo"},"finish_reason":null}]}

                data:{"model":"m-1","choices":[{"index":3,"delta":{},"finish_reason":"eos_token"}]}


                """, reply: ModelReply(text: "Hello", model: "m-1")),
        EndpointRow(
            name: "Gateways: a whole answer under a stream's type", wire: "openai",
            answer:
                #"{"model":"m-1","choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3}}"#,
            type: "text/event-stream", reply: ModelReply(text: "Hello", model: "m-1", usage: usage)),
        EndpointRow(
            name: "Gateways: a stream under JSON's type", wire: "openai",
            answer: """
                : heartbeat

                data: {"model":"m-1","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop"}]}

                data: [DONE]


                """, type: "application/json", reply: ModelReply(text: "Hello", model: "m-1")),
        EndpointRow(
            name: "Gateways: both names of the reasoning", wire: "openai",
            answer:
                #"{"model":"m-1","choices":[{"message":{"content":"Hello","reasoning_content":"","reasoning":"Be kind."},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3}}"#,
            reply: ModelReply(text: "Hello", reasoning: "Be kind.", model: "m-1", usage: usage)),
        EndpointRow(
            name: "Servers that refuse in plain words", wire: "openai",
            refuses: [("seed", 400, "unsupported parameter: seed")],
            answer:
                #"{"model":"m-1","choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3}}"#,
            reply: ModelReply(text: "Hello", model: "m-1", usage: usage), leftOut: [#""seed""#]),
        EndpointRow(
            name: "Servers without streams", wire: "openai",
            refuses: [("stream", 400, #"{"error":{"message":"stream is not supported by this server"}}"#)],
            answer:
                #"{"model":"m-1","choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3}}"#,
            reply: ModelReply(text: "Hello", model: "m-1", usage: usage), asked: ["Accept: application/json"],
            leftOut: [#""stream""#, "stream_options"]),
    ]

    @Test("What each endpoint asks for is sent, and what it answers is read", arguments: rows)
    func row(_ row: EndpointRow) async throws {
        let peer = try RawPeer(answering: row.response)
        defer { peer.stop() }
        let services = ModelServices(
            transport: CurlTransport(environment: [:]),
            budget: CallBudget(BudgetLimits(calls: 20, tokens: 10_000), clock: SystemClock()),
            environment: { _ in canary })
        let model = EndpointModel(
            try #require(Wire.named(row.wire)),
            try ModelConnection(
                endpoint: Endpoint("http://127.0.0.1:\(peer.port)\(row.base)"), key: KeyVariable("KEY"), model: "tiny"),
            services: services)
        for _ in 0..<2 {
            var reply = try await model.reply(to: .greeting)
            reply.latency = nil
            var expected = row.reply
            expected.isUnseeded = row.leftOut.contains(#""seed""#)
            #expect(reply == expected)
        }
        let last = try #require(peer.requests.last)
        for part in row.asked { #expect(last.contains(part), "\(part) in \(last)") }
        for part in row.leftOut { #expect(!last.contains(part), "\(part) in \(last)") }
        // What was learned is not asked for again.
        #expect(peer.requests.count == row.refuses.count + 2)
        // A refusal costs a call and nothing else.
        let spent = try #require(services.budget?.spending)
        #expect(spent.calls == row.refuses.count + 2)
        if row.reply.usage != nil { #expect(spent.tokens == 28 && spent.estimatedTokens == 0) }
    }

    @Test("Every row of the table in the documentation is a row here, and the other way round")
    func page() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/CreditEngine/CreditEngine.docc/Models.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        let table = try #require(text.components(separatedBy: "## Endpoints").dropFirst().first)
        let named = table.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("| ") }
            .dropFirst().map { $0.dropFirst(2).components(separatedBy: " |")[0] }
        #expect(Set(named) == Set(Self.rows.map(\.name)))
    }
}
