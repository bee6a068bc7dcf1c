import CreditEngine
import Synchronization
import Testing

@testable import LanguageModels

@Suite("Kept answers")
struct CachedModelTests {
    private final class Counting: LanguageModel {
        let calls = Mutex(0)

        func reply(to request: ModelRequest) async throws -> ModelReply {
            ModelReply(text: "answer \(calls.withLock { $0 += 1; return $0 })")
        }
    }

    private static let identity = ModelIdentity(provider: "openai", origin: "https://example.com:443", model: "m")
    private static func request(_ words: String, chance: UInt64 = 0, seed: UInt64 = 1) -> ModelRequest {
        ModelRequest(messages: [PromptMessage(role: "user", content: words)], seed: seed, chance: chance)
    }

    @Test("The same sample of the same request is asked for once, another sample again")
    func keeps() async throws {
        let counting = Counting()
        let model = CachedModel(counting, identity: Self.identity, cache: MemoryReplyCache())
        let first = try await model.reply(to: Self.request("a"))
        let again = try await model.reply(to: Self.request("a"))
        #expect(again.text == first.text && again.isKept && !first.isKept)
        #expect(counting.calls.withLock { $0 } == 1)
        for other in [Self.request("b"), Self.request("a", chance: 1), Self.request("a", seed: 2)] {
            #expect(try await model.reply(to: other) != first)
        }
        #expect(counting.calls.withLock { $0 } == 4)
    }

    @Test("Starting over asks again and leaves what is kept")
    func fresh() async throws {
        let (counting, cache) = (Counting(), MemoryReplyCache())
        let first = try await CachedModel(counting, identity: Self.identity, cache: cache).reply(to: Self.request("a"))
        let over = CachedModel(counting, identity: Self.identity, cache: cache, isFresh: true)
        let second = try await over.reply(to: Self.request("a"))
        #expect(second != first)
        #expect(try await over.reply(to: Self.request("a")).text == second.text)
        let later = CachedModel(counting, identity: Self.identity, cache: cache)
        #expect(try await later.reply(to: Self.request("a")).text == first.text)
    }
}
