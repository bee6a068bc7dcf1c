import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The records of a zip archive that a program writes as its log, a line each (Inspect `.eval`).
struct ArchiveRecords {
    /// How often each entry stands in the archive; the last of them counts.
    private var names: [String: Int] = [:]
    private let path: String

    /// Looks at the names of an archive's entries; throws when one of them leaves the folder, or when nobody here knows
    /// the archive.
    init(_ descriptor: Int32, path: String) throws {
        self.path = path
        let archive = try ArchiveReader(descriptor, isZip: true, path: path)
        while let name = try archive.next() {
            guard Self.staysInside(name) else {
                throw TraceFileError.unreadable(
                    path: path,
                    reason:
                        "its entry \(name) leaves the folder, so nothing of it was read; pack the files by their names alone"
                )
            }
            names[name, default: 0] += 1
        }
        guard names["header.json"] != nil || names["_journal/start.json"] != nil else {
            throw TraceFileError.unreadable(
                path: path,
                reason: "a zip archive of \(names.count) entries that is no Inspect log; unpack it and open the folder")
        }
    }

    private static func staysInside(_ name: String) -> Bool {
        FilePath(name).isRelative && !FilePath(name).components.contains { $0.kind == .parentDirectory }
    }

    /// Whether an entry holds records: the log's header, or one sample.
    private func isWanted(_ name: String) -> Bool {
        name == "header.json" || name == "_journal/start.json" && names["header.json"] == nil
            || name.hasPrefix("samples/") && name.hasSuffix(".json")
    }

    /// Writes the records of the archive, each with its entry's name.
    mutating func write(_ descriptor: Int32, to writer: inout PlainCopy.Writer) throws {
        let archive = try ArchiveReader(descriptor, isZip: true, path: path)
        while let name = try archive.next() {
            let left = names[name] ?? 0
            names[name] = left - 1
            guard left == 1, isWanted(name) else { continue }
            try BundlePart.begin(name, to: &writer)
            try archive.read { try BundlePart.write($0, to: &writer) }
            try BundlePart.end(to: &writer)
        }
    }
}
