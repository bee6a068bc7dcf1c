import CreditEngine

/// Lines of a run that follow one another in a file.
struct Extent: Sendable, Equatable {
    var offset: Int
    var length: Int
    /// The number of the first line, from 1.
    var line: Int

    /// The place behind it.
    var end: Int { offset + length }
}

extension [Extent] {
    /// Adds a place, joined to the last one when it follows it.
    mutating func join(_ extent: Extent) {
        if let last, last.end == extent.offset {
            self[count - 1].length += extent.length
        } else {
            append(extent)
        }
    }
}

/// What the records of one run in one block come to.
struct Piece: Sendable {
    /// The run's identifier; `nil` when the records carry none.
    var id: String?
    /// Whether this is a whole run in one record.
    var whole: Bool
    /// Whether it begins with a `trace` record, as a run of several records does.
    var isHeaded = false
    /// Which value of a document's list this is; `nil` outside of such lists.
    var element: Int?
    var extent: Extent
    var messages = 0
    var problem: String?
    var success: Bool?
    var score: Double?
    /// What the records say about which other keys name this run.
    var parts: [RunParts.Part] = []

    /// A part of a run in a foreign format; what it says is told by the run's importer.
    init(run key: String?, parts: [RunParts.Part] = [], element: Int?, _ extent: Extent) {
        (id, whole, self.element, self.extent) = (key, false, element, extent)
        self.parts = parts
    }

    init(_ head: RecordHead, element: Int?, _ extent: Extent) {
        id = head.id?.string
        whole = head.kind == .run
        isHeaded = head.kind == .trace
        self.element = element
        self.extent = extent
        (messages, problem, success, score) = (head.messages, head.problem, head.success, head.score)
    }
}

/// What one block of a file holds; line numbers count from 1 within the block.
struct BlockScan: Sendable {
    /// Bad lines of one block that are kept one by one; beyond that they are only counted.
    static let badLineLimit = 20_000

    var pieces: [Piece] = []
    var badLines: [BadLine] = []
    /// Where records of unknown types stand, in lines and in a document's list.
    var unknown: [Extent] = []
    var unknownElements: [Int] = []
    /// How many records there are of each kind that nobody knows.
    var unknownKinds: [String: Int] = [:]
    var counts = LineCounts()
    /// The part of `counts` that comes from a last line without a newline, which is read again when the file grows.
    var provisional = LineCounts()
    /// Where that line starts, when it is a bad one.
    var unsettledOffset: Int?
    /// Lines that end with a newline.
    var lines = 0
    /// The file ends with a record that was kept although no newline ends its line yet.
    var endsInsideLine = false
    /// The place up to which nothing needs to be read again.
    var consumed = 0
    /// Keys of records that nobody knows, at most twelve, for the sentence that refuses a file.
    var keysSeen: [String] = []
    /// The beginning of the file, when this block holds it.
    var beginning: FileMark?
    /// Why the file could not be read at all.
    var failure: TraceFileError?
}

/// Reads lines into a block scan.
///
/// One for each worker.
final class BlockScanner {
    let parser: JSONParser
    let buffer = PaddedBuffer()
    /// The format of the file that is being read; `nil` for our own and plain ones.
    var importer: (any TraceImporter.Type)?
    let options: ReadingOptions

    init(options: ReadingOptions) throws {
        parser = try JSONParser()
        self.options = options
    }

    /// Reads the lines of blocks of a file that follow one another.
    ///
    /// When `insideLine`, the part starts behind a record whose line had not ended when it was read.
    func scan(_ part: LineBlock.Part, blocks: Range<Int>, file: Int, insideLine: Bool) throws -> BlockScan {
        var scan = BlockScan()
        var insideLine = insideLine
        try LineBlock.forEachLine(of: part, blocks: blocks, buffer: buffer) { line in
            defer {
                insideLine = false
                if line.terminated { scan.lines += 1 }
            }
            if insideLine, LineBlock.isBlank(line.text) {
                scan.consumed = line.offset + line.length
                scan.endsInsideLine = !line.terminated
                return
            }
            let before = scan.counts
            scan.counts.read += 1
            scan.consumed = line.offset + line.length
            if insideLine {
                bad(line, byte: 1, "something follows the record on its line", file: file, to: &scan)
            } else {
                add(line, file: file, to: &scan)
            }
            guard !line.terminated else { return }
            scan.endsInsideLine = scan.counts.kept + scan.counts.unknown > before.kept + before.unknown
            guard !scan.endsInsideLine else { return }
            scan.provisional = scan.counts - before
            scan.consumed = line.offset
            if scan.provisional.blank == 0 { scan.unsettledOffset = scan.badLines.last?.offset }
        }
        return scan
    }

