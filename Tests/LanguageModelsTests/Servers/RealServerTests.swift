import CreditEngine
import Testing

@testable import LanguageModels

@Suite(
    "Against a real gateway and a real fault injector", .serialized, .timeLimit(.minutes(8)),
    .enabled(if: RealServers.areUp, Comment(rawValue: RealServers.absent)))
struct RealServerTests {
    private static let gateway = "http://127.0.0.1:4000"
    private static let injector = "http://127.0.0.1:4100"
    private static let words = "The researcher agent skipped the unit check in turn 3."

    @Test("Both protocols answer, whole and streamed", arguments: [true, false], [true, false])
    func success(isOpenAI: Bool, streams: Bool) async throws {
        let line = try RealServers.Line(Self.gateway + (isOpenAI ? "/v1" : ""), streams: streams)
        let reply =
            isOpenAI ? try await line.openAI.reply(to: .greeting) : try await line.anthropic.reply(to: .greeting)
        #expect(reply.text == Self.words)
        #expect(reply.model != nil && (reply.latency ?? 0) >= 0)
        #expect(line.counter.requests == 1 && line.budget.spending.calls == 1, "\(line.counter.outcomes)")
    }

    /// What the injector and the gateway can do, the words of the sentence, and how often it is tried.
    static let faults: [(fault: String?, model: String, key: String, words: String, attempts: Int)] = [
        (nil, "mock-ok", "sk-wrong-\(canary)", "refuses the key of TEST_KEY", 1),
        (nil, "mock-429", "sk-good", "is asked too often", 3),
        (nil, "mock-500", "sk-good", "status 500", 3),
        (nil, "mock-ctx", "sk-good", "status 400", 1),
        (nil, "no-such-model", "sk-good", "127.0.0.1:4000 ", 1),
        (nil, "dead", "sk-good", "status 500", 3),
        ("529", "mock-ok", canary, "status 529: Overloaded; tried 3 times", 3),
        ("html500", "mock-ok", canary, "status 500: text/html, <html>oops</html>; tried 3 times", 3),
        ("503", "mock-ok", canary, "status 503", 3),
        ("badjson", "mock-ok", canary, #"not in its protocol: {"id":"x","choices":[{;"#, 1),
        ("redirect", "mock-ok", canary, "redirects to http://127.0.0.1:4101, which is not followed", 1),
        ("reset", "mock-ok", canary, "broke the connection", 3),
        // It drops the connection; the rest of what we send is then answered with a reset or with nothing.
        ("silent", "mock-ok", canary, "; tried 3 times", 3),
        ("tarpit", "mock-ok", canary, "did not begin to answer in time", 3),
    ]

    @Test("Every fault has its sentence, its attempts, and keeps the key", arguments: faults)
    func fault(_ fault: (fault: String?, model: String, key: String, words: String, attempts: Int)) async throws {
        for isOpenAI in [true, false] {
            var limits = RealServers.patience
            if fault.fault == "silent" || fault.fault == "tarpit" { limits.firstByte = .milliseconds(400) }
            let line = try RealServers.Line(
                (fault.fault == nil ? Self.gateway : Self.injector) + "/v1", model: fault.model, key: fault.key,
                fault: fault.fault, limits: limits)
            let error = await failure {
                if isOpenAI { return try await line.openAI.reply(to: .greeting) }
                return try await line.anthropic.reply(to: .greeting)
            }
            let said = error.map { "\($0)" } ?? "no error"
            #expect(error is ModelError && said.contains(fault.words), "\(said)")
            #expect(line.counter.requests == fault.attempts, "\(said)")
            #expect(line.budget.spending.calls == fault.attempts && line.budget.spending.tokens <= 20_000)
            var shown = said
            if let error { dump(error, to: &shown) }
            #expect(!shown.contains(canary))
        }
    }

    @Test("A rate limit with Retry-After holds exactly as long as it says")
    func retryAfter() async throws {
        // The injector answers 429 from the third request of ten seconds on; the first two reach the gateway.
        var waits: [Double] = []
        for _ in 0..<4 where waits.isEmpty {
            let fresh = try RealServers.Line(Self.injector + "/v1", key: canary, fault: "ratelimit")
            _ = await failure { try await fresh.openAI.reply(to: .greeting) }
            waits = fresh.clock.waits
        }
        #expect(waits == [2_000, 2_000])
    }

    @Test("The gateway's own limit of a key is a rate limit")
    func gatewayLimit() async throws {
        var last: (any Error)?
        var attempts = 0
        for _ in 0..<4 where last == nil {
            let line = try RealServers.Line(Self.gateway + "/v1", key: "sk-rpm2")
            last = await failure { try await line.openAI.reply(to: .greeting) }
            attempts = line.counter.requests
        }
        let said = last.map { "\($0)" } ?? "no error"
        #expect(said.contains("is asked too often") && attempts <= 3, "\(said)")
    }

    @Test(
        "Connections that cannot be",
        arguments: [
            ("https://localhost:4143/v1", "does not trust for that name", 1),
            ("https://localhost:4144/v1", "does not trust for that name", 1),
            ("https://name.invalid/v1", "a name that no name server knows", 3),
            ("http://127.0.0.1:9/v1", "refuses connections", 3),
        ])
    func connections(base: String, words: String, attempts: Int) async throws {
        let line = try RealServers.Line(base, key: canary)
        let said = await failure { try await line.openAI.reply(to: .greeting) }.map { "\($0)" } ?? "no error"
        #expect(said.contains(words) && !said.contains(canary), "\(said)")
        #expect(line.counter.requests == attempts)
    }

    @Test("Cancelling ends a call that waits")
    func cancel() async throws {
        // The tarpit holds the connection; "silent" may answer what follows the head with a reset, which is tried again.
        let line = try RealServers.Line(Self.injector + "/v1", fault: "tarpit")
        let call = Task { try await line.openAI.reply(to: .greeting) }
        while line.counter.requests == 0 { await Task.yield() }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(line.counter.requests == 1)
    }
}

@Suite(
    "Against a real inference server", .serialized, .timeLimit(.minutes(8)),
    .enabled(if: RealServers.inferenceIsUp, Comment(rawValue: RealServers.noInference)))
struct InferenceServerTests {
    @Test("Equal seeds give equal words, in both protocols and through the gateway", arguments: [true, false])
    func seeds(streams: Bool) async throws {
        for (base, model, key) in [
            ("http://127.0.0.1:8081/v1", "tiny", "sk-llama"), ("http://127.0.0.1:4000/v1", "llama", "sk-good"),
        ] {
            let line = try RealServers.Line(base, model: model, key: key, streams: streams)
            let first = try await line.openAI.reply(to: .greeting)
            let second = try await line.openAI.reply(to: .greeting)
            #expect(first.text == second.text && !first.text.isEmpty)
            #expect((first.usage?.output ?? 0) > 0 && line.budget.spending.estimatedTokens == 0)
            let third = try await line.anthropic.reply(to: .greeting)
            #expect(!third.text.isEmpty)
        }
    }

    @Test("A wrong key is a wrong key")
    func wrongKey() async throws {
        let line = try RealServers.Line("http://127.0.0.1:8081/v1", model: "tiny", key: canary)
        let said = await failure { try await line.openAI.reply(to: .greeting) }.map { "\($0)" } ?? "no error"
        #expect(said.contains("refuses the key of TEST_KEY") && !said.contains(canary))
    }
}
