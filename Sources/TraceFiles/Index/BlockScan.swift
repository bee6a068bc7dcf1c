import CreditEngine

/// Lines of a run that follow one another in a file.
struct Extent: Sendable, Equatable {
    var offset: Int
    var length: Int
    /// The number of the first line, from 1.
    var line: Int
}

/// What the records of one run in one block come to.
struct Piece: Sendable {
    /// The run's identifier; `nil` when the records carry none.
    var id: String?
    /// Whether this is a whole run in one record.
    var whole: Bool
    /// Which value of a document's list this is; `nil` outside of such lists.
    var element: Int?
    var extent: Extent
    var messages = 0
    var problem: String?
    var success: Bool?
    var score: Double?
}

/// What one block of a file holds; line numbers count from 1 within the block.
struct BlockScan: Sendable {
    var pieces: [Piece] = []
    var badLines: [BadLine] = []
    /// Where records of unknown types stand.
    var unknown: [Extent] = []
    var counts = LineCounts()
    /// Bytes of lines that need not be read again: all but an incomplete last line.
    var consumed = 0
    /// Keys of records that nobody knows, at most twelve, for the sentence that refuses a file.
    var keysSeen: [String] = []
    /// Why the file could not be read at all.
    var failure: TraceFileError?
}

/// Reads lines into a block scan. One for each worker.
final class BlockScanner {
    let parser: JSONParser
    let buffer = PaddedBuffer()
    private let options: ReadingOptions

    init(options: ReadingOptions) throws {
        parser = try JSONParser()
        self.options = options
    }

    /// Reads the lines of one block of a file.
    func scan(_ descriptor: Int32, file: Int, base: Int, end: Int, block: Int) -> BlockScan? {
        var scan = BlockScan()
        let read = LineBlock.forEachLine(
            of: descriptor, base: base, end: end, block: block, limit: options.lineLimit, buffer: buffer
        ) { line in
            scan.counts.read += 1
            self.add(line, file: file, to: &scan)
        }
        return read ? scan : nil
    }

    private func add(_ line: LineBlock.Line, file: Int, to scan: inout BlockScan) {
        var line = line
        if line.offset == 0, line.text.starts(with: [0xEF, 0xBB, 0xBF]) {
            line.text = UnsafeRawBufferPointer(rebasing: line.text[3...])
            line.offset = 3
        }
        let length = line.text.count + (line.terminated ? 1 : 0)
        scan.consumed = line.offset + length
        if line.tooLong {
            bad(line, byte: options.lineLimit + 1, "longer than \(options.lineLimit) bytes", file: file, to: &scan)
        } else if line.text.allSatisfy(Self.isBlank) {
            scan.counts.blank += 1
        } else if let (root, duplicateKeys) = parser.parse(line.text) {
            if duplicateKeys { scan.counts.duplicateKeys += 1 }
            let extent = Extent(offset: line.offset, length: length, line: scan.counts.read)
            add(root, element: nil, extent, file: file, to: &scan)
        } else {
            switch JSONFault.locate(in: line.text) {
            case .incomplete where !line.terminated:
                scan.consumed = line.offset
                scan.counts.incomplete += 1
                scan.badLines.append(
                    BadLine(
                        file: file, line: scan.counts.read, byte: line.text.count + 1, offset: line.offset,
                        reason: "ends in the middle of a record; it is read when the rest is there", incomplete: true))
            case .incomplete(let byte):
                bad(line, byte: byte, "not JSON at byte \(byte) (it ends too early)", file: file, to: &scan)
            case .fault(let byte, let reason):
                bad(line, byte: byte, "not JSON at byte \(byte) (\(reason))", file: file, to: &scan)
            case .none: bad(line, byte: 1, "not JSON", file: file, to: &scan)
            }
        }
    }

    /// Adds one record, wherever it stands.
    func add(_ node: JSONNode, element: Int?, _ extent: Extent, file: Int, to scan: inout BlockScan) {
        do throws(RecordHead.Fault) {
            let head = try RecordHead(node, options: options)
            guard head.kind != .unknown else {
                scan.counts.unknown += 1
                note(keysOf: node, in: &scan)
                if element == nil { Self.join(extent, to: &scan.unknown) }
                return
            }
            scan.counts.kept += 1
            scan.counts.messages += head.messages
            Self.append(head, element, extent, to: &scan.pieces)
        } catch {
            note(keysOf: node, in: &scan)
            scan.counts.bad += 1
            let place = element.map { "element \($0): " } ?? ""
            scan.badLines.append(
                BadLine(file: file, line: extent.line, byte: 1, offset: extent.offset, reason: place + error.reason))
        }
    }

    private func bad(_ line: LineBlock.Line, byte: Int, _ reason: String, file: Int, to scan: inout BlockScan) {
        scan.counts.bad += 1
        scan.badLines.append(
            BadLine(file: file, line: scan.counts.read, byte: byte, offset: line.offset, reason: reason))
    }

    private func note(keysOf root: JSONNode, in scan: inout BlockScan) {
        root.forEachField { key, _ in
            guard scan.keysSeen.count < 12 else { return }
            let name = key.string
            if !scan.keysSeen.contains(name) { scan.keysSeen.append(name) }
        }
    }

    /// Adds a record to the pieces, joined to the last one when it goes on there.
    private static func append(_ head: RecordHead, _ element: Int?, _ extent: Extent, to pieces: inout [Piece]) {
        if head.kind != .run, let last = pieces.last, !last.whole,
            last.extent.offset + last.extent.length == extent.offset, sameID(last.id, head.id)
        {
            let index = pieces.count - 1
            pieces[index].extent.length += extent.length
            pieces[index].messages += head.messages
            pieces[index].problem = head.problem ?? last.problem
            if let success = head.success { (pieces[index].success, pieces[index].score) = (success, head.score) }
            return
        }
        pieces.append(
            Piece(
                id: head.id.map { String(decoding: $0, as: UTF8.self) }, whole: head.kind == .run, element: element,
                extent: extent,

                messages: head.messages, problem: head.problem, success: head.success, score: head.score))
    }

    /// Adds a place to a list of places, joined to the last one when it follows it.
    static func join(_ extent: Extent, to extents: inout [Extent]) {
        if let last = extents.last, last.offset + last.length == extent.offset {
            extents[extents.count - 1].length += extent.length
        } else {
            extents.append(extent)
        }
    }

    private static func sameID(_ known: String?, _ bytes: UnsafeBufferPointer<UInt8>?) -> Bool {
        guard let known, let bytes else { return known == nil && bytes == nil }
        return known.utf8.elementsEqual(bytes)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }
}
