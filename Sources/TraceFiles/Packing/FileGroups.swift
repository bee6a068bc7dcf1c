import CreditEngine
import SystemPackage

/// Which files of a folder make one run together.
struct FileGroups {
    /// The bundles, by the name of the file in whose place they stand.
    private(set) var bundles: [String: FileBundle] = [:]
    /// Files that are part of a bundle.
    private(set) var members: Set<String> = []

    /// Groups the files of a folder by their names, relative to it.
    init(of names: [String], below root: String) {
        let all = Set(names)
        var beside: [String: [String]] = [:]
        for name in names where ByteSearch.holds(name, anyOf: ["agent-", "event-", "base_state"]) {
            if let folder = FileBundle.eventFolder(of: "\(root)/\(name)") {
                addEvent(name, of: folder)
            } else if let session = Self.session(ofSubagent: name, all) {
                members.insert(name)
                beside[session, default: []] += []
            } else if let session = Self.sessionBeside(name, all, root) {
                members.insert(name)
                beside[session, default: []].append("\(root)/\(name)")
            }
        }
        for (session, files) in beside {
            bundles[session] = FileBundle(session: "\(root)/\(session)", beside: files)
        }
    }

    private var folders: Set<String> = []

    private mutating func addEvent(_ name: String, of folder: String) {
        if folders.contains(folder) {
            members.insert(name)
        } else if let bundle = FileBundle(events: folder) {
            folders.insert(folder)
            bundles[name] = bundle
        }
    }

    /// The session `S.jsonl` of a file `S/subagents/agent-….jsonl`; `nil` when it is not there.
    private static func session(ofSubagent name: String, _ all: Set<String>) -> String? {
        let parts = Array(FilePath(name).components)
        guard parts.last?.string.hasPrefix("agent-") == true, let folder = parts.lastIndex(of: "subagents"), folder > 0
        else { return nil }
        let session = FilePath(root: nil, parts[..<folder]).string + ".jsonl"
        return all.contains(session) ? session : nil
    }

    /// The session whose identifier an `agent-….jsonl` beside it names in its first record.
    private static func sessionBeside(_ name: String, _ all: Set<String>, _ root: String) -> String? {
        let path = FilePath(name)
        guard let last = path.lastComponent?.string, last.hasPrefix("agent-"), last.hasSuffix(".jsonl") else {
            return nil
        }
        guard let id = FirstRecord.text(of: "sessionId", path: "\(root)/\(name)") else { return nil }
        let session = path.removingLastComponent().appending(id + ".jsonl").string
        return session != name && all.contains(session) ? session : nil
    }
}

/// The first record of a file, as far as it is needed to tell what the file belongs to.
private enum FirstRecord {
    /// A text field of the first line; `nil` when the line is longer than 1 MiB, is no JSON or has no such field.
    static func text(of field: String, path: String) -> String? {
        guard let parser = try? JSONParser() else { return nil }
        var found: String?
        let file = SourceFile(path: path, stem: path, shelf: CopyShelf())
        try? file.withDescriptor { descriptor, identity in
            let part = LineBlock.Part(
                descriptor: descriptor, base: 0, end: min(identity.size, 1 << 20), size: 1 << 12, limit: 1 << 20)
            try LineBlock.forEachLine(of: part, block: 0, buffer: PaddedBuffer()) { line in
                guard found == nil, line.offset == 0 else { return }
                found = parser.parse(line.text)?.root.field(field)?.string
            }
        }
        return found
    }
}