    private func add(_ whole: LineBlock.Line, file: Int, to scan: inout BlockScan) {
        var line = whole
        if line.offset == 0 {
            line.text = ByteOrderMark.dropped(from: line.text)
            line.offset = whole.text.count - line.text.count
            line.length -= line.offset
        }
        if line.tooLong {
            let byte = options.lineLimit + 1
            bad(line, byte: byte, "longer than \(options.lineLimit) bytes", file: file, to: &scan)
        } else if LineBlock.isBlank(line.text) {
            scan.counts.blank += 1
        } else if let (root, duplicateKeys) = parser.parse(line.text) ?? recordBehindPrefix(of: line.text) {
            if duplicateKeys { scan.counts.duplicateKeys += 1 }
            let extent = Extent(offset: line.offset, length: line.length, line: scan.lines + 1)
            add(root, element: nil, extent, file: file, to: &scan)
        } else if importer != nil, LogLine.isPlain(line.text) {
            unknown(
                LogLine.kind, element: nil, Extent(offset: line.offset, length: line.length, line: scan.lines + 1),
                to: &scan)
        } else if !addJoined(line, file: file, to: &scan) {
            addFault(line, file: file, to: &scan)
        }
    }

    /// Adds the records of a line that holds several, or unwritten bytes beside one; `false` when it is no such line.
    private func addJoined(_ line: LineBlock.Line, file: Int, to scan: inout BlockScan) -> Bool {
        let places = JoinedValues.places(in: line.text)
        guard !places.isEmpty,
            places.allSatisfy({ parser.parse(JoinedValues.value($0, of: line.text)) != nil })
        else { return false }
        scan.counts.read += places.count - 1
        for (index, place) in places.enumerated() {
            guard let (root, duplicateKeys) = parser.parse(JoinedValues.value(place, of: line.text)) else { continue }
            if duplicateKeys { scan.counts.duplicateKeys += 1 }
            let end = index == places.count - 1 ? line.length : place.upperBound
            let extent = Extent(
                offset: line.offset + place.lowerBound, length: end - place.lowerBound, line: scan.lines + 1)
            add(root, element: nil, extent, file: file, to: &scan)
        }
        return true
    }

    /// The record that a program's log wrote behind a prefix of its own; foreign formats only.
    private func recordBehindPrefix(of line: UnsafeRawBufferPointer) -> (root: JSONNode, duplicateKeys: Bool)? {
        guard importer != nil, let record = LogLine.record(in: line) else { return nil }
        return parser.parse(record)
    }

    /// Says what is wrong with a line that the parser refused.
    private func addFault(_ line: LineBlock.Line, file: Int, to scan: inout BlockScan) {
        switch JSONFault.locate(in: line.text) {
        case .incomplete(let byte) where !line.terminated:
            let reason = "ends in the middle of a record; it is read when the rest is there"
            bad(line, byte: byte, reason, incomplete: true, file: file, to: &scan)
        case .incomplete(let byte):
            bad(line, byte: byte, "not JSON at byte \(byte) (it ends too early)", file: file, to: &scan)
        case .fault(let byte, let reason):
            bad(line, byte: byte, "not JSON at byte \(byte) (\(reason))", file: file, to: &scan)
        case .none: bad(line, byte: 1, "no memory to read it", file: file, to: &scan)
        }
    }

    /// Adds one record, wherever it stands.
    func add(_ node: JSONNode, element: Int?, _ extent: Extent, file: Int, to scan: inout BlockScan) {
        if let importer { return place(node, importer, element: element, extent, in: &scan) }
        do throws(RecordHead.Fault) {
            let head = try RecordHead(node, options: options)
            guard head.kind != .unknown else {
                note(keysOf: node, in: &scan)
                let kind = node["type"]?.string ?? node["event"]?.string ?? node["kind"]?.string
                unknown(kind ?? "no type", element: element, extent, to: &scan)
                return
            }
            scan.counts.kept += 1
            scan.counts.messages += head.messages
            if head.hasOddOutcome { scan.counts.oddOutcomes += 1 }
            scan.counts.oddMessages += head.oddMessages
            Self.append(head, element, extent, to: &scan.pieces)
        } catch {
            note(keysOf: node, in: &scan)
            let place = element.map { "element \($0 + 1): " } ?? ""
            bad(
                BadLine(file: file, line: extent.line, byte: 1, offset: extent.offset, reason: place + error.reason),
                to: &scan)
        }
    }

