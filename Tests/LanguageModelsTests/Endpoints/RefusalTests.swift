import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Requests that are refused")
struct RefusalTests {
    private static let answer =
        #"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2}}"#

    @Test(
        "A refusal that a person must decide names the key, and is not tried again",
        arguments: [
            // What the person set is not taken away.
            (
                ["reasoning_effort": "low"] as [String: CanonicalJSON],
                #"{"error":{"message":"Unrecognized request argument supplied: reasoning_effort"}}"#, "reasoning_effort"
            ),
            // A value out of range is not a parameter that is unknown.
            ([:], #"{"error":{"message":"temperature must be at most 0.4","param":"temperature"}}"#, "temperature"),
            (
                [:],
                #"{"error":{"message":"temperature 0.5 is not allowed: must be between 0 and 0.4","param":"temperature"}}"#,
                "temperature"
            ),
            // A limit is not dropped while its other name is refused, too.
            (
                ["max_completion_tokens": 9],
                #"{"error":{"message":"'max_completion_tokens' is not supported","param":"max_completion_tokens"}}"#,
                "max_completion_tokens"
            ),
        ])
    func decided(shape: [String: CanonicalJSON], said: String, parameter: String) async throws {
        let bench = Bench(.json(400, said))
        let error = await failure { try await bench.openAI(shape: shape).reply(to: .greeting) }
        guard case .parameterRefused(_, parameter, 400, _)? = error as? ModelError else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error.map { "\($0)".contains("request: {\(parameter): null}") && $0.endsAllWork } == true)
        #expect(bench.transport.requests.count == 1)
    }

    @Test(
        "A complaint about what was asked is not about a parameter",
        arguments: [
            #"{"error":{"message":"maximum context length is 4096 tokens, you asked for 20 in max_tokens","param":"messages"}}"#,
            #"{"error":{"message":"max_tokens is too large: 20","param":"max_tokens"}}"#,
            #"{"error":{"message":"the model tiny is not supported","param":"model"}}"#, "<html>no</html>",
            #"{"error":{"message":"maximum context length is 4096 tokens. max_tokens is too large; unsupported"}}"#,
            #"{"error":{"message":"The model `tiny` does not exist or you have no access: temperature unknown"}}"#,
            #"{"error":{"message":"Unknown model 'tiny', seed"}}"#, #"{"error":"Unknown parameter: 'user'; seed"}"#,
            "<html>seed is not supported</html>",
        ])
    func other(said: String) async throws {
        let bench = Bench(.json(400, said))
        let error = await failure { try await bench.openAI(shape: [:]).reply(to: .greeting) }
        guard case .failed(_, 400, _)? = error as? ModelError else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(bench.transport.requests.count == 1)
    }

    @Test("What was learned holds for that model at that address only, and is told once")
    func learnedOnce() async throws {
        let refusal = #"{"error":{"message":"seed is not supported","param":"seed"}}"#
        var bench = Bench(.json(400, refusal), .json(Self.answer))
        let told = ToldSentences()
        bench.services.tellOfRetry = { told.add($0) }
        _ = try await bench.openAI(shape: [:]).reply(to: .greeting)
        _ = try await bench.openAI(shape: [:]).reply(to: .greeting)
        #expect(bench.transport.requests.count == 3 && !bench.lastBody.contains("seed"))
        #expect(
            told.all == ["http://127.0.0.1:9 does not take 'seed', so it is left out for tiny from now on"])
        let elsewhere = EndpointModel(
            .openAI, try ModelConnection(endpoint: Endpoint("http://127.0.0.1:9/v2"), model: "tiny"),
            services: bench.services)
        _ = try await elsewhere.reply(to: .greeting)
        #expect(bench.lastBody.contains(#""seed":7"#))
    }

    @Test(
        "An endpoint that refuses both names of the limit is asked with each once, and then the person decides",
        arguments: [
            "Unsupported parameter: '%@' is not supported with this model.", "Unknown field: %@",
        ])
    func bothLimits(words: String) async throws {
        let said = { (key: String) in #"{"error":{"message":"\#(words.replacing("%@", with: key))","param":"\#(key)"}}"#
        }
        let bench = Bench(.json(400, said("max_tokens")), .json(400, said("max_completion_tokens")))
        for calls in [2, 3] {
            let error = await failure { try await bench.openAI(shape: [:]).reply(to: .greeting) }
            guard case .parameterRefused(_, "max_tokens", 400, _)? = error as? ModelError else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(bench.transport.requests.count == calls)
        }
    }

    @Test("A key that is refused although it is not sent is an error of the server")
    func notSent() async throws {
        let bench = Bench(.json(400, #"{"error":{"message":"seed is not supported","param":"seed"}}"#))
        let error = await failure { try await bench.openAI(shape: [:]).reply(to: .greeting) }
        guard case .failed(_, 400, _)? = error as? ModelError else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(bench.transport.requests.count == 2)
    }

    @Test(
        "A refusal teaches in whatever form and status it comes",
        arguments: [
            (400, "text/plain", "unsupported parameter: seed"), (400, "", "seed is not supported"),
            (400, "application/json", #"{"errors":[{"message":"unsupported parameter: seed"}],"success":false}"#),
            (400, "application/json", #"{"detail":{"error":"bad","message":"unsupported parameter: seed"}}"#),
            (422, "application/json", #"{"detail":{"error":"unsupported parameter: seed"}}"#),
            (400, "application/json", #"{"error":["unsupported parameter: seed"]}"#),
            (400, "application/json", #"{"error":{"message":"Unknown name \"seed\": Cannot find field."}}"#),
            (200, "application/json", #"{"error":{"message":"unsupported parameter: seed","code":400}}"#),
            (500, "application/json", #"{"error":{"message":"'stream' is not supported"}}"#),
            (501, "text/plain", "streaming is not implemented: stream"),
        ])
    func forms(status: Int, type: String, said: String) async throws {
        let bench = Bench(
            .answer(status, ["content-type": type], [Array(said.utf8)], then: nil), .json(Self.answer))
        #expect(try await bench.openAI(shape: [:]).reply(to: .greeting).text == "a")
        #expect(bench.transport.requests.count == 2)
        #expect(!bench.lastBody.contains(said.contains("stream") ? #""stream""# : #""seed""#))
    }

    @Test("A fault of the server that happens to name a parameter teaches nothing")
    func serverFault() async throws {
        let bench = Bench(.json(500, #"{"error":{"message":"unexpected end of stream"}}"#), .json(Self.answer))
        _ = try await bench.openAI(shape: [:]).reply(to: .greeting)
        #expect(bench.transport.requests.count == 2 && bench.lastBody.contains(#""stream":true"#))
    }

    @Test("A place that is not served is no matter of the key")
    func place() async throws {
        let bench = Bench(
            .json(
                403,
                #"{"error":{"message":"Country, region, or territory not supported","code":"unsupported_country"}}"#))
        let error = await failure { try await bench.openAI(shape: [:]).reply(to: .greeting) }
        #expect(error.map { "\($0)".contains("does not answer from this place: Country") && $0.endsAllWork } == true)
        #expect(bench.transport.requests.count == 1)
        let other = Bench(.json(403, #"{"error":{"message":"The key is not of region eu"}}"#))
        let refused = await failure { try await other.openAI(shape: [:]).reply(to: .greeting) }
        #expect(
            refused as? ModelError
                == .keyRefused(origin: "http://127.0.0.1:9", variable: nil, said: "The key is not of region eu"))
    }
}
