/// Reads the body of an answer as it comes, whole or as a stream, by what comes rather than by what the headers say.
///
/// The time is bounded for each byte: pieces of the answer are appended where they are.
struct ReplyReader: Sendable {
    private enum Body {
        /// Too little has come, without the white space before it.
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

    /// Whether the model has said why it stopped, or a whole answer is whole, so that a connection that breaks now takes
    /// nothing away.
    ///
    /// To be asked once: a whole answer is parsed for it.
    var isFinished: Bool {
        if case .whole(let bytes) = body { ServerJSON(bytes) != nil } else { assembly.isFinished }
    }

    /// Takes a piece; the answer when its end marker was in it.
    ///
    /// Throws `WireFault`, `ServerSentEventReader.LineTooLong` and what `eachStep` throws, which is called with every piece and
    /// every event.
    mutating func read(_ piece: [UInt8], eachStep: () throws -> Void = {}) throws -> AnswerParts? {
        try eachStep()
        switch body {
        case .open(let beginning):
            // Blank lines before an answer say nothing and are not kept.
            let bytes = Self.withoutBlankBeginning(beginning.isEmpty ? piece : beginning + piece)
            guard let kind = kind(of: bytes) else {
                body = .open(bytes)
                return nil
            }
            body = kind
            return try read(bytes, eachStep: eachStep)
        case .whole(var bytes):
            quote(piece)
            body = .open([])
            bytes += piece
            body = .whole(bytes)
            return nil
        case .stream(var reader):
            quote(piece)
            body = .open([])
            // What follows the end marker is not waited for.
            try reader.read(piece) { event in
                try eachStep()
                try read(event)
            }
            body = .stream(reader)
            return isDone ? assembly.parts : nil
        }
    }

    /// The answer of a body that has ended; `nil` when a stream ended before the model had said why it stopped.
    mutating func end() throws -> AnswerParts? {
        switch body {
        case .open(let bytes):
            quote(bytes)
            return try whole(bytes)
        case .whole(let bytes): return try whole(bytes)
        case .stream(var reader):
            // An event without its blank line is whole when its JSON is.
            if let event = reader.rest(), Self.isMarker(event) || ServerJSON(event.data) != nil {
                try read(event)
            }
            if isDone || assembly.isFinished { return assembly.parts }
            guard hasEvents else { throw WireFault.notUnderstood(quote) }
            return nil
        }
    }

    /// Whole answers begin as JSON does, streams with one of their fields; `nil` while that is open.
    private func kind(of beginning: [UInt8]) -> Body? {
        guard let first = beginning.first else { return nil }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        guard isJSON || isStreamType || beginning.count >= Self.longestField else { return nil }
        let isStream = isStreamType || Self.fields.contains { beginning.starts(with: $0.utf8) }
        return !isJSON && isStream ? .stream(ServerSentEventReader(lineLimit: lineLimit)) : .whole([])
    }

    /// What follows white space and a mark of the byte order.
    private static func withoutBlankBeginning(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes.drop { $0 <= 0x20 }
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3).drop { $0 <= 0x20 } }
        return Array(rest)
    }

    private static let fields = [":", "data:", "event:", "id:", "retry:"]
    private static let longestField = 6

    private func whole(_ bytes: [UInt8]) throws(WireFault) -> AnswerParts {
        guard let answer = ServerJSON(bytes) else { throw .notUnderstood(quote) }
        if let problem = ServerProblem(in: answer) { throw .problem(problem) }
        do { return try format.parts(of: answer) } catch .notUnderstood(let reason) {
            throw .notUnderstood("\(reason) in \(quote)")
        }
    }

    private static let marker = Array("[DONE]".utf8)

    /// Whether this is the end marker, whatever white space follows it.
    private static func isMarker(_ event: ServerSentEvent) -> Bool {
        event.data.starts(with: marker) && event.data.dropFirst(marker.count).allSatisfy { $0 <= 0x20 }
    }

    /// What servers send to keep a connection, and is no JSON.
    private static let pings: Set = ["ping", "heartbeat", "keep-alive", "keepalive"]
    private static let longestPing = 10

    private mutating func read(_ event: ServerSentEvent) throws(WireFault) {
        guard !isDone, !event.data.isEmpty else { return }
        hasEvents = true
        guard !Self.isMarker(event) else {
            isDone = true
            return
        }
        guard event.data.count > Self.longestPing || !Self.pings.contains(event.text.lowercased()) else { return }
        guard let json = ServerJSON(event.data) else {
            let words = String(decoding: event.data.prefix(Self.quoteLength), as: UTF8.self)
            guard ServerProblem.isError(event: event.name) else { throw .notUnderstood(words) }
            throw .problem(ServerProblem(message: words))
        }
        if let problem = ServerProblem(in: json, event: event.name) { throw .problem(problem) }
        try assembly.add(json)
        isDone = assembly.isDone
    }

    private mutating func quote(_ piece: [UInt8]) {
        if start.count < Self.quoteLength { start += piece.prefix(Self.quoteLength - start.count) }
    }

    private static let quoteLength = 2_000

    private var quote: String { String(decoding: start, as: UTF8.self) }
}
