/// Which folders of one target need types of which others.
struct FolderGraph {
    /// A use of a type in a file of another folder.
    struct Use: Hashable, Comparable, CustomStringConvertible {
        var type: String
        var file: String

        var description: String { "\(type) in \(file)" }

        static func < (a: Use, b: Use) -> Bool { (a.type, a.file) < (b.type, b.file) }
    }

    /// The uses by the folder that needs a type and the folder that declares it.
    private(set) var arrows: [String: [String: Set<Use>]] = [:]

    /// Reads the files of one target: their text by their path inside it.
    init(_ files: [String: String]) {
        let code = files.mapValues { SourceCode($0) }
        var homes: [String: Set<String>] = [:]
        for (path, file) in code {
            for type in file.types { homes[type, default: []].insert(Self.folder(path)) }
        }
        for (path, file) in code {
            let here = Self.folder(path)
            for name in file.names {
                for home in homes[name] ?? [] where home != here {
                    arrows[here, default: [:]][home, default: []].insert(Use(type: name, file: Self.name(path)))
                }
            }
        }
    }

    /// The shortest circle of each folder that is in one, each circle once, starting at its first folder by name.
    var circles: [[String]] {
        var found: Set<[String]> = []
        for folder in arrows.keys.sorted() {
            guard let circle = shortestWay(from: folder, backTo: folder) else { continue }
            let first = circle.indices.min { circle[$0] < circle[$1] } ?? 0
            found.insert(Array(circle[first...] + circle[..<first]))
        }
        return found.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// A circle in words: each arrow with the types that cause it.
    func explain(_ circle: [String]) -> String {
        circle.indices.map { index in
            let next = circle[(index + 1) % circle.count]
            let uses = (arrows[circle[index]]?[next] ?? []).sorted()
            let more = uses.count > 4 ? " and \(uses.count - 4) more" : ""
            return "\(circle[index]) needs \(next): \(uses.prefix(4).map(\.description).joined(separator: ", "))\(more)"
        }.joined(separator: "; ")
    }

    private func shortestWay(from start: String, backTo end: String) -> [String]? {
        var before: [String: String] = [:]
        var waiting = [start]
        while !waiting.isEmpty {
            let folder = waiting.removeFirst()
            for next in (arrows[folder] ?? [:]).keys.sorted() {
                if next == end {
                    var way = [folder]
                    while let last = way.last, last != start, let earlier = before[last] { way.append(earlier) }
                    return way.reversed()
                }
                guard before[next] == nil, next != start else { continue }
                before[next] = folder
                waiting.append(next)
            }
        }
        return nil
    }

    private static func folder(_ path: String) -> String {
        path.firstIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    private static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
