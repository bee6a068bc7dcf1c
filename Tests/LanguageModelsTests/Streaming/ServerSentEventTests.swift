import Testing

@testable import LanguageModels

@Suite("Event streams")
struct ServerSentEventTests {
    private static let text =
        "\u{FEFF}: a comment\r\nevent: ping\r\ndata: {}\r\n\r\ndata: one\rdata:two\r\rid: 7\nretry\ndata\n\ndata:  Größe 🍎\n\n\n\nevent: only\n\ndata: never ended\n"
    private static let events = [
        ServerSentEvent(name: "ping", data: Array("{}".utf8)), ServerSentEvent(data: Array("one\ntwo".utf8)),
        ServerSentEvent(data: Array("".utf8)),
        ServerSentEvent(data: Array(" Größe 🍎".utf8)),
    ]

    @Test("A stream reads the same wherever it is cut", arguments: 0...Array(text.utf8).count)
    func cut(at place: Int) throws {
        let bytes = Array(Self.text.utf8)
        var reader = ServerSentEventReader(lineLimit: 100)
        let events = try reader.events(Array(bytes[..<place])) + reader.events(Array(bytes[place...]))
        #expect(events == Self.events)
    }

    @Test("A stream reads the same byte by byte")
    func bytes() throws {
        var reader = ServerSentEventReader(lineLimit: 100)
        #expect(try Self.text.utf8.flatMap { try reader.events([$0]) } == Self.events)
    }

    @Test("A line as long as the limit is read, a longer one is not")
    func limit() throws {
        var reader = ServerSentEventReader(lineLimit: 10)
        #expect(try reader.events(Array("data: 4567\n\n".utf8)) == [ServerSentEvent(data: Array("4567".utf8))])
        #expect(throws: ServerSentEventReader.LineTooLong(limit: 10)) { try reader.events(Array("data: 45678".utf8)) }
    }

    @Test("Ill-formed UTF-8 is handed on as it came")
    func illFormed() throws {
        var reader = ServerSentEventReader(lineLimit: 100)
        let events = try reader.events(Array("data: a".utf8) + [0xFF] + Array("b\n\n".utf8))
        #expect(events == [ServerSentEvent(data: [0x61, 0xFF, 0x62])])
    }
}

extension ServerSentEventReader {
    /// The events that a piece completes.
    fileprivate mutating func events(_ piece: [UInt8]) throws -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        try read(piece) { events.append($0) }
        return events
    }
}