    /// Adds one record of a foreign format to the runs that it belongs to.
    private func place(
        _ node: JSONNode, _ importer: any TraceImporter.Type, element: Int?, _ extent: Extent, in scan: inout BlockScan
    ) {
        switch ImporterRegistry.place(of: node, by: importer) {
        case .onlyRun: Self.append(nil, element, extent, to: &scan.pieces)
        case .runs(let keys): for key in keys { Self.append(key, element, extent, to: &scan.pieces) }
        case .joined(let parts): for part in parts { Self.append(part, element, extent, to: &scan.pieces) }
        case .nothing: break
        case .unknown(let kind): return unknown(kind, element: element, extent, to: &scan)
        }
        scan.counts.kept += 1
    }

    /// Counts a record of a kind that nobody knows.
    private func unknown(_ kind: String, element: Int?, _ extent: Extent, to scan: inout BlockScan) {
        scan.counts.unknown += 1
        scan.unknownKinds[kind, default: 0] += 1
        if let element { scan.unknownElements.append(element) } else { scan.unknown.join(extent) }
    }

    /// Adds a foreign record to a run, joined to the last piece when it goes on there.
    private static func append(_ key: String?, _ element: Int?, _ extent: Extent, to pieces: inout [Piece]) {
        if element == nil, let last = pieces.last, last.id == key, last.extent.end == extent.offset {
            pieces[pieces.count - 1].extent.length += extent.length
        } else {
            pieces.append(Piece(run: key, element: element, extent))
        }
    }

    /// Adds a foreign record to a run of several keys.
    private static func append(_ part: RunParts.Part, _ element: Int?, _ extent: Extent, to pieces: inout [Piece]) {
        append(part.keys[0], element, extent, to: &pieces)
        if part.keys.count > 1 || part.thread != nil { pieces[pieces.count - 1].parts.append(part) }
    }

    private func bad(
        _ line: LineBlock.Line, byte: Int, _ reason: String, incomplete: Bool = false, file: Int,
        to scan: inout BlockScan
    ) {
        bad(
            BadLine(
                file: file, line: scan.lines + 1, byte: byte, offset: line.offset, reason: reason,
                incomplete: incomplete), to: &scan)
    }

    /// Counts a line that cannot be read, and keeps it while there are not too many.
    func bad(_ line: BadLine, to scan: inout BlockScan) {
        if line.incomplete { scan.counts.incomplete += 1 } else { scan.counts.bad += 1 }
        if scan.badLines.count < BlockScan.badLineLimit { scan.badLines.append(line) }
    }

    private func note(keysOf root: JSONNode, in scan: inout BlockScan) {
        guard scan.keysSeen.count < 12 else { return }
        root.forEachField { key, _ in
            guard scan.keysSeen.count < 12 else { return }
            let name = key.string
            if !scan.keysSeen.contains(name) { scan.keysSeen.append(name) }
        }
    }

    /// Adds a record to the pieces, joined to the last one when it goes on there.
    private static func append(_ head: RecordHead, _ element: Int?, _ extent: Extent, to pieces: inout [Piece]) {
        guard element == nil, head.kind != .run, head.kind != .trace, let last = pieces.last, !last.whole,
            last.extent.end == extent.offset, head.isOf(last.id)
        else {
            pieces.append(Piece(head, element: element, extent))
            return
        }
        let index = pieces.count - 1
        pieces[index].extent.length += extent.length
        pieces[index].messages += head.messages
        pieces[index].problem = head.problem ?? last.problem
        if let success = head.success { (pieces[index].success, pieces[index].score) = (success, head.score) }
    }
}

extension LineCounts {
    /// What remains of a count without a part of it.
    static func - (whole: LineCounts, part: LineCounts) -> LineCounts {
        var rest = whole
        rest.read -= part.read
        rest.kept -= part.kept
        rest.unknown -= part.unknown
        rest.bad -= part.bad
        rest.blank -= part.blank
        rest.incomplete -= part.incomplete
        rest.duplicateKeys -= part.duplicateKeys
        rest.oddOutcomes -= part.oddOutcomes
        rest.oddMessages -= part.oddMessages
        rest.messages -= part.messages
        return rest
    }
}
