/// One event of a stream.
struct ServerSentEvent: Sendable, Equatable {
    /// The event's name; empty when it has none.
    var name = ""
    /// Its data lines, joined by line feeds.
    var data = ""
}

/// Reads a stream of events from pieces that may be cut anywhere.
///
/// Source: HTML Standard, "Interpreting an event stream". An event that its blank line does not end is never given.
struct ServerSentEventReader: Sendable {
    /// A line is longer than allowed.
    struct LineTooLong: Error, Equatable { var limit: Int }

    private let lineLimit: Int
    private var line: [UInt8] = []
    private var afterReturn = false
    private var isFirstLine = true
    private var event = ServerSentEvent()
    private var hasData = false

    init(lineLimit: Int) { self.lineLimit = lineLimit }

    /// The events that a piece completes.
    mutating func read(_ piece: [UInt8]) throws(LineTooLong) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in piece {
            let follows = afterReturn
            afterReturn = byte == UInt8(ascii: "\r")
            if byte == UInt8(ascii: "\n"), follows { continue }
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                guard line.count < lineLimit else { throw LineTooLong(limit: lineLimit) }
                line.append(byte)
                continue
            }
            if let event = endLine() { events.append(event) }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer {
            line.removeAll(keepingCapacity: true)
            isFirstLine = false
        }
        var bytes = line[...]
        if isFirstLine, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        guard !bytes.isEmpty else {
            defer {
                event = ServerSentEvent()
                hasData = false
            }
            return hasData ? event : nil
        }
        let name = bytes.prefix { $0 != UInt8(ascii: ":") }
        var value = bytes.dropFirst(name.count + 1)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        let text = String(decoding: value, as: UTF8.self)
        switch String(decoding: name, as: UTF8.self) {
        case "data":
            event.data += (hasData ? "\n" : "") + text
            hasData = true
        case "event": event.name = text
        default: break
        }
        return nil
    }
}
