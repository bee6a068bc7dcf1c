/// Finds the format of a file from its first records.
///
/// Foreign formats are asked before the plain rules, since many of them hold a list called `messages` that is something
/// else; native records and fields that a person named come before foreign formats.
struct Recognition {
    let options: ReadingOptions

    /// Records of a file that are looked at, and bytes in which they must begin.
    private static let records = 32
    private static let bytes = 256 << 10

    /// The importer of a file of lines; `nil` when no importer recognises one of its first records.
    func importer(
        ofLines descriptor: Int32, size: Int, _ scanner: BlockScanner
    ) throws -> (any TraceImporter.Type)? {
        guard options.mapping == ReadingOptions.FieldMapping() else { return nil }
        let part = LineBlock.Part(
            descriptor: descriptor, base: 0, end: size, size: Self.bytes, limit: options.lineLimit)
        var seen = 0
        var found: (any TraceImporter.Type)?
        var isNative = false
        try LineBlock.forEachLine(of: part, block: 0, buffer: scanner.buffer) { line in
            guard found == nil, !isNative, seen < Self.records, !LineBlock.isBlank(line.text) else { return }
            seen += 1
            let text = line.offset == 0 ? ByteOrderMark.dropped(from: line.text) : line.text
            let parsed =
                scanner.parser.parse(text) ?? LogLine.record(in: text).flatMap { scanner.parser.parse($0) }
                ?? JoinedValues.places(in: text).first.flatMap {
                    scanner.parser.parse(JoinedValues.value($0, of: text))
                }
            guard let (root, _) = parsed else { return }
            isNative = RecordHead.isNative(root)
            if !isNative { found = ImporterRegistry.importer(of: root) }
        }
        return found
    }

    /// The importer of a document; `nil` when no importer recognises it or one of its first elements.
    func importer(ofDocument root: JSONNode) -> (any TraceImporter.Type)? {
        guard options.mapping == ReadingOptions.FieldMapping() else { return nil }
        guard root.kind == .array else { return RecordHead.isNative(root) ? nil : ImporterRegistry.importer(of: root) }
        var seen = 0
        var found: (any TraceImporter.Type)?
        var isNative = false
        root.forEach { element in
            guard found == nil, !isNative, seen < Self.records else { return }
            seen += 1
            isNative = RecordHead.isNative(element)
            if !isNative { found = ImporterRegistry.importer(of: element) }
        }
        return found
    }
}
