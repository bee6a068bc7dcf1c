import CreditEngine
import Synchronization
import Testing

@testable import LanguageModels

@Suite("Retrying")
struct RetryTests {
    @Test(
        "The server's word decides, else the status",
        arguments: [
            (400, nil, false), (401, nil, false), (404, nil, false), (408, nil, true), (409, nil, true),
            (422, nil, false),
            (429, nil, true), (500, nil, true), (503, nil, true), (529, nil, true), (400, "true", true),
            (500, "false", false), (429, "FALSE", false), (400, "perhaps", false),
        ] as [(Int, String?, Bool)])
    func status(status: Int, word: String?, passes: Bool) {
        let headers = word.map { ["x-should-retry": $0] } ?? [:]
        #expect(RetryPolicy.isPassing(status: status, headers: headers) == passes)
    }

    @Test(
        "Delays double up to 8 s and spread over their last quarter",
        arguments: [
            (0, 0.0, 500.0), (1, 0, 1_000), (2, 0, 2_000), (3, 0, 4_000), (4, 0, 8_000), (5, 0, 8_000), (90, 0, 8_000),
            (0, 1, 375), (4, 0.5, 7_000),
        ])
    func delay(number: Int, unit: Double, expected: Double) {
        #expect(RetryPolicy().delay(beforeRetry: number, unit: unit) == expected)
    }

    /// The clock's second 1,000,000,000 is Sun, 09 Sep 2001 01:46:40 GMT.
    @Test(
        "Retry-After in every form",
        arguments: [
            (["retry-after-ms": "1500"], 1_500), (["retry-after": "2"], 2_000), (["retry-after": " 0.5 "], 500),
            (["retry-after-ms": "20", "retry-after": "2"], 20), (["retry-after-ms": "x", "retry-after": "2"], 2_000),
            (["retry-after": "Sun, 09 Sep 2001 01:46:50 GMT"], 10_000),
            (["retry-after": "Sunday, 09-Sep-01 01:46:50 GMT"], 10_000),
            (["retry-after": "Sun Sep  9 01:46:50 2001"], 10_000),
            (["retry-after": "Sun, 09 Sep 2001 01:46:30 GMT"], nil), (["retry-after": "0"], nil),
            (["retry-after": "-3"], nil), (["retry-after": "soon"], nil), (["retry-after": "nan"], nil),
            (["retry-after": "inf"], nil), (["retry-after": ""], nil), ([:], nil),
        ] as [([String: String], Double?)])
    func retryAfter(headers: [String: String], expected: Double?) {
        #expect(RetryAfter.milliseconds(in: headers, now: 1_000_000_000) == expected)
    }

    private static let ok =
        #"{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],"model":"m","usage":{"prompt_tokens":5,"completion_tokens":1}}"#

    @Test("Every retry is told once, with its reason and without the key")
    func told() async throws {
        var bench = Bench(.json(500, canary), .json(429, canary, ["retry-after": "2"]), .json(Self.ok))
        let told = Mutex<[String]>([])
        bench.services.tellOfRetry = { words in told.withLock { $0.append(words) } }
        _ = try await bench.openAI().reply(to: .greeting)
        let words = told.withLock { $0 }
        #expect(words.count == 2 && words[0].contains("status 500") && words[1].hasSuffix("tried again in 2000 ms"))
        #expect(words.allSatisfy { !$0.contains(canary) })
    }

    @Test("A passing fault is survived twice, with keyed delays")
    func survives() async throws {
        let first = Bench(.fault(.unreachable), .json(529, "{}"), .json(Self.ok))
        #expect(try await first.openAI().reply(to: .greeting).text == "Hello")
        let waits = first.clock.waits
        #expect(waits.count == 2 && (375...500).contains(waits[0]) && (750...1_000).contains(waits[1]))
        let again = Bench(.fault(.disconnected), .json(500, "{}"), .json(Self.ok))
        _ = try await again.openAI().reply(to: .greeting)
        #expect(again.clock.waits == waits)
        var other = ModelRequest.greeting
        other.seed = 8
        let third = Bench(.fault(.disconnected), .json(500, "{}"), .json(Self.ok))
        _ = try await third.openAI().reply(to: other)
        #expect(third.clock.waits != waits)
    }

    @Test(
        "Three attempts for what passes, one for what does not",
        arguments: [
            (.fault(.unresolvable), 3), (.fault(.timedOut(.connect)), 3), (.fault(.timedOut(.idle)), 3),
            (.json(408, "{}"), 3), (.json(500, "<html>"), 3), (.stream("data: {}\n\n"), 3),
            (.fault(.untrusted), 1), (.fault(.redirected(to: "x")), 1), (.fault(.bodyTooLarge(limit: 1)), 1),
            (.json(400, "{}"), 1), (.json(401, "{}"), 1), (.json("not json"), 1),
            (.json(429, #"{"error":{"code":"insufficient_quota"}}"#), 1),
            (.json(429, #"{"error":{"message":"You exceeded your current quota"}}"#), 1),
            (.json(500, "{}", ["x-should-retry": "false"]), 1), (.json(400, "{}", ["x-should-retry": "true"]), 3),
        ] as [(ScriptedTransport.Step, Int)])
    func attempts(step: ScriptedTransport.Step, count: Int) async throws {
        let bench = Bench(step, limits: BudgetLimits(calls: 10))
        let model = try bench.openAI(streams: true)
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(bench.transport.requests.count == count)
        #expect(bench.services.budget?.spending.calls == count)
        if case .gaveUp(_, let attempts)? = error as? ModelError {
            #expect(attempts == count)
        } else {
            #expect(count == 1)
        }
    }

    @Test("A pause that a server asks for holds everybody who uses the endpoint")
    func pause() async throws {
        let bench = Bench(.json(429, "{}", ["retry-after": "7"]), .json(Self.ok))
        _ = try await bench.openAI().reply(to: .greeting)
        #expect(bench.clock.waits == [7_000])
        bench.services.pauses.pause("http://127.0.0.1:9", until: bench.clock.milliseconds() + 900)
        _ = try await bench.anthropicOrOpenAI().reply(to: .greeting)
        #expect(bench.clock.waits == [7_000, 900])
    }

    @Test("60 s are waited for, more is said")
    func tooLong() async throws {
        let bench = Bench(.json(429, "{}", ["retry-after": "60"]), .json(503, "{}", ["retry-after": "61"]))
        let model = try bench.openAI()
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(bench.clock.waits == [60_000])
        #expect(bench.transport.requests.count == 2)
        #expect(error.map { "\($0)" }?.contains("61 s") == true)
    }

    @Test("A cancelled call is not tried again")
    func cancelled() async throws {
        let bench = Bench(.cancelled)
        let model = try bench.openAI()
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(error is CancellationError)
        #expect(bench.transport.requests.count == 1)
    }
}

extension Bench {
    fileprivate func anthropicOrOpenAI() throws -> EndpointModel {
        try EndpointModel(.openAI, Self.connection(), services: services)
    }
}
