import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Answers that did not come to their end")
struct BrokenAnswerTests {
    private static let piece = #"data: {"choices":[{"index":0,"delta":{"content":"partial "}}]}"#
    private static let textBlock = """
        data: {"type":"message_start","message":{"model":"m-1"}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"partial "}}
        """

    private func said(_ wire: String, _ body: String) async throws -> (words: String, requests: Int) {
        let type = body.hasPrefix("{") ? "application/json" : "text/event-stream"
        let bench = Bench(.answer(200, ["content-type": type], [Array(body.utf8)], then: nil))
        let model = EndpointModel(
            try #require(Wire.named(wire)), try Bench.connection(streams: true), services: bench.services)
        let error = await failure { try await model.reply(to: .greeting) }
        return (error.map { "\($0)" } ?? "no error", bench.transport.requests.count)
    }

    @Test(
        "An error inside a stream is one in the server's own words, also when only the event's name or its form says so",
        arguments: [
            "event: error\ndata: {\"message\":\"the board burns\",\"code\":400}",
            "event: error\ndata: {\"detail\":\"the board burns\"}", "event: error\ndata: the board burns",
            "data: {\"detail\":\"the board burns\"}", "data: {\"errors\":[{\"message\":\"the board burns\"}]}",
            "data: {\"message\":\"the board burns\",\"code\":400}",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\",\"error\":{\"code\":400,\"message\":\"the board burns\"}}]}",
        ])
    func insideStream(event: String) async throws {
        for body in [
            "\(Self.piece)\n\n\(event)\n\ndata: [DONE]\n\n", "\(Self.piece)\n\n\(event)\n\n", "\(event)\n\n",
        ] {
            let (words, requests) = try await said("openai", body)
            #expect(words.contains("reported an error instead of an answer: the board burns"), "\(words)")
            #expect(requests == 1)
        }
        let (words, _) = try await said(
            "anthropic", "\(Self.textBlock)\n\nevent: error\ndata: {\"message\":\"the board burns\"}\n\n")
        #expect(words.contains("the board burns"))
    }

    @Test(
        "A reason that means a failure is no end of an answer, and is tried again",
        arguments: ["error", "abort", "insufficient_system_resource", "network_error", "cancelled"])
    func failedReason(reason: String) async throws {
        let end = #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"\#(reason)"}]}"#
        let whole = #"{"choices":[{"message":{"content":"partial "},"finish_reason":"\#(reason)"}]}"#
        for body in ["\(Self.piece)\n\n\(end)\n\ndata: [DONE]\n\n", "\(Self.piece)\n\n\(end)\n\n", whole] {
            let (words, requests) = try await said("openai", body)
            #expect(words.contains("the answer is not complete (\(reason))"), "\(words)")
            #expect(requests == 3)
        }
    }

    @Test("A reason that nobody knows leaves the words an answer")
    func unknownReason() async throws {
        let bench = Bench(.json(#"{"choices":[{"message":{"content":"a"},"finish_reason":"stop_token"}]}"#))
        #expect(try await bench.openAI().reply(to: .greeting).text == "a")
    }

    @Test("An error beside the words of a choice is one")
    func besideChoice() async throws {
        let (words, _) = try await said(
            "openai",
            #"{"choices":[{"error":{"code":400,"message":"the board burns"},"message":{"content":"partial"},"finish_reason":"error"}]}"#
        )
        #expect(words.contains("the board burns"))
    }

    @Test(
        "Anthropic: a turn without a reason, or that is paused, is not complete",
        arguments: [
            ("", "no stop_reason"),
            ("data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null}}\n\n", "no stop_reason"),
            ("data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"pause_turn\"}}\n\n", "pause_turn"),
        ])
    func turn(delta: String, reason: String) async throws {
        let (words, _) = try await said(
            "anthropic", "\(Self.textBlock)\n\n\(delta)data: {\"type\":\"message_stop\"}\n\n")
        #expect(words.contains("the answer is not complete (\(reason))"), "\(words)")
    }

    @Test(
        "Responses: only one that is completed has come to its end",
        arguments: ["cancelled", "in_progress", "queued", "some_new_status"])
    func status(status: String) async throws {
        let response =
            #"{"status":"\#(status)","output":[{"type":"message","content":[{"type":"output_text","text":"partial"}]}]}"#
        let piece = #"data: {"type":"response.output_text.delta","delta":"partial"}"#
        for body in [
            response,
            "\(piece)\n\ndata: {\"type\":\"response.cancelled\",\"response\":\(response)}\n\ndata: [DONE]\n\n",
        ] {
            let (words, _) = try await said("openai-responses", body)
            #expect(words.contains("the answer is not complete (\(status))"), "\(words)")
        }
        let (words, _) = try await said(
            "openai-responses", "\(piece)\n\ndata: {\"type\":\"response.error\",\"message\":\"the board burns\"}\n\n")
        #expect(words.contains("the board burns"))
    }

    @Test("Responses: pieces that a gateway's marker cuts off are no answer, and a text that is done is one")
    func marker() async throws {
        let piece = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"partial\"}\n\n"
        let (words, _) = try await said("openai-responses", "\(piece)data: [DONE]\n\n")
        #expect(words.contains("the answer is not complete (no response.completed)"), "\(words)")
        let done = "data: {\"type\":\"response.output_text.done\",\"text\":\"partial\"}\n\n"
        #expect(try await said("openai-responses", "\(piece)\(done)data: [DONE]\n\n").words == "no error")
    }
}
