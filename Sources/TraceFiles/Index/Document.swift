import CreditEngine

/// A file that is one JSON value over many lines, rather than one record a line.
enum Document {
    /// Bytes that are looked at to tell a document from lines.
    private static let probe = 1 << 20

    /// Whether a file is one document.
    ///
    /// Its first line alone is the beginning of a JSON value, and the next one is no record of its own; damage in what
    /// follows does not make lines of a document.
    static func isDocument(_ descriptor: Int32, size: Int, buffer: PaddedBuffer) throws -> Bool {
        try buffer.read(descriptor, offset: 0, length: min(size, probe))
        var text = ByteOrderMark.dropped(from: buffer.filled)
        text = UnsafeRawBufferPointer(rebasing: text.drop { isBlank($0) })
        guard !text.isEmpty else { return false }
        guard let newline = LineBlock.newline(in: text, from: 0) else { return text.first == UInt8(ascii: "[") }
        guard text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") else { return false }
        var structure = JSONStructure()
        for index in 0..<newline where structure.take(text[index]) == .valueEnds {
            return text.first == UInt8(ascii: "[") && text[(index + 1)...].allSatisfy(isBlank)
        }
        // A raw line end in a string: the first record was cut, and the lines that follow are records.
        guard !structure.isInString else { return false }
        return text.first == UInt8(ascii: "[") || !isCutRecord(text, newline)
    }

    /// Whether the first line is a record that was cut: the next line is a whole object, and no value goes on there.
    private static func isCutRecord(_ text: UnsafeRawBufferPointer, _ newline: Int) -> Bool {
        let rest = UnsafeRawBufferPointer(rebasing: text[newline...].drop(while: isBlank))
        let end = LineBlock.newline(in: rest, from: 0) ?? rest.count
        let second = UnsafeRawBufferPointer(rebasing: rest[..<end])
        guard second.first == UInt8(ascii: "{"), JSONFault.locate(in: second) == .none else { return false }
        if case .fault = JSONFault.locate(in: text) { return true }
        return false
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// A parsed document, valid until its parser parses again.
    struct Parsed {
        var root: JSONNode
        var duplicateKeys: Bool
        /// What had to be replaced before it could be read.
        var mends: [JSONMending.Mend] = []
    }

    /// Reads a document into the buffer and parses it, with what damages it replaced where that is safe; `nil` when it is
    /// not JSON.
    static func parse(
        _ descriptor: Int32, size: Int, path: String, buffer: PaddedBuffer, parser: JSONParser
    ) throws -> Parsed? {
        guard size <= Limits.documentBytes else {
            throw TraceFileError.documentTooLarge(path: path, bytes: size, limit: Limits.documentBytes)
        }
        try buffer.read(descriptor, offset: 0, length: size)
        let text = ByteOrderMark.dropped(from: buffer.filled)
        if let (root, duplicateKeys) = parser.parse(text) { return Parsed(root: root, duplicateKeys: duplicateKeys) }
        guard let (bytes, mends) = JSONMending.mended(text) else { return nil }
        let mended = PaddedBuffer()
        mended.fill(with: bytes)
        return parser.parse(mended.filled).map { Parsed(root: $0.root, duplicateKeys: $0.duplicateKeys, mends: mends) }
    }
}

extension BlockScanner {
    /// Reads a whole document; its lines are counted as records: one, or one for each element of its list.
    func scanDocument(_ descriptor: Int32, file: Int, size: Int, path: String) throws -> BlockScan {
        defer { buffer.shrink(above: 8 * LineBlock.size) }
        var scan = BlockScan()
        scan.consumed = size
        let parsed = try Document.parse(descriptor, size: size, path: path, buffer: buffer, parser: parser)
        guard let parsed else {
            addFault(file: file, to: &scan)
            return scan
        }
        let root = parsed.root
        if parsed.duplicateKeys { scan.counts.duplicateKeys = 1 }
        importer = Recognition(options: options).importer(ofDocument: root)
        let extent = Extent(offset: 0, length: size, line: 1)
        if root.kind == .array {
            root.forEach { node in
                add(node, element: scan.counts.read, extent, file: file, to: &scan)
                scan.counts.read += 1
            }
        } else {
            scan.counts.read = 1
            add(root, element: nil, extent, file: file, to: &scan)
        }
        for mend in parsed.mends {
            scan.counts.read += 1
            addFault(at: mend.offset, mend.reason, file: file, to: &scan)
        }
        return scan
    }

    /// Says where a document is not JSON, by line and byte.
    private func addFault(file: Int, to scan: inout BlockScan) {
        scan.counts.read = 1
        let text = ByteOrderMark.dropped(from: buffer.filled)
        switch JSONFault.locate(in: text) {
        case .fault(let byte, let reason): addFault(at: byte - 1, "not JSON: \(reason)", file: file, to: &scan)
        case .incomplete(let byte):
            // It ends behind its last sign, not behind the ends of lines that follow.
            let end = text.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
            addFault(at: min(byte - 1, end), "the document ends too early", incomplete: true, file: file, to: &scan)
        case .none: addFault(at: 0, "no memory to read it", file: file, to: &scan)
        }
    }

    /// Says what is wrong at an offset of the document's text.
    private func addFault(
        at offset: Int, _ reason: String, incomplete: Bool = false, file: Int, to scan: inout BlockScan
    ) {
        let text = ByteOrderMark.dropped(from: buffer.filled)
        let before = text[..<min(offset, text.count)]
        let start = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let line = 1 + before.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        let byte = offset - start + 1
        bad(
            BadLine(
                file: file, line: line, byte: byte, offset: buffer.count - text.count + start,
                reason: "\(reason) (byte \(byte))", incomplete: incomplete), to: &scan)
    }
}
