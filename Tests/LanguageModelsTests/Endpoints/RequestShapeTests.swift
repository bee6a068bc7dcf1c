import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Requests shaped by the team file")
struct RequestShapeTests {
    private static let answer =
        #"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2}}"#

    @Test("null removes a key, anything else sets one; the limit by another name bounds the budget")
    func applied() async throws {
        let bench = Bench(.json(Self.answer), limits: BudgetLimits(tokens: 10_000))
        let shape: [String: CanonicalJSON] = [
            "seed": .null, "max_tokens": .null, "max_completion_tokens": 400, "reasoning_effort": "low",
            "stream": .bool(false), "response_format": ["type": "json_object"],
        ]
        _ = try await bench.openAI(shape: shape).reply(to: .greeting)
        #expect(
            bench.lastBody == """
                {"max_completion_tokens":400,"messages":[{"content":"Be brief.","role":"system"},{"content":"Hi","role":"user"}],\
                "model":"tiny","reasoning_effort":"low","response_format":{"type":"json_object"},"stream":false,"temperature":0.5}
                """)
        #expect(bench.transport.requests.last?.headers["Accept"] == "application/json")
        let small = Bench(.json(Self.answer), limits: BudgetLimits(tokens: 390))
        let refused = await failure { try await small.openAI(shape: shape).reply(to: .greeting) }
        #expect(refused as? BudgetError == .tokens(limit: 390) && small.transport.requests.isEmpty)
        let open = await failure { try await small.openAI(shape: ["max_tokens": .null]).reply(to: .greeting) }
        #expect(open as? ModelError == .noTokenLimit(origin: "http://127.0.0.1:9"))
    }

    @Test("What the program decides cannot be shaped", arguments: ["messages", "model", "n", "input", "system"])
    func reserved(key: String) { #expect(throws: EndpointError.request(key)) { try RequestShape([key: 2]) } }

    @Test("Who wants JSON asks for it, and does without where the endpoint cannot")
    func json() async throws {
        let bench = Bench(
            .json(400, #"{"error":"'response_format.type' must be 'json_schema' or 'text'"}"#), .json(Self.answer))
        var request = ModelRequest.greeting
        request.asksForJSON = true
        _ = try await bench.openAI(shape: [:]).reply(to: request)
        let bodies = bench.transport.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.map { $0.contains(#""response_format":{"type":"json_object"}"#) } == [true, false])
    }

    @Test("Answers of one address, gateway's choice or shape are not given for another")
    func keys() throws {
        let services = Bench(.json(Self.answer)).services
        func key(_ base: String, _ headers: [String: String] = [:], _ shape: [String: CanonicalJSON] = [:]) throws
            -> RequestKey
        {
            let connection = try ModelConnection(
                endpoint: Endpoint("http://127.0.0.1:9" + base), headers: headers, model: "tiny",
                shape: RequestShape(shape))
            return try RequestKey(.greeting, to: EndpointModel(.openAI, connection, services: services).identity)
        }
        let keys = try [
            key("/a/v1"), key("/b/v1"), key("/a/v1", ["X-Route": "blue"]), key("/a/v1", ["X-Route": "green"]),
            key("/a/v1", [:], ["reasoning_effort": "low"]), key("/a/v1", [:], ["seed": .null]),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(try key("/a/v1/") == keys[0] && key("/a/v1", ["x-route": "blue"]) == keys[2])
    }
}
