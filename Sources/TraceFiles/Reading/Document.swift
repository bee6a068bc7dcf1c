import CreditEngine

/// A file that is one JSON value over many lines, rather than one record a line.
enum Document {
    /// Bytes of the largest document that is read.
    static let limit = 256 << 20

    /// Bytes that are looked at to tell a document from lines.
    private static let probe = 1 << 20

    /// Whether a file is one document: its first line alone is the beginning of a JSON value, and what follows goes on
    /// with it.
    static func isDocument(_ descriptor: Int32, size: Int, buffer: PaddedBuffer) -> Bool {
        guard buffer.read(descriptor, offset: 0, length: min(size, probe)) else { return false }
        var text = buffer.filled
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = UnsafeRawBufferPointer(rebasing: text[3...]) }
        guard let newline = LineBlock.newline(in: text, from: 0) else { return isList(text) }
        let firstLine = UnsafeRawBufferPointer(rebasing: text[..<newline])
        switch JSONFault.locate(in: firstLine) {
        case .fault: return false
        case .none: return isList(firstLine) && text[newline...].allSatisfy { $0 == 0x0A || $0 == 0x20 || $0 == 0x0D }
        case .incomplete:
            if case .fault = JSONFault.locate(in: text) { return false }
            return true
        }
    }

    private static func isList(_ text: UnsafeRawBufferPointer) -> Bool {
        text.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "[")
    }

    /// Reads a document into the buffer and parses it.
    static func parse(
        _ descriptor: Int32, size: Int, path: String, buffer: PaddedBuffer, parser: JSONParser
    ) throws -> (root: JSONNode, duplicateKeys: Bool)? {
        guard size <= limit else { throw TraceFileError.documentTooLarge(path: path, bytes: size) }
        guard buffer.read(descriptor, offset: 0, length: size) else {
            throw TraceFileError.unreadable(path: path, reason: SystemError.text())
        }
        return parser.parse(content(of: buffer))
    }

    /// The buffer without a byte order mark.
    static func content(of buffer: PaddedBuffer) -> UnsafeRawBufferPointer {
        guard buffer.filled.starts(with: [0xEF, 0xBB, 0xBF]) else { return buffer.filled }
        return UnsafeRawBufferPointer(rebasing: buffer.filled[3...])
    }

    /// The runs of a document: itself, or the elements of its list.
    static func elements(of root: JSONNode) -> [(element: Int?, node: JSONNode)] {
        guard root.kind == .array else { return [(nil, root)] }
        var nodes: [(Int?, JSONNode)] = []
        root.forEach { nodes.append((nodes.count, $0)) }
        return nodes
    }
}

extension BlockScanner {
    /// Reads a whole document; its lines are counted as records: one, or one for each element of its list.
    func scanDocument(_ descriptor: Int32, file: Int, size: Int, path: String) -> BlockScan {
        var scan = BlockScan()
        scan.consumed = size
        do {
            guard
                let (root, duplicateKeys) = try Document.parse(
                    descriptor, size: size, path: path, buffer: buffer, parser: parser)
            else {
                addFault(file: file, to: &scan)
                return scan
            }
            let elements = Document.elements(of: root)
            scan.counts.read = elements.count
            if duplicateKeys { scan.counts.duplicateKeys = 1 }
            let extent = Extent(offset: 0, length: size, line: 1)
            for (element, node) in elements { add(node, element: element, extent, file: file, to: &scan) }
        } catch let error as TraceFileError {
            scan.failure = error
        } catch {
            scan.failure = .unreadable(path: path, reason: "\(error)")
        }
        buffer.shrink(above: 8 * LineBlock.size)
        return scan
    }

    /// Says where a document is not JSON, by line and byte.
    private func addFault(file: Int, to scan: inout BlockScan) {
        scan.counts.read = 1
        let text = Document.content(of: buffer)
        let (byte, reason): (Int, String)
        let incomplete: Bool
        switch JSONFault.locate(in: text) {
        case .fault(let at, let why): (byte, reason, incomplete) = (at, why, false)
        case .incomplete(let at): (byte, reason, incomplete) = (at, "it ends too early", true)
        case .none: (byte, reason, incomplete) = (1, "it cannot be parsed", false)
        }
        if incomplete { scan.counts.incomplete = 1 } else { scan.counts.bad = 1 }
        let before = text[..<min(byte - 1, text.count)]
        let start = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let line = 1 + before.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        scan.badLines.append(
            BadLine(
                file: file, line: line, byte: byte - start, offset: start,
                reason: "not JSON at byte \(byte - start) (\(reason))", incomplete: incomplete))
    }
}
