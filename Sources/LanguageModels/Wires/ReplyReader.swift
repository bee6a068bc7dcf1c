/// Reads the body of an answer as it comes, whole or as a stream, by what comes rather than by what the headers say.
///
/// The time is bounded for each byte: pieces of the answer are appended where they are.
struct ReplyReader: Sendable {
    private enum Body {
        /// Nothing but white space has come.
        case open([UInt8])
        case whole([UInt8])
        case stream(ServerSentEventReader)
    }

    private let format: any WireFormat
    private let isStreamType: Bool
    private let lineLimit: Int
    private var body = Body.open([])
    private var assembly: any ReplyAssembly
    private var isDone = false
    private var hasEvents = false
    /// What came first, to be quoted when it is no answer.
    private var start: [UInt8] = []

    /// - Parameters:
    ///   - isStreamType: whether the headers say that a stream comes; it decides only where the body does not.
    ///   - lineLimit: the longest line of a stream, in bytes.
    init(_ format: any WireFormat, isStreamType: Bool, lineLimit: Int) {
        (self.format, self.isStreamType, self.lineLimit) = (format, isStreamType, lineLimit)
        assembly = format.assembly()
    }

    /// Whether the model has said why it stopped, so that a connection that breaks now takes nothing away.
    var isFinished: Bool { assembly.isFinished }

    /// Takes a piece; the answer when its end marker was in it.
    ///
    /// Throws `WireFault`, `ServerSentEventReader.LineTooLong` and what `eachEvent` throws, which is called with every event.
    mutating func read(_ piece: [UInt8], eachEvent: () throws -> Void = {}) throws -> WireReply? {
        if start.count < 2_000 { start += piece.prefix(2_000 - start.count) }
        switch body {
        case .open(let space):
            let bytes = space + piece
            guard let kind = kind(of: bytes) else {
                body = .open(bytes)
                return nil
            }
            body = kind
            // Everything comes once more.
            start = []
            return try read(bytes, eachEvent: eachEvent)
        case .whole(var bytes):
            body = .open([])
            bytes += piece
            body = .whole(bytes)
            return nil
        case .stream(var reader):
            body = .open([])
            // What follows the end marker is not waited for.
            try reader.read(piece) { event in
                try eachEvent()
                try read(event)
            }
            body = .stream(reader)
            return isDone ? try assembly.reply() : nil
        }
    }

    /// The answer of a body that has ended; `nil` when a stream ended before the model had said why it stopped.
    mutating func end() throws -> WireReply? {
        switch body {
        case .open(let bytes), .whole(let bytes): return try whole(bytes)
        case .stream(var reader):
            // An event without its blank line is whole when its JSON is.
            if let event = reader.rest(), event.data.elementsEqual(Self.marker) || ServerJSON(event.data) != nil {
                try read(event)
            }
            if isDone || isFinished { return try assembly.reply() }
            guard hasEvents else { throw WireFault.notUnderstood(quote) }
            return nil
        }
    }

    /// Whole answers begin as JSON does, streams with one of their fields; `nil` while that is open.
    private func kind(of bytes: [UInt8]) -> Body? {
        var text = bytes[...]
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        guard let first = text.first(where: { $0 > 0x20 }) else { return nil }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        guard isJSON || isStreamType || text.count >= Self.longestField else { return nil }
        let beginning = text.drop { $0 <= 0x20 }
        let isStream = isStreamType || Self.fields.contains { beginning.starts(with: $0.utf8) }
        return !isJSON && isStream ? .stream(ServerSentEventReader(lineLimit: lineLimit)) : .whole([])
    }

    private static let fields = [":", "data:", "event:", "id:", "retry:"]
    private static let longestField = 6

    private func whole(_ bytes: [UInt8]) throws(WireFault) -> WireReply {
        guard let answer = ServerJSON(bytes) else { throw .notUnderstood(quote) }
        if let problem = ServerProblem(in: answer) { throw .problem(problem) }
        do { return try format.reply(from: answer) } catch .notUnderstood(let reason) {
            throw .notUnderstood("\(reason) in \(quote)")
        }
    }

    private static let marker = Array("[DONE]".utf8)

    private mutating func read(_ event: ServerSentEvent) throws(WireFault) {
        guard !isDone, !event.data.isEmpty else { return }
        hasEvents = true
        guard !event.data.elementsEqual(Self.marker) else {
            isDone = true
            return
        }
        guard let json = ServerJSON(event.data) else {
            throw .notUnderstood(String(decoding: event.data.prefix(2_000), as: UTF8.self))
        }
        if let problem = ServerProblem(in: json) { throw .problem(problem) }
        try assembly.add(json)
        isDone = assembly.isDone
    }

    private var quote: String { String(decoding: start, as: UTF8.self) }
}
