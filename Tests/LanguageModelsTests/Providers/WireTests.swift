import CreditEngine
import Foundation
import Testing

@testable import LanguageModels

@Suite("Wire formats")
struct WireTests {
    private static let openAIStream = """
        data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{"content":"Hel"}}],"usage":null}

        data: {"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}

        data: {"surprise":{"type":7}}

        data: {"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":2}}

        data: [DONE]


        """
    private static let anthropicStream = """
        event: message_start
        data: {"type":"message_start","message":{"model":"m-1","usage":{"input_tokens":10,"cache_read_input_tokens":2,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: ping
        data: {"type":"ping"}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lo"}}

        event: surprise
        data: {"type":"surprise"}

        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

        data: {"type":"message_stop"}


        """

    @Test("OpenAI: what is sent")
    func openAIRequest() async throws {
        let bench = Bench(.stream(Self.openAIStream))
        let reply = try await bench.openAI(streams: true).reply(to: .greeting)
        #expect(reply == ModelReply(text: "Hello", model: "m-1", usage: Usage(input: 12, output: 2), latency: 0))
        let sent = try #require(bench.transport.requests.first)
        #expect(sent.address == "http://127.0.0.1:9/v1/chat/completions")
        #expect(sent.key == .init(name: "Authorization", prefix: "Bearer ", secret: Secret(canary)))
        #expect(
            sent.headers == ["Content-Type": "application/json", "Accept": "text/event-stream", "X-Team": "blue"])
        #expect(
            String(decoding: sent.body, as: UTF8.self) == """
                {"max_tokens":20,"messages":[{"content":"Be brief.","role":"system"},{"content":"Hi","role":"user"}],\
                "model":"tiny","seed":7,"stream":true,"stream_options":{"include_usage":true},"temperature":0.5}
                """)
    }

    @Test("Anthropic: what is sent")
    func anthropicRequest() async throws {
        let bench = Bench(.stream(Self.anthropicStream))
        var request = ModelRequest.greeting
        request.sampling.maxTokens = nil
        let reply = try await bench.anthropic(streams: true).reply(to: request)
        let usage = Usage(input: 12, output: 2)
        #expect(reply == ModelReply(text: "Hello", model: "m-1", usage: usage, latency: 0, isUnseeded: true))
        let sent = try #require(bench.transport.requests.first)
        #expect(sent.address == "http://127.0.0.1:9/v1/messages")
        #expect(sent.key == .init(name: "x-api-key", prefix: "", secret: Secret(canary)))
        #expect(sent.headers["anthropic-version"] == "2023-06-01")
        #expect(
            String(decoding: sent.body, as: UTF8.self) == """
                {"max_tokens":4096,"messages":[{"content":"Hi","role":"user"}],"model":"tiny","stream":true,\
                "system":"Be brief.","temperature":0.5}
                """)
    }

    @Test(
        "A stream cut before the model said why it stopped is no answer, and one cut later is",
        arguments: [true, false])
    func cut(isOpenAI: Bool) async throws {
        let stream = Array((isOpenAI ? Self.openAIStream : Self.anthropicStream).utf8)
        let end = try #require(stream.firstRange(of: Array((isOpenAI ? "\"stop\"}]}" : "\"output_tokens\":2}}").utf8)))
        for place in 0..<stream.count {
            let bench = Bench(.stream(String(decoding: stream[..<place], as: UTF8.self)))
            let model = isOpenAI ? try bench.openAI(streams: true) : try bench.anthropic(streams: true)
            if place >= end.upperBound {
                #expect(try await model.reply(to: .greeting).text == "Hello", "cut at \(place)")
                continue
            }
            let error = await failure { try await model.reply(to: .greeting) }
            let isTruncated = error as? ModelError == .gaveUp(.truncated(origin: "http://127.0.0.1:9"), attempts: 3)
            // Before the first event nothing shows that a stream was meant.
            #expect(isTruncated || "\(error.map { "\($0)" } ?? "")".contains("not in its protocol"), "cut at \(place)")
            #expect(isTruncated || place < 200, "cut at \(place)")
        }
    }

    @Test(
        "OpenAI: whole answers in their forms",
        arguments: [
            (#"{"choices":[{"message":{"content":"a"},"finish_reason":"length"}]}"#, "a"),
            (
                #"{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"image"},{"text":"b"}]}}]}"#,
                "ab"
            ),
            (#"{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}"#, ""),
            (
                #"{"choices":[{"message":{"content":null,"tool_calls":[]},"finish_reason":"tool_calls"}]}"#,
                "gave no usable words (tool_calls)"
            ),
            (
                #"{"choices":[{"message":{"content":null,"refusal":"no"},"finish_reason":"stop"}]}"#,
                "gave no usable words (refused: no)"
            ),
            (
                #"{"choices":[{"message":{"content":"Sure, "},"finish_reason":"content_filter"}]}"#,
                "gave no usable words (cut off by its content filter)"
            ),
            (#"{"choices":[]}"#, "not in its protocol"), (#"{"id":"x","choices":[{"#, "not in its protocol"),
            ("", "not in its protocol"),
            (#"{"error":{"message":"bad","code":400}}"#, "reported an error instead of an answer: bad"),
            (#"{"error":"worse"}"#, "reported an error instead of an answer: worse"),
        ])
    func whole(body: String, expected: String) async throws {
        let bench = Bench(.json(body))
        do {
            #expect(try await bench.openAI(streams: true).reply(to: .greeting).text == expected)
        } catch {
            #expect("\(error)".contains(expected), "\(error)")
            #expect(bench.transport.requests.count == 1)
        }
    }

    @Test(
        "Errors inside a stream, with codes as numbers and texts",
        arguments: [
            (#"{"error":{"message":"m","code":500}}"#, 3), (#"{"error":{"message":"m","code":"503"}}"#, 3),
            (#"{"error":{"message":"m","code":"rate_limit_exceeded"}}"#, 3),
            (#"{"error":{"message":"m","code":400}}"#, 1),
            (#"{"error":{"message":"m","type":"insufficient_quota","code":429}}"#, 1),
            (#"{"type":"error","error":{"type":"overloaded_error","message":"m"}}"#, 3),
            (#"{"type":"error","error":{"type":"invalid_request_error","message":"m"}}"#, 1),
        ])
    func streamErrors(data: String, attempts: Int) async throws {
        for isOpenAI in [true, false] {
            let bench = Bench(.stream("data: \(data)\n\n"))
            let error = await failure {
                if isOpenAI { return try await bench.openAI(streams: true).reply(to: .greeting) }
                return try await bench.anthropic(streams: true).reply(to: .greeting)
            }
            #expect(error is ModelError)
            #expect(bench.transport.requests.count == attempts)
        }
    }

    @Test("Anthropic: a stream without message_start is read")
    func noStart() async throws {
        let body = Self.anthropicStream.components(separatedBy: "\n\n").dropFirst().joined(separator: "\n\n")
        let reply = try await Bench(.stream(body)).anthropic(streams: true).reply(to: .greeting)
        #expect(reply.text == "Hello" && reply.usage == Usage(input: nil, output: 2))
    }

    @Test(
        "Anthropic: refusals, and tool calls without words, are no answers",
        arguments: [
            (#"[{"type":"text","text":"Sure, "}]"#, "refusal", "refused"),
            (#"[{"type":"tool_use"}]"#, "tool_use", "tool_use"),
            (#"[{"type":"tool_use","id":"1","name":"f","input":{}}]"#, "end_turn", "tool_use"),
        ])
    func refusal(content: String, stop: String, reason: String) async throws {
        let bench = Bench(.json(#"{"content":\#(content),"stop_reason":"\#(stop)"}"#))
        let error = await failure { try await bench.anthropic().reply(to: .greeting) }
        #expect(error as? ModelError == .noText(origin: "http://127.0.0.1:9", reason: reason))
        let events = [
            #"{"type":"content_block_start","index":0,"content_block":\#(content.dropFirst().dropLast())}"#,
            #"{"type":"message_delta","delta":{"stop_reason":"\#(stop)"}}"#, #"{"type":"message_stop"}"#,
        ]
        let stream = Bench(.stream(events.map { "data: \($0)\n\n" }.joined()))
        let streamed = await failure { try await stream.anthropic(streams: true).reply(to: .greeting) }
        #expect(streamed as? ModelError == error as? ModelError)
    }

    @Test("The file's model name goes before the request's; without either nothing is sent")
    func names() async throws {
        let bench = Bench(.stream(Self.openAIStream))
        var request = ModelRequest.greeting
        let nameless = try EndpointModel(.openAI, Bench.connection(model: nil), services: bench.services)
        let error = await failure { try await nameless.reply(to: request) }
        #expect(error as? ModelError == .noModelName(origin: "http://127.0.0.1:9"))
        request.model = "alias"
        _ = try await nameless.reply(to: request)
        _ = try await bench.openAI().reply(to: request)
        let bodies = bench.transport.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.count == 2 && bodies[0].contains(#""model":"alias""#) && bodies[1].contains(#""model":"tiny""#))
    }
}
