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
    private static func request(_ words: String, sampleSalt: UInt64 = 0, seed: UInt64 = 1) -> ModelRequest {
        ModelRequest(messages: [PromptMessage(role: "user", content: words)], seed: seed, sampleSalt: sampleSalt)
    }

    @Test("The same sample of the same request is asked for once, another sample again")
    func keeps() async throws {
        let counting = Counting()
        let model = CachedModel(counting, identity: Self.identity, cache: MemoryReplyCache())
        let first = try await model.reply(to: Self.request("a"))
        let again = try await model.reply(to: Self.request("a"))
        #expect(again.text == first.text && again.isKept && !first.isKept)
        #expect(counting.calls.withLock { $0 } == 1)
        for other in [Self.request("b"), Self.request("a", sampleSalt: 1), Self.request("a", seed: 2)] {
            #expect(try await model.reply(to: other) != first)
        }
        #expect(counting.calls.withLock { $0 } == 4)
    }

    @Test("Starting over asks again, and its answer takes the place of what was kept")
    func fresh() async throws {
        let (counting, cache) = (Counting(), MemoryReplyCache())
        let first = try await CachedModel(counting, identity: Self.identity, cache: cache).reply(to: Self.request("a"))
        let over = CachedModel(counting, identity: Self.identity, cache: cache, isFresh: true)
        let second = try await over.reply(to: Self.request("a"))
        #expect(second != first)
        #expect(try await over.reply(to: Self.request("a")).text == second.text)
        let later = CachedModel(counting, identity: Self.identity, cache: cache)
        #expect(try await later.reply(to: Self.request("a")).text == second.text)
    }

    @Test("An answer that cannot be read is not kept, and one that was kept gives way", arguments: [false, true])
    func refused(wasKept: Bool) async throws {
        let (counting, cache) = (Counting(), MemoryReplyCache())
        let model = CachedModel(counting, identity: Self.identity, cache: cache)
        let read: @Sendable (ModelReply) throws -> String = { reply in
            guard reply.text.hasSuffix("2") else { throw TransportFault.disconnected }
            return reply.text
        }
        if wasKept {
            _ = try await model.reply(to: Self.request("a"))
        } else {
            await #expect(throws: TransportFault.self) { try await model.answer(to: Self.request("a"), read: read) }
        }
        for _ in 0..<2 { #expect(try await model.answer(to: Self.request("a"), read: read) == "answer 2") }
        #expect(try await model.reply(to: Self.request("a")).text == "answer 2")
        #expect(counting.calls.withLock { $0 } == 2)
    }

    /// Answers when it is told to.
    private final class Slow: LanguageModel {
        let state = Mutex((asked: 0, cancelled: 0, opened: false))

        func open() { state.withLock { $0.opened = true } }

        func reply(to request: ModelRequest) async throws -> ModelReply {
            state.withLock { $0.asked += 1 }
            while !state.withLock({ $0.opened }) {
                if Task.isCancelled {
                    state.withLock { $0.cancelled += 1 }
                    throw CancellationError()
                }
                await Task.yield()
            }
            if request.messages[0].content == "bad" { throw TransportFault.disconnected }
            return ModelReply(text: "answer")
        }
    }

    @Test("Equal requests under way are one call, with one answer or one error", arguments: ["good", "bad"])
    func oneFlight(words: String) async throws {
        let slow = Slow()
        let flights = ReplyFlights()
        let cache = MemoryReplyCache()
        // Two names of one model share the calls, too.
        let models = (0..<2).map { _ in CachedModel(slow, identity: Self.identity, cache: cache, flights: flights) }
        let calls = (0..<8).map { index in Task { try await models[index % 2].reply(to: Self.request(words)) } }
        while flights.waiting < 8 { await Task.yield() }
        slow.open()
        for call in calls {
            if words == "good" {
                #expect(try await call.value.text == "answer")
            } else {
                await #expect(throws: TransportFault.disconnected) { try await call.value }
            }
        }
        #expect(slow.state.withLock { $0.asked } == 1)
        _ = try? await models[0].reply(to: Self.request(words))
        #expect(slow.state.withLock { $0.asked } == (words == "good" ? 1 : 2))
    }

    @Test("One who is cancelled leaves the others alone; the last one ends the call")
    func cancelledFlight() async throws {
        let slow = Slow()
        let flights = ReplyFlights()
        let model = CachedModel(slow, identity: Self.identity, cache: MemoryReplyCache(), flights: flights)
        let calls = (0..<3).map { _ in Task { try await model.reply(to: Self.request("a")) } }
        while flights.waiting < 3 { await Task.yield() }
        calls[0].cancel()
        await #expect(throws: CancellationError.self) { try await calls[0].value }
        #expect(flights.waiting == 2 && slow.state.withLock { $0.cancelled } == 0)
        calls[1].cancel()
        calls[2].cancel()
        for call in calls[1...] { await #expect(throws: CancellationError.self) { try await call.value } }
        #expect(slow.state.withLock { $0.asked == 1 && $0.cancelled == 1 } && flights.waiting == 0)
        slow.open()
        #expect(try await model.reply(to: Self.request("a")).text == "answer")
    }
}
