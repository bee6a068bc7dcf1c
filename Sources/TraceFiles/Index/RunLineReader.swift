public import CreditEngine

/// Reads lines that hold a whole run each, one at a time and none with regard to another: as a filter needs it that an
/// engine hands any part of a file to.
///
/// One thread at a time: each worker owns one.
public final class RunLineReader {
    /// What a line holds.
    public enum Content: Sendable {
        /// A run. Its identifier may be that of another line's run, too.
        case run(Trace)
        /// Nothing but blanks.
        case blank
        /// A record of a kind that nobody knows, by the kind's name.
        case unknown(kind: String)
        /// No run, for a reason that names the place.
        case bad(reason: String)
    }

    private let options: ReadingOptions
    private let parser: JSONParser
    private let buffer = PaddedBuffer()

    /// A reader; throws `TraceFileError.outOfMemory`.
    public init(options: ReadingOptions = ReadingOptions()) throws {
        self.options = options
        parser = try JSONParser()
    }

    /// Reads one line without its end; `number`, from 1, names a run that has no identifier.
    public func read(_ line: [UInt8], number: Int) -> Content {
        guard line.count <= options.lineLimit else { return .bad(reason: "longer than \(options.lineLimit) bytes") }
        buffer.fill(with: line)
        defer { buffer.shrink(above: 1 << 22) }
        let text = number == 1 ? ByteOrderMark.dropped(from: buffer.filled) : buffer.filled
        guard !LineBlock.isBlank(text) else { return .blank }
        guard let (root, _) = parser.parse(text) else { return .bad(reason: Self.fault(in: text)) }
        guard root.kind == .object else { return .bad(reason: "not an object") }
        do {
            let isMapped = options.mapping != ReadingOptions.FieldMapping()
            if !isMapped, !RecordHead.isNative(root), let importer = ImporterRegistry.importer(of: root) {
                return try imported(root, by: importer, number: number)
            }
            let head = try RecordHead(root, options: options)
            switch head.kind {
            case .unknown: return .unknown(kind: root["type"]?.string ?? "no type")
            case .run:
                var builder = TraceBuilder(id: head.id?.string ?? "line-\(number)", options: options)
                try builder.add(root, kind: .run)
                return .run(try builder.finish())
            case .trace, .message, .state, .outcome, .label:
                return .bad(
                    reason: "one record of a run, not a whole one: 'ascribe convert --to packed' writes a run a line")
            }
        } catch let fault as RecordHead.Fault {
            return .bad(reason: fault.reason)
        } catch {
            return .bad(reason: "\(error)")
        }
    }

    private func imported(_ root: JSONNode, by importer: any TraceImporter.Type, number: Int) throws -> Content {
        var keys: [String] = []
        switch importer.place(of: root) {
        case .onlyRun: break
        case .runs(let names): keys = names
        case .joined(let parts): keys = parts.compactMap(\.keys.first)
        case .nothing: return .unknown(kind: "\(importer.name): no part of a run")
        case .unknown(let kind): return .unknown(kind: kind)
        }
        let distinct = Set(keys)
        guard distinct.count <= 1 else {
            return .bad(
                reason: "parts of \(distinct.count) runs in one line: 'ascribe convert --to packed' writes a run a line"
            )
        }
        var assembly = importer.init(run: keys.first)
        assembly.add(root)
        var run = ImportedRun(id: keys.first ?? "line-\(number)")
        assembly.finish(into: &run)
        return .run(try run.trace(options))
    }

    private static func fault(in text: UnsafeRawBufferPointer) -> String {
        switch JSONFault.locate(in: text) {
        case .fault(let byte, let reason): "not JSON at byte \(byte) (\(reason))"
        case .incomplete(let byte): "not JSON at byte \(byte) (it ends too early)"
        case .none: "no memory to read it"
        }
    }
}
