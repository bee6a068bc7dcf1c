public import CreditEngine

/// Decodes runs of a catalogue, one at a time.
///
/// Each thread has its own.
public final class TraceReader {
    private let catalogue: Catalogue
    let options: ReadingOptions
    private let parser: JSONParser
    private let buffer = PaddedBuffer()
    /// The document that was read last: its other runs are likely to be asked for next.
    private var document: OpenDocument?

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
            throw TraceFileError.noSuchTrace(id: "number \(run + 1)", known: [], of: 0)
        }
        var builder = TraceBuilder(id: indexed.entry.id, options: options)
        try forEachRecord(of: run) { node, kind in try builder.add(node, kind: kind) }
        do throws(RecordHead.Fault) {
            return try builder.finish()
        } catch {
            throw TraceFileError.unreadableRun(id: indexed.entry.id, reason: error.reason)
        }
    }

    /// Calls `body` with each record of a run, in file order; unknown kinds are left out, and so are lines that
    /// `isWanted` tells from their bytes to be of no interest.
    func forEachRecord(
        of run: Int, where isWanted: (UnsafeRawBufferPointer) -> Bool = { _ in true },
        _ body: (JSONNode, RecordHead.Kind) throws -> Void
    ) throws {
        guard let (indexed, file, position) = catalogue.location(run) else { return }
        try file.withDescriptor(stillAs: position) { descriptor, identity in
            guard !position.isDocument else {
                try readDocument(indexed, descriptor, identity, file, body)
                return
            }
            for extent in [indexed.first] + indexed.more {
                try readLines(extent, indexed, descriptor, file, where: isWanted, body)
            }
        }
    }

    private func readDocument(
        _ run: IndexedRun, _ descriptor: Int32, _ identity: FileIdentity, _ file: SourceFile,
        _ body: (JSONNode, RecordHead.Kind) throws -> Void
    ) throws {
        let open: OpenDocument
        if let document, document.file === file, document.identity == identity {
            open = document
        } else {
            document = nil
            open = try OpenDocument(descriptor, identity, file)
            document = open
        }
        guard !run.elements.isEmpty else { return try read(open.root, run, file, place: "the document", body) }
        for element in run.elements {
            guard open.elements.indices.contains(element) else { throw TraceFileError.changed(path: file.path) }
            try read(open.elements[element], run, file, place: "element \(element + 1)", body)
        }
    }

    private func readLines(
        _ extent: Extent, _ run: IndexedRun, _ descriptor: Int32, _ file: SourceFile,
        where isWanted: (UnsafeRawBufferPointer) -> Bool, _ body: (JSONNode, RecordHead.Kind) throws -> Void
    ) throws {
        let part = LineBlock.Part(
            descriptor: descriptor, base: extent.offset, end: extent.end, limit: options.lineLimit)
        var number = extent.line
        try LineBlock.forEachLine(of: part, buffer: buffer) { line in
            guard isWanted(line.text) else {
                number += 1
                return
            }
            guard let (root, _) = parser.parse(line.text) else { throw TraceFileError.changed(path: file.path) }
            try read(root, run, file, place: "line \(number)", body)
            number += 1
        }
    }

    private func read(
        _ node: JSONNode, _ run: IndexedRun, _ file: SourceFile, place: String,
        _ body: (JSONNode, RecordHead.Kind) throws -> Void
    ) throws {
        do {
            let head = try RecordHead(node, options: options)
            // A file that was rewritten in place holds something else here now.
            if head.id != nil, !head.isOf(run.entry.id) { throw TraceFileError.changed(path: file.path) }
            try body(node, head.kind)
        } catch let fault as RecordHead.Fault {
            throw TraceFileError.unreadableRun(id: run.entry.id, reason: "\(place): \(fault.reason)")
        }
    }
}

/// A document that was parsed, with its text already forgotten.
final class OpenDocument {
    let file: SourceFile
    let identity: FileIdentity
    let root: JSONNode
    /// The values of its list; empty when it is no list.
    let elements: [JSONNode]
    /// Owns what the nodes point to.
    private let parser: JSONParser

    init(_ descriptor: Int32, _ identity: FileIdentity, _ file: SourceFile) throws {
        let parser = try JSONParser()
        let parsed = try Document.parse(
            descriptor, size: identity.size, path: file.path, buffer: PaddedBuffer(), parser: parser)
        guard let (root, _) = parsed else { throw TraceFileError.changed(path: file.path) }
        (self.file, self.identity, self.root, self.parser) = (file, identity, root, parser)
        var elements: [JSONNode] = []
        root.forEach { elements.append($0) }
        self.elements = elements
    }
}
