#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lists the files below a folder.
package enum FolderWalk {
    /// What a walk meets.
    struct Listing {
        /// The files, relative to the folder.
        var files: [String] = []
        /// The folders that could not be listed; "" is the folder itself.
        var closed: [String] = []
        /// What is called like a file of runs and is none: a pipe, a device, a link that leads to no file.
        var passedOver: [String] = []
    }

    /// Levels of folders that are entered.
    private static let depth = 64

    /// Whether a path names a folder, or a link to one.
    package static func isFolder(_ path: String) -> Bool {
        var info = stat()
        return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }

    /// The files below a folder, relative to it, in natural order; hidden ones and links to folders are passed over.
    static func files(below folder: String) -> [String] { listing(of: folder).files }

    /// The same files, and what else is there.
    static func listing(of folder: String) -> Listing {
        var found = Listing()
        walk(folder, prefix: "", level: 0, into: &found)
        found.files = found.files.map { (bytes: Array($0.utf8), name: $0) }
            .sorted { inNaturalOrder($0.bytes, $1.bytes) }.map(\.name)
        found.passedOver.sort()
        return found
    }

    private static func walk(_ folder: String, prefix: String, level: Int, into found: inout Listing) {
        guard level < depth else { return }
        guard let listing = opendir(folder.isEmpty ? "." : folder) else {
            if errno != ENOENT, errno != ENOTDIR { found.closed.append(prefix) }
            return
        }
        defer { closedir(listing) }
        var folders: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.utf8.first != UInt8(ascii: ".") else { continue }
            switch kind(entry.pointee.d_type, path: "\(folder)/\(name)") {
            case S_IFDIR: folders.append(name)
            case S_IFREG: found.files.append(prefix + name)
            default: if name.contains(".json") { found.passedOver.append(prefix + name) }
            }
        }
        for name in folders { walk("\(folder)/\(name)", prefix: "\(prefix)\(name)/", level: level + 1, into: &found) }
    }

    /// A folder, a file or a link to a file; 0 for anything else.
    private static func kind(_ type: UInt8, path: String) -> mode_t {
        if Int(type) == Int(DT_REG) { return S_IFREG }
        if Int(type) == Int(DT_DIR) { return S_IFDIR }
        var info = stat()
        guard lstat(path, &info) == 0 else { return 0 }
        if info.st_mode & S_IFMT != S_IFLNK { return info.st_mode & S_IFMT }
        guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return 0 }
        return S_IFREG
    }

    /// Byte order, except that runs of digits compare by value: `7.json` stands before `10.json`.
    private static func inNaturalOrder(_ a: [UInt8], _ b: [UInt8]) -> Bool {
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
