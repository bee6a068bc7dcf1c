import Foundation

/// The files of this project, as they are on the disk.
enum Project {
    /// The project's folder.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The names of the targets in `Sources`.
    static func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "Sources").path()).sorted()
    }

    /// The texts of the files in a folder that end with one of these extensions, by their path inside the folder.
    static func texts(in name: String, _ extensions: [String]) throws -> [String: String] {
        let root = folder.appending(path: name).resolvingSymlinksInPath()
        var texts: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path())
        where extensions.contains(where: { path.hasSuffix("." + $0) }) {
            texts[path] = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        }
        return texts
    }
}
