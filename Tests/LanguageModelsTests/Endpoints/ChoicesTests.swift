import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Choices of a chat completion")
struct ChoicesTests {
    /// A piece of a choice: its index, its words and why it stopped.
    private typealias Piece = (index: Int, words: String, finish: String?)

    private static func chunk(_ piece: Piece) -> String {
        let finish = piece.finish.map { "\"\($0)\"" } ?? "null"
        return "data: {\"choices\":[{\"index\":\(piece.index),\"delta\":{\"content\":\"\(piece.words)\"},"
            + "\"finish_reason\":\(finish)}]}\n\n"
    }

    private func text(of body: String) async throws -> String {
        try await Bench(.stream(body)).openAI(streams: true).reply(to: .greeting).text
    }

    @Test(
        "Of choices that come side by side the one with index 0 is the answer, in whatever order they come",
        arguments: [
            [(0, "a", nil), (1, "x", nil), (0, "b", nil), (1, "y", nil), (0, "", "stop")],
            [(0, "ab", nil), (1, "xy", nil), (0, "", "stop"), (1, "", "stop")],
            [(0, "ab", "stop"), (1, "xy", "stop")],
            [(1, "x", nil), (0, "a", nil), (1, "y", nil), (0, "b", nil), (1, "", "length"), (0, "", "stop")],
            [(0, "a", nil), (1, "x", "stop"), (0, "b", "stop")], [(1, "ab", nil), (1, "", nil), (0, "", "stop")],
            [(0, "ab", nil), (1, "", "content_filter"), (0, "", "stop")],
            [(0, "ab", nil), (0, "", "stop"), (1, "", "content_filter")],
        ] as [[(Int, String, String?)]])
    func sideBySide(pieces: [(Int, String, String?)]) async throws {
        let body = pieces.map { Self.chunk(($0.0, $0.1, $0.2)) }.joined()
        #expect(try await text(of: body + "data: [DONE]\n\n") == "ab")
        #expect(try await text(of: body) == "ab")
    }

    @Test("A server that counts its pieces by index says one answer")
    func counting() async throws {
        let body = (0..<5).map { Self.chunk(($0, "\($0)", $0 == 4 ? "eos_token" : nil)) }.joined()
        #expect(try await text(of: body) == "01234")
    }

    @Test("The end of another choice does not end ours")
    func otherEnd() async throws {
        let body = [(0, "a", nil), (1, "x", nil), (1, "y", nil), (1, "", "stop")] as [Piece]
        let bench = Bench(.stream(body.map(Self.chunk).joined()))
        let error = await failure { try await bench.openAI(streams: true).reply(to: .greeting) }
        #expect(error as? ModelError == .gaveUp(.truncated(origin: "http://127.0.0.1:9"), attempts: 3))
    }

    @Test("A last piece that repeats the whole message takes the place of the pieces")
    func repeated() async throws {
        let whole = #"data: {"choices":[{"index":0,"finish_reason":"stop","message":{"content":"Hello"}}]}"#
        let pieces = Self.chunk((0, "Hel", nil)) + Self.chunk((0, "lo", nil))
        #expect(try await text(of: "\(pieces)\(whole)\n\ndata: [DONE]\n\n") == "Hello")
        #expect(try await text(of: "\(whole)\n\n") == "Hello")
        // A piece that is called a message and goes on is a piece.
        #expect(try await text(of: Self.chunk((0, "Oh, ", nil)) + "\(whole)\n\n") == "Oh, Hello")
    }
}
