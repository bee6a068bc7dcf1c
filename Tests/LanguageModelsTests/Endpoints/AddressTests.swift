import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Addresses and key headers")
struct AddressTests {
    @Test(
        "Each base leads to the address that is meant",
        arguments: [
            ("openai", "/v1", [:], "/v1/chat/completions"),
            ("openai", "/v1/chat/completions", [:], "/v1/chat/completions"),
            ("openai", "/v1", ["tenant": "a b"], "/v1/chat/completions?tenant=a%20b"),
            ("openai-responses", "/v1", [:], "/v1/responses"), ("anthropic", "", [:], "/v1/messages"),
            ("anthropic", "/v1", [:], "/v1/messages"), ("anthropic", "/v1/messages", [:], "/v1/messages"),
            ("azure", "", [:], "/openai/deployments/m%201/chat/completions?api-version=2024-10-21"),
            ("azure", "/openai", [:], "/openai/deployments/m%201/chat/completions?api-version=2024-10-21"),
            (
                "azure", "/openai/deployments/other", ["api-version": "2025-01-01-preview"],
                "/openai/deployments/other/chat/completions?api-version=2025-01-01-preview"
            ),
            ("azure", "/openai/v1", [:], "/openai/v1/chat/completions"),
        ] as [(String, String, [String: String], String)])
    func address(wire: String, base: String, query: [String: String], expected: String) async throws {
        let bench = Bench(.json("{}"))
        let connection = try ModelConnection(
            endpoint: Endpoint("http://127.0.0.1:9" + base), query: query, model: "m 1")
        let model = EndpointModel(try #require(Wire.named(wire)), connection, services: bench.services)
        _ = await failure { try await model.reply(to: .greeting) }
        #expect(bench.transport.requests.first?.address == "http://127.0.0.1:9" + expected)
    }

    @Test(
        "The header of the key can be named",
        arguments: [("api-key", "api-key", ""), ("authorization", "Authorization", "Bearer ")])
    func keyHeader(name: String, sent: String, prefix: String) async throws {
        let bench = Bench(.json("{}"))
        let connection = try ModelConnection(
            endpoint: Endpoint("http://127.0.0.1:9"), key: KeyVariable("TEST_KEY"), keyHeader: name, model: "m")
        _ = await failure {
            try await EndpointModel(.anthropic, connection, services: bench.services).reply(to: .greeting)
        }
        #expect(bench.transport.requests.first?.key == .init(name: sent, prefix: prefix, secret: Secret(canary)))
    }

    @Test("Names that may hold keys are refused in a query, and transport's headers as the key's")
    func refused() throws {
        let endpoint = try Endpoint("http://127.0.0.1:9")
        #expect(throws: EndpointError.query("subscription-key")) {
            try ModelConnection(endpoint: endpoint, query: ["subscription-key": "x"])
        }
        #expect(throws: EndpointError.header("Host")) { try ModelConnection(endpoint: endpoint, keyHeader: "Host") }
    }

    @Test("Every wire is found by its name")
    func names() { for wire in Wire.all { #expect(Wire.named(wire.name) == wire) } }

    @Test(
        "Messages of roles that a protocol does not know are a user's",
        arguments: ["openai", "openai-responses", "anthropic"])
    func roles(wire: String) async throws {
        let bench = Bench(.json("{}"))
        var request = ModelRequest.greeting
        request.messages.append(PromptMessage(role: "tool", content: "42"))
        let model = EndpointModel(try #require(Wire.named(wire)), try Bench.connection(), services: bench.services)
        _ = await failure { try await model.reply(to: request) }
        let body = String(decoding: bench.transport.requests.first?.body ?? [], as: UTF8.self)
        #expect(body.contains(#"{"content":"42","role":"user"}"#) && !body.contains(#""tool""#))
    }
}
