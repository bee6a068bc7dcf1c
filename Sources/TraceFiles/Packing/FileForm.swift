#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How the bytes of a file hold its records, told from their beginning.
enum FileForm: Equatable {
    /// Lines of JSON, or one JSON document, in UTF-8: read in place.
    case plain
    case gzip
    /// Zstandard and the like.
    case compressed
    /// A zip archive.
    case archive
    /// UTF-16 or UTF-32.
    case wide(WideText)
    /// Lines that end with a carriage return only.
    case carriageReturns
    /// JSON values one after the other that do not stand on a line each: indented, in a row, or behind record separators.
    case values
    /// Bodies of OTLP in protobuf, as lines of JSON.
    case protobuf(lines: [[UInt8]])
    /// A file of another kind; `reason` says of which and how a readable one is made.
    case foreign(reason: String)

    /// Bytes that are looked at to tell lines from other text.
    private static let probe = 1 << 20

    /// The form of an open file of `size` bytes; throws a `LineBlock.Failure` when it cannot be read.
    static func of(_ descriptor: Int32, size: Int) throws -> FileForm {
        let buffer = PaddedBuffer()
        try buffer.read(descriptor, offset: 0, length: min(size, 4096))
        var head = buffer.filled
        if OTLPBodyFile.mayBegin(with: head, size: size) {
            try buffer.read(descriptor, offset: 0, length: size)
            if let lines = OTLPBodyFile.lines(buffer.filled) { return .protobuf(lines: lines) }
            try buffer.read(descriptor, offset: 0, length: min(size, 4096))
            head = buffer.filled
        }
        if let form = magic(head) { return form }
        if let wide = WideText(head) { return .wide(wide) }
        if ForeignFile.isBinary(head) { return .foreign(reason: "a binary file, not text") }
        if ByteOrderMark.dropped(from: head).first(where: { $0 > 0x20 || $0 == JSONStructure.recordSeparator })
            == JSONStructure.recordSeparator
        {
            return .values
        }
        if head.count == size || LineBlock.newline(in: head, from: 0) == nil {
            try buffer.read(descriptor, offset: 0, length: min(size, probe))
        }
        let text = buffer.filled
        // A carriage return at the end may be the first half of a line end.
        if LineBlock.newline(in: text, from: 0) == nil, text.dropLast().contains(UInt8(ascii: "\r")) {
            return isInnerReturn(text) ? .plain : .carriageReturns
        }
        let first = ByteOrderMark.dropped(from: text).first { !JSONStructure.isBlank($0) }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return .plain }
        return try followsOne(descriptor, size: size, buffer) ? .values : .plain
    }

    private static func magic(_ head: UnsafeRawBufferPointer) -> FileForm? {
        func starts(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
        if starts([0x1F, 0x8B]) { return .gzip }
        if starts([0x28, 0xB5, 0x2F, 0xFD]) || starts([0x42, 0x5A, 0x68])
            || starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])
            || starts([0x04, 0x22, 0x4D, 0x18])
        {
            return .compressed
        }
        if starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]) { return .archive }
        return ForeignFile.reason(head).map { .foreign(reason: $0) }
    }

    /// Whether the carriage returns only separate the parts of one JSON value (an old editor's line ends).
    private static func isInnerReturn(_ text: UnsafeRawBufferPointer) -> Bool {
        var structure = JSONStructure()
        for (index, byte) in text.enumerated() where structure.take(byte) == .valueEnds {
            return text[(index + 1)...].allSatisfy(JSONStructure.isBlank)
        }
        return true
    }

    /// Whether another value follows the first one where no line begins for it: behind a value of several lines, or in a
    /// file without line ends.
    private static func followsOne(_ descriptor: Int32, size: Int, _ buffer: PaddedBuffer) throws -> Bool {
        // A shorter file without line ends is one line with several records, which is read as it is.
        let hasLines = LineBlock.newline(in: buffer.filled, from: 0) != nil
        var structure = JSONStructure()
        var (newlines, ended, newlineBehind) = (0, false, false)
        var offset = 0
        while offset < min(size, Limits.documentBytes) {
            if offset > 0 { try buffer.read(descriptor, offset: offset, length: min(probe, size - offset)) }
            for byte in buffer.filled {
                if ended {
                    if byte == UInt8(ascii: "\n") {
                        guard newlines > 0 else { return false }
                        newlineBehind = true
                    } else if !JSONStructure.isBlank(byte) {
                        let opens = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
                        return opens && (newlines > 0 || newlineBehind || size > probe && !hasLines)
                    }
                    continue
                }
                if byte == UInt8(ascii: "\n") {
                    // A raw line end in a string: this line is cut, and the lines that follow are read on their own.
                    if structure.isInString { return false }
                    if structure.isOpen { newlines += 1 }
                }
                ended = structure.take(byte) == .valueEnds
            }
            offset += buffer.count
        }
        return false
    }
}

/// Files that hold no JSON at all, known by their first bytes.
enum ForeignFile {
    /// What the file is and how the tool that wrote it gives a readable one, as a clause; `nil` for any other file.
    static func reason(_ head: UnsafeRawBufferPointer) -> String? {
        if head.starts(with: Array("PAR1".utf8)) {
            return "a Parquet file, as Phoenix and data frames write it; "
                + "pandas.read_parquet(FILE).to_json('spans.jsonl', orient='records', lines=True, date_format='iso') writes one that opens"
        }
        if head.starts(with: Array("SQLite format 3".utf8)) {
            return
                "a SQLite database, as LangGraph checkpoints, MLflow and Agno write it; write the runs as JSON Lines with that program "
                + "(LangGraph: json.dump([s._asdict() for s in graph.get_state_history(config)], file, default=str); "
                + "MLflow: [t.to_json() for t in mlflow.search_traces(return_type='list')])"
        }
        if head.starts(with: [0x41, 0x52, 0x52, 0x4F, 0x57, 0x31]) {
            return
                "an Arrow file; pandas.read_feather(FILE).to_json('runs.jsonl', orient='records', lines=True) writes one that opens"
        }
        if head.starts(with: [0x80]), head.count > 1, (2...5).contains(head[1]) {
            return "a Python pickle, which is never read because it runs code; write JSON with the program that made it"
        }
        if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) {
            return "a tar archive; 'tar xf FILE' unpacks it"
        }
        if head.starts(with: Array("%PDF-".utf8)) { return "a PDF document, which holds no recorded runs" }
        // No text has these bytes; NUL alone stands for blocks of text that a crash lost.
        if head.first == 0x0A, head.prefix(64).contains(where: { (1..<0x09).contains($0) }) {
            return "it is no text; a whole body of OTLP in protobuf would open, so this one is cut short or damaged: "
                + "have the program send it again, to 'ascribe receive'"
        }
        return nil
    }

    /// Whether bytes begin no JSON and have both NUL and what no text in UTF-8 has near their beginning.
    static func isBinary(_ head: UnsafeRawBufferPointer) -> Bool {
        let begin = ByteOrderMark.dropped(from: head).first { !JSONStructure.isBlank($0) }
        guard let begin, begin != 0, begin != UInt8(ascii: "{"), begin != UInt8(ascii: "[") else { return false }
        let start = head.prefix(512)
        guard start.contains(0) else { return false }
        return start.contains { (1..<0x09).contains($0) || (0x0E..<0x1B).contains($0) || $0 >= 0xF8 }
    }
}
