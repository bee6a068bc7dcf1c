import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Keys stay hidden")
struct SecrecyTests {
    @Test(
        "A server that repeats the key does not bring it into an error",
        arguments: [
            .json(401, #"{"error":{"message":"Incorrect API key provided: \#(canary)."}}"#),
            .json(400, "<html>\(canary)</html>", ["content-type": "text/html"]),
            .json(404, #"{"detail":"\#(canary)"}"#),
            .json(429, #"{"error":{"message":"\#(canary)","code":"insufficient_quota"}}"#), .json("garbage \(canary)"),
            .stream("data: {\"error\":\"\(canary)\"}\n\n"), .json(302, "", ["location": "http://elsewhere/?\(canary)"]),
            .json(#"{"choices":[{"message":{"content":null},"finish_reason":"\#(canary)"}]}"#),
        ] as [ScriptedTransport.Step])
    func errors(step: ScriptedTransport.Step) async throws {
        let bench = Bench(step)
        let error = try #require(await failure { try await bench.openAI(streams: true).reply(to: .greeting) })
        #expect(error is ModelError)
        var shown = "\(error) \(String(reflecting: error))"
        dump(error, to: &shown)
        #expect(!shown.contains(canary) && shown.contains("<key>"))
    }

    @Test("A server that repeats the key does not bring it into a trace")
    func replies() async throws {
        let bench = Bench(.json(#"{"choices":[{"message":{"content":"I saw \#(canary)!"}}],"model":"\#(canary)"}"#))
        let reply = try await bench.openAI().reply(to: .greeting)
        #expect(reply.text == "I saw <key>!" && reply.model == "<key>")
    }

    @Test("Neither requests nor models show the key")
    func values() async throws {
        let bench = Bench(.json("{}"))
        let model = try bench.openAI()
        _ = await failure { try await model.reply(to: .greeting) }
        var shown = "\(bench.transport.requests) \(model)"
        dump(bench.transport.requests, to: &shown)
        dump(model, to: &shown)
        #expect(!shown.contains(canary) && shown.contains("<key>"))
    }

    @Test("A missing key is named by its variable, and nothing is sent")
    func missing() async throws {
        let bench = Bench(.json("{}"))
        let model = try EndpointModel(.openAI, Bench.connection(key: "NOT_SET"), services: bench.services)
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(error.map { "\($0)" } == "http://127.0.0.1:9 needs a key and NOT_SET is not set; export it")
        #expect(bench.transport.requests.isEmpty)
    }

    @Test("A key is sent without the line break that a file gave it, and never as several lines")
    func whiteSpace() async throws {
        var bench = Bench(.json("{}"))
        bench.services.environment = { _ in "\(canary)\r\n" }
        let model = try bench.openAI()
        _ = await failure { try await model.reply(to: .greeting) }
        #expect(bench.transport.requests.map { $0.key?.secret.reveal() } == [canary])
        bench.services.environment = { _ in "\(canary)\nX-Evil: 1" }
        let broken = try bench.openAI()
        let error = await failure { try await broken.reply(to: .greeting) }
        #expect(error as? ModelError == .unusableKey(origin: "http://127.0.0.1:9", variable: "TEST_KEY"))
        #expect(bench.transport.requests.count == 1)
    }

    @Test("A placeholder in the place of a key does not change what a model says")
    func placeholder() async throws {
        var bench = Bench(.json(#"{"choices":[{"message":{"content":"The set is EMPTY."}}]}"#))
        bench.services.environment = { _ in "EMPTY" }
        #expect(try await bench.openAI().reply(to: .greeting).text == "The set is EMPTY.")
    }

    @Test("Foreign words are bounded")
    func bounded() async throws {
        let bench = Bench(.json(400, String(repeating: "界", count: 100_000)))
        let error = await failure { try await bench.openAI().reply(to: .greeting) }
        #expect(error.map { "\($0)".count < 500 } == true)
    }
}
