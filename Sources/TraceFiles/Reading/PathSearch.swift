import Foundation

/// Finds the files that a person means by a path.
enum PathSearch {
    /// File name endings that are looked into when a folder is given.
    static let endings = ["jsonl", "ndjson", "json"]

    /// The files of the paths, in the order given; those of a folder sorted by name, numbers by value.
    static func files(_ paths: [String]) throws -> [SourceFile] {
        var files: [SourceFile] = []
        for path in paths {
            if path == "-" {
                files.append(try SourceFile.standardInput())
                continue
            }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw TraceFileError.unreadable(path: path, reason: "no such file or folder")
            }
            if let pipe = try pipe(path) {
                files.append(pipe)
                continue
            }
            guard isFolder.boolValue else {
                files.append(SourceFile(path: path, stem: stem(of: (path as NSString).lastPathComponent)))
                continue
            }
            let found = folder(path)
            guard !found.isEmpty else { throw TraceFileError.emptyFolder(path: path) }
            files += found.map {
                SourceFile(path: path.hasSuffix("/") ? path + $0 : "\(path)/\($0)", stem: stem(of: $0))
            }
        }
        return files
    }

    /// A path that is a pipe, such as `<(zcat runs.jsonl.gz)` of a shell; `nil` when it is none.
    private static func pipe(_ path: String) throws -> SourceFile? {
        var info = stat()
        guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFIFO else { return nil }
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw TraceFileError.unreadable(path: path, reason: SystemError.text()) }
        return try SourceFile(path: path, stem: stem(of: (path as NSString).lastPathComponent), pipe: opened)
    }

    /// The trace files below a folder, relative to it; hidden ones and links to folders are passed over.
    private static func folder(_ path: String) -> [String] {
        var found: [String] = []
        let keys: [URLResourceKey] = [.isRegularFileKey]
        let enumerator = FileManager.default.enumerator(
            at: URL(fileURLWithPath: path), includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
        let prefix = URL(fileURLWithPath: path).standardizedFileURL.path
        while let url = enumerator?.nextObject() as? URL {
            guard endings.contains(url.pathExtension.lowercased()) else { continue }
            let full = url.standardizedFileURL.path
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            found.append(String(full.dropFirst(prefix == "/" ? 1 : prefix.count + 1)))
        }
        return found.sorted(by: inNaturalOrder)
    }

    private static func stem(of name: String) -> String {
        for ending in endings where name.lowercased().hasSuffix("." + ending) {
            return String(name.dropLast(ending.count + 1))
        }
        return name
    }

    /// Byte order, except that runs of digits compare by value: `7.json` stands before `10.json`.
    static func inNaturalOrder(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if isDigit(a[i]), isDigit(b[j]) {
                let (m, n) = (number(a, from: &i), number(b, from: &j))
                if m.count != n.count { return m.count < n.count }
                if m != n { return m.lexicographicallyPrecedes(n) }
            } else if a[i] != b[j] {
                return a[i] < b[j]
            } else {
                i += 1
                j += 1
            }
        }
        return a.count - i == b.count - j ? a.lexicographicallyPrecedes(b) : a.count - i < b.count - j
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The digits at `index`, leading zeros removed; moves past them.
    private static func number(_ text: [UInt8], from index: inout Int) -> ArraySlice<UInt8> {
        let start = index
        while index < text.count, isDigit(text[index]) { index += 1 }
        return text[start..<index].drop { $0 == UInt8(ascii: "0") }
    }
}
