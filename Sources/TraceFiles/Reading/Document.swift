import CreditEngine

/// A file that is one JSON value over many lines, rather than one record a line.
enum Document {
    /// Bytes of the largest document that is read.
    static let limit = 256 << 20

    /// Bytes that are looked at to tell a document from lines.
    private static let probe = 1 << 20

    /// Whether a file is one document: its first line alone is the beginning of a JSON value, and what follows goes on
    /// with it.
    static func isDocument(_ descriptor: Int32, size: Int, buffer: PaddedBuffer) throws -> Bool {
        try buffer.read(descriptor, offset: 0, length: min(size, probe))
        var text = ByteOrderMark.dropped(from: buffer.filled)
        text = UnsafeRawBufferPointer(rebasing: text.drop { isBlank($0) })
        guard !text.isEmpty else { return false }
        guard let newline = LineBlock.newline(in: text, from: 0) else { return text.first == UInt8(ascii: "[") }
        let firstLine = UnsafeRawBufferPointer(rebasing: text[..<newline])
        switch JSONFault.locate(in: firstLine) {
        case .fault: return false
        case .none: return text.first == UInt8(ascii: "[") && text[newline...].allSatisfy(isBlank)
        case .incomplete:
            guard case .fault(let byte, _) = JSONFault.locate(in: text) else { return true }
            return goesOn(text, behind: newline, upTo: byte - 1)
        }
    }

    /// Whether a value that is broken at `fault` had gone on behind its first line: then it is a document with a fault,
    /// and not a broken line above others.
    private static func goesOn(_ text: UnsafeRawBufferPointer, behind newline: Int, upTo fault: Int) -> Bool {
        let rest = UnsafeRawBufferPointer(rebasing: text[(newline + 1)...])
        guard let start = rest.firstIndex(where: { !isBlank($0) }), fault > newline + 1 + start else { return false }
        let second = UnsafeRawBufferPointer(rebasing: rest[start...].prefix { $0 != UInt8(ascii: "\n") })
        return JSONFault.locate(in: second) != .none
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// Reads a document into the buffer and parses it; `nil` when it is not JSON.
    static func parse(
        _ descriptor: Int32, size: Int, path: String, buffer: PaddedBuffer, parser: JSONParser
    ) throws -> (root: JSONNode, duplicateKeys: Bool)? {
        guard size <= limit else { throw TraceFileError.documentTooLarge(path: path, bytes: size) }
        try buffer.read(descriptor, offset: 0, length: size)
        return parser.parse(ByteOrderMark.dropped(from: buffer.filled))
    }
}

extension BlockScanner {
    /// Reads a whole document; its lines are counted as records: one, or one for each element of its list.
    func scanDocument(_ descriptor: Int32, file: Int, size: Int, path: String) throws -> BlockScan {
        defer { buffer.shrink(above: 8 * LineBlock.size) }
        var scan = BlockScan()
        scan.consumed = size
        let parsed = try Document.parse(descriptor, size: size, path: path, buffer: buffer, parser: parser)
        guard let (root, duplicateKeys) = parsed else {
            addFault(file: file, to: &scan)
            return scan
        }
        if duplicateKeys { scan.counts.duplicateKeys = 1 }
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
        return scan
    }

    /// Says where a document is not JSON, by line and byte.
    private func addFault(file: Int, to scan: inout BlockScan) {
        scan.counts.read = 1
        let text = ByteOrderMark.dropped(from: buffer.filled)
        let mark = buffer.count - text.count
        let (byte, reason): (Int, String)
        var incomplete = false
        switch JSONFault.locate(in: text) {
        case .fault(let at, let why): (byte, reason) = (at, why)
        case .incomplete(let at): (byte, reason, incomplete) = (at, "it ends too early", true)
        case .none: (byte, reason) = (1, "no memory to read it")
        }
        let before = text[..<min(byte - 1, text.count)]
        let start = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let line = 1 + before.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        bad(
            BadLine(
                file: file, line: line, byte: byte - start, offset: mark + start,
                reason: "not JSON at byte \(byte - start) (\(reason))", incomplete: incomplete), to: &scan)
    }
}
