public import CreditEngine

/// Decodes runs of a catalogue, one at a time. Each thread has its own.
public final class TraceReader {
    private let catalogue: Catalogue
    let options: ReadingOptions
    private let parser: JSONParser
    private let buffer = PaddedBuffer()

    init(catalogue: Catalogue, options: ReadingOptions) throws {
        self.catalogue = catalogue
        self.options = options
        parser = try JSONParser()
    }

    /// Decodes a run by its position in the catalogue.
    ///
    /// Throws a `TraceFileError` when the file is gone or changed, or when the run cannot be put together.
    public func trace(_ run: Int) throws -> Trace {
        guard let (indexed, _, _) = catalogue.location(run) else {
            throw TraceFileError.noSuchTrace(id: "number \(run + 1)", known: [])
        }
        var builder = TraceBuilder(id: indexed.entry.id, options: options)
        try forEachRecord(of: run) { node, kind in try builder.add(node, kind: kind) }
        do throws(RecordHead.Fault) {
            return try builder.finish()
        } catch {
            throw TraceFileError.unreadableRun(id: indexed.entry.id, reason: error.reason)
        }
    }

    /// Calls `body` with each record of a run, in file order; unknown kinds are left out.
    func forEachRecord(of run: Int, _ body: (JSONNode, RecordHead.Kind) throws -> Void) throws {
        guard let (indexed, file, progress) = catalogue.location(run) else { return }
        try file.withDescriptor { descriptor, identity in
            guard let known = progress.identity, identity.continues(known, bytes: progress.consumed) else {
                throw TraceFileError.changed(path: file.path)
            }
            if progress.isDocument {
                try readDocument(indexed, descriptor, identity, file, body)
            } else {
                for extent in [indexed.first] + indexed.more {
                    try readLines(extent, indexed, descriptor, file, body)
                }
            }
        }
        buffer.shrink(above: 8 * LineBlock.size)
    }

    private func readDocument(
        _ run: IndexedRun, _ descriptor: Int32, _ identity: FileIdentity, _ file: SourceFile,
        _ body: (JSONNode, RecordHead.Kind) throws -> Void
    ) throws {
        let parsed = try Document.parse(
            descriptor, size: identity.size, path: file.path, buffer: buffer, parser: parser)
        guard let (root, _) = parsed else { throw TraceFileError.changed(path: file.path) }
        let elements = Document.elements(of: root)
        guard let found = elements.first(where: { $0.element == run.element }) else {
            throw TraceFileError.changed(path: file.path)
        }
        try read(found.node, run, file, line: 1, body)
    }

    private func readLines(
        _ extent: Extent, _ run: IndexedRun, _ descriptor: Int32, _ file: SourceFile,
        _ body: (JSONNode, RecordHead.Kind) throws -> Void
    ) throws {
        guard buffer.read(descriptor, offset: extent.offset, length: extent.length), buffer.count == extent.length
        else {
            throw TraceFileError.changed(path: file.path)
        }
        var start = 0
        var line = extent.line
        while start < buffer.count {
            let end = LineBlock.newline(in: buffer.filled, from: start) ?? buffer.count
            let text = UnsafeRawBufferPointer(rebasing: buffer.filled[start..<end])
            guard let (root, _) = parser.parse(text) else { throw TraceFileError.changed(path: file.path) }
            try read(root, run, file, line: line, body)
            start = end + 1
            line += 1
        }
    }

    private func read(
        _ node: JSONNode, _ run: IndexedRun, _ file: SourceFile, line: Int,
        _ body: (JSONNode, RecordHead.Kind) throws -> Void
    ) throws {
        do {
            let head = try RecordHead(node, options: options)
            // A file that was rewritten in place holds something else here now.
            if let id = head.id, !run.entry.id.utf8.elementsEqual(id) { throw TraceFileError.changed(path: file.path) }
            try body(node, head.kind)
        } catch let fault as RecordHead.Fault {
            throw TraceFileError.unreadableRun(id: run.entry.id, reason: "line \(line): \(fault.reason)")
        }
    }
}
