/// One event of a stream.
package struct ServerSentEvent: Sendable, Equatable {
    /// The event's name; empty when it has none.
    package var name = ""
    /// Its data lines, joined by line feeds.
    package var data: [UInt8] = []

    /// The data as text.
    package var text: String { String(decoding: data, as: UTF8.self) }
}

/// Reads a stream of events from pieces that may be cut anywhere, in a time bounded for each byte.
///
/// Source: HTML Standard, "Interpreting an event stream".
package struct ServerSentEventReader: Sendable {
    /// A line is longer than allowed.
    struct LineTooLong: Error, Equatable { var limit: Int }

    private let lineLimit: Int
    private var line: [UInt8] = []
    private var afterReturn = false
    private var isFirstLine = true
    private var event = ServerSentEvent()
    private var hasData = false

    /// - Parameter lineLimit: the longest line, in bytes.
    package init(lineLimit: Int) { self.lineLimit = lineLimit }

    /// Takes a piece and hands over each event that it completes.
    ///
    /// Throws `LineTooLong` and what `body` throws; nothing is read after that.
    package mutating func read(_ piece: [UInt8], _ body: (ServerSentEvent) throws -> Void) throws {
        var start = piece.startIndex
        for at in piece.indices {
            let byte = piece[at]
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                afterReturn = false
                continue
            }
            let isSecondHalf = byte == UInt8(ascii: "\n") && afterReturn
            afterReturn = byte == UInt8(ascii: "\r")
            defer { start = at + 1 }
            if isSecondHalf { continue }
            try extend(piece[start..<at])
            if let event = endLine() { try body(event) }
        }
        try extend(piece[start...])
    }

    /// The event that the end of the stream cut off before its blank line; `nil` when there is none.
    ///
    /// The standard drops it. Whoever takes it must know by its content that it is whole.
    package mutating func rest() -> ServerSentEvent? {
        if !line.isEmpty { _ = endLine() }
        return hasData ? event : nil
    }

    private mutating func extend(_ bytes: ArraySlice<UInt8>) throws {
        guard line.count + bytes.count <= lineLimit else { throw LineTooLong(limit: lineLimit) }
        line += bytes
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
        if name.elementsEqual("data".utf8) {
            if hasData { event.data.append(UInt8(ascii: "\n")) }
            event.data += value
            hasData = true
        } else if name.elementsEqual("event".utf8) {
            event.name = String(decoding: value, as: UTF8.self)
        }
        return nil
    }
}
