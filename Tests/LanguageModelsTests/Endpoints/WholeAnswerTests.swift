import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Whole answers in unusual dress")
struct WholeAnswerTests {
    private func text(_ wire: String, _ step: ScriptedTransport.Step) async throws -> String {
        let bench = Bench(step)
        let model = EndpointModel(
            try #require(Wire.named(wire)), try Bench.connection(streams: true), services: bench.services)
        let reply = try await model.reply(to: .greeting)
        #expect(bench.transport.requests.count == 1)
        return reply.text
    }

    @Test(
        "A whole answer is one although its connection breaks or stays open",
        arguments: [TransportFault.disconnected, .timedOut(.idle), .timedOut(.total)])
    func brokenAfterWhole(fault: TransportFault) async throws {
        let bodies = [
            ("openai", #"{"choices":[{"message":{"content":"18"},"finish_reason":"stop"}]}"#),
            ("anthropic", #"{"content":[{"type":"text","text":"18"}],"stop_reason":"end_turn"}"#),
        ]
        for (wire, body) in bodies {
            let headers = ["content-type": "application/json"]
            #expect(try await text(wire, .answer(200, headers, [Array(body.utf8)], then: fault)) == "18")
            let cut = Bench(.answer(200, headers, [Array(body.utf8.dropLast())], then: fault))
            let error = await failure { try await cut.openAI().reply(to: .greeting) }
            #expect(error as? ModelError == .gaveUp(.transport(origin: "http://127.0.0.1:9", fault), attempts: 3))
        }
    }

    @Test(
        "White space after the end marker and words that keep a connection are passed over",
        arguments: ["data: ping\n\n%data: [DONE]\n\n", "%data: [DONE] \n\n", "data: keep-alive\n\n%data: [DONE]"])
    func marker(stream: String) async throws {
        let piece = #"data: {"choices":[{"index":0,"delta":{"content":"18"}}]}"#
        let body = stream.replacing("%", with: "\(piece)\n\n")
        #expect(try await text("openai", .stream(body)) == "18")
    }

    @Test("Words that are no JSON and no known ping are not passed over")
    func words() async throws {
        let bench = Bench(.stream("data: the board burns\n\ndata: [DONE]\n\n"))
        let error = await failure { try await bench.openAI(streams: true).reply(to: .greeting) }
        #expect(error.map { "\($0)".contains("the board burns") } == true)
    }

    @Test("A part of a content may hold its text as a value")
    func partsValue() async throws {
        let body = #"{"choices":[{"message":{"content":[{"type":"text","text":{"value":"18","annotations":[]}}]}}]}"#
        #expect(try await text("openai", .json(body)) == "18")
    }

    @Test(
        "Responses: the words count wherever they stand, once",
        arguments: [
            [#"{"type":"response.output_text.done","text":"18"}"#],
            [#"{"type":"response.output_item.done","item":%}"#],
            [
                #"{"type":"response.output_text.delta","delta":"18"}"#,
                #"{"type":"response.output_text.done","text":"18"}"#, #"{"type":"response.output_item.done","item":%}"#,
            ],
        ])
    func responses(events: [String]) async throws {
        let item = #"{"type":"message","content":[{"type":"output_text","text":"18"}]}"#
        for output in ["", item] {
            let end = #"{"type":"response.completed","response":{"status":"completed","output":[\#(output)]}}"#
            let body = (events + [end]).map { "data: \($0.replacing("%", with: item))\n\n" }.joined()
            #expect(try await text("openai-responses", .stream(body)) == "18")
        }
        #expect(try await text("openai-responses", .json(#"{"status":"completed","output_text":"18"}"#)) == "18")
    }

    @Test("An error in a list is in the server's own words")
    func listed() async throws {
        let bench = Bench(.json(#"{"error":["the board burns"]}"#))
        let error = await failure { try await bench.openAI().reply(to: .greeting) }
        #expect(error.map { "\($0)".contains("the board burns") } == true)
    }
}
