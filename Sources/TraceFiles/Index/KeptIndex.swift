import CreditEngine

/// What indexing found in one file that was read to its end.
struct KeptIndex {
    /// Bad lines of a file whose index is kept, at most.
    static let badLineLimit = 10_000

    var progress: FileProgress
    var runs: [IndexedRun]

    init(_ progress: FileProgress, runs: [IndexedRun]) { (self.progress, self.runs) = (progress, runs) }

    /// Whether all of the file is settled: no line that may go on, no copy of its content, no more than it can hold.
    static func holds(_ progress: FileProgress) -> Bool {
        guard let identity = progress.position.identity, identity.isRegular, identity.copySize == nil else {
            return false
        }
        return progress.failure == nil && progress.unsettled == nil && progress.provisional == LineCounts()
            && !progress.position.isDocument && progress.unknownElements.isEmpty
            && progress.consumed == identity.size && progress.badLines == progress.reported.count
    }

    /// The bytes, but for what tells the file.
    var packed: [UInt8] {
        var writer = PackedWriter()
        let position = progress.position
        writer.write(position.importer?.name) { $0.write($1) }
        writer.write(position.seen)
        writer.write(position.beginning) { writer, mark in
            writer.write(mark.offset)
            writer.write(mark.length)
            writer.write(mark.digest)
        }
        for number in [progress.consumed, progress.lines] { writer.write(number) }
        writer.write(progress.insideLine)
        for count in LineCounts.parts { writer.write(progress.counts[keyPath: count]) }
        writer.write(progress.reported) { writer, line in
            for number in [line.line, line.byte, line.offset] { writer.write(number) }
            writer.write(line.reason)
            writer.write(line.incomplete)
        }
        writer.write(progress.keysSeen) { $0.write($1) }
        writer.write(progress.unknown, Self.write)
        writer.write(progress.unknownKinds.sorted { $0.key < $1.key }) { writer, kind in
            writer.write(kind.key)
            writer.write(kind.value)
        }
        progress.joins.write(to: &writer)
        writer.write(runs, Self.write)
        return writer.bytes
    }

    /// Reads the bytes; throws when they are damaged, or of a format that is not known.
    ///
    /// - Parameter file: the file's position in the list of files now, which the bytes do not say.
    init(_ bytes: ArraySlice<UInt8>, of identity: FileIdentity, file: Int) throws {
        var reader = PackedReader(bytes)
        var progress = FileProgress()
        progress.position.identity = identity
        if let name = try reader.optional({ try $0.text() }) {
            guard let importer = ImporterRegistry.all.first(where: { $0.name == name }) else {
                throw PackedReader.Damaged()
            }
            progress.position.importer = importer
        }
        progress.position.seen = try reader.number()
        progress.position.beginning = try reader.optional { reader in
            FileMark(offset: try reader.number(), length: try reader.number(), digest: try reader.text())
        }
        progress.consumed = try reader.number()
        progress.lines = try reader.number()
        progress.insideLine = try reader.flag()
        for count in LineCounts.parts { progress.counts[keyPath: count] = try reader.number() }
        progress.reported = try reader.list { reader in
            BadLine(
                file: file, line: try reader.number(), byte: try reader.number(), offset: try reader.number(),
                reason: try reader.text(), incomplete: try reader.flag())
        }
        progress.badLines = progress.reported.count
        progress.keysSeen = try reader.list { try $0.text() }
        progress.unknown = try reader.list(Self.extent)
        progress.unknownKinds = Dictionary(
            try reader.list { (try $0.text(), try $0.number()) }, uniquingKeysWith: { first, _ in first })
        progress.joins = try RunJoins(&reader)
        runs = try reader.list { try Self.run(&$0, file: file) }
        guard reader.isAtEnd else { throw PackedReader.Damaged() }
        self.progress = progress
    }

    private static func write(_ writer: inout PackedWriter, _ extent: Extent) {
        for number in [extent.offset, extent.length, extent.line] { writer.write(number) }
    }

    private static func extent(_ reader: inout PackedReader) throws -> Extent {
        Extent(offset: try reader.number(), length: try reader.number(), line: try reader.number())
    }

    private static func write(_ writer: inout PackedWriter, _ run: IndexedRun) {
        writer.write(run.entry.id)
        writer.write(run.entry.problem) { $0.write($1) }
        writer.write(run.entry.success) { $0.write($1) }
        writer.write(run.entry.score) { $0.write($1) }
        writer.write(run.entry.messages)
        writer.write(run.key) { $0.write($1) }
        writer.write(run.keys) { $0.write($1) }
        writer.write(run.whole)
        write(&writer, run.first)
        writer.write(run.more, write)
    }

    private static func run(_ reader: inout PackedReader, file: Int) throws -> IndexedRun {
        let entry = RunEntry(
            id: try reader.text(), problem: try reader.optional { try $0.text() },
            success: try reader.optional { try $0.flag() }, score: try reader.optional { try $0.fraction() },
            messages: try reader.number(), file: file)
        return IndexedRun(
            entry: entry, key: try reader.optional { try $0.text() }, keys: try reader.list { try $0.text() },
            whole: try reader.flag(), first: try extent(&reader), more: try reader.list(extent))
    }
}

extension LineCounts {
    /// All counts.
    fileprivate static var parts: [WritableKeyPath<LineCounts, Int>] {
        [
            \.read, \.kept, \.unknown, \.bad, \.blank, \.incomplete, \.duplicateKeys, \.oddOutcomes, \.oddMessages,
            \.messages,
        ]
    }
}
