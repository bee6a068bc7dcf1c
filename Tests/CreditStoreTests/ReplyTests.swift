import CreditEngine
import CreditStore
import Foundation
import Testing

@Suite struct ReplyTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(folder: folder("s"))
    }

    static let replies = [
        ModelReply(text: "18"),
        ModelReply(text: "", model: "m", usage: Usage()),
        ModelReply(text: "答え\u{0}\u{202E}\"\\\n", model: "m", usage: Usage(input: 3), latency: 1.5, cost: 0.25),
        ModelReply(text: "e\u{301}", usage: Usage(input: 0, output: 9), cost: 0),
        ModelReply(text: "18", isUnseeded: true),
    ]

    @Test(arguments: replies) func aReplyComesBackAsItWas(_ reply: ModelReply) async throws {
        try await store.keep(reply, for: "key")
        try store.close()
        let again = try await Store(folder: folder("s")).reply(for: "key")
        #expect(again == reply)
        #expect(again.map { Array($0.text.utf8) } == Array(reply.text.utf8))
    }

    @Test func theFirstReplyStays() async throws {
        try await store.keep(ModelReply(text: "first"), for: "key")
        try await store.keep(ModelReply(text: "second"), for: "key")
        #expect(try await store.reply(for: "key")?.text == "first")
        #expect(try await store.reply(for: "other") == nil)
    }

    @Test func anAnswerAskedForAnewTakesThePlaceOfTheFirst() async throws {
        for text in ["first", "second"] { try await store.supersede(ModelReply(text: text), for: "key") }
        try await store.supersede(ModelReply(text: "x", simulated: true), for: "key")
        #expect(try await store.reply(for: "key")?.text == "second")
    }

    @Test func simulatedRepliesAreNotKept() async throws {
        try await store.keep(ModelReply(text: "x", simulated: true), for: "key")
        #expect(try await store.reply(for: "key") == nil)
        let memory = MemoryReplyCache()
        await memory.keep(ModelReply(text: "x", simulated: true), for: "key")
        await memory.keep(ModelReply(text: "first"), for: "real")
        await memory.keep(ModelReply(text: "second"), for: "real")
        #expect(await memory.reply(for: "key") == nil)
        #expect(await memory.reply(for: "real")?.text == "first")
    }
}
