import Foundation
import SystemPackage

/// The files of a person's program.
enum ProgramFolder {
    /// The largest file that is read, in bytes, and the most files.
    private static let (sizeLimit, countLimit) = (1 << 20, 5_000)

    /// How the names of files with source text end.
    private static let sources: Set<String> = [
        "py", "js", "mjs", "cjs", "ts", "mts", "jsx", "tsx", "go", "rs", "java", "kt", "scala", "rb", "php", "cs",
        "swift",
        "dart", "ex", "exs", "lua", "sh", "yaml", "yml", "toml",
    ]

    /// Whether a file holds source text, as its name tells.
    static func isSource(_ path: String) -> Bool { sources.contains(ending(of: path)) }

    /// The part of a name behind its last dot, in small letters.
    static func ending(of path: String) -> String { path.split(separator: ".").last.map { $0.lowercased() } ?? "" }

    /// The files below a folder by their paths in it, in order; `nil` when there is no such folder.
    ///
    /// Links are not followed; hidden files, folders of packages and files that are too large are passed over.
    static func files(
        in folder: String, where wanted: (String) -> Bool = { _ in true }
    ) -> [(path: String, content: Data)]? {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
            let walk = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
        else { return nil }
        let base = root.standardizedFileURL.path
        var files: [(path: String, content: Data)] = []
        for case let url as URL in walk {
            let status = try? FileManager.default.attributesOfItem(atPath: url.path)
            switch status?[.type] as? FileAttributeType {
            case .typeDirectory?:
                let name = FilePath(url.path).lastComponent?.string
                let isEnvironment = FileManager.default.fileExists(atPath: url.path + "/pyvenv.cfg")
                if isEnvironment || name == "node_modules" || name == "__pycache__" { walk.skipDescendants() }
            case .typeRegular?:
                let path = String(url.standardizedFileURL.path.dropFirst(base.count + 1))
                guard wanted(path), let size = status?[.size] as? Int, size <= sizeLimit, files.count < countLimit,
                    let content = FileManager.default.contents(atPath: url.path)
                else { continue }
                files.append((path, content))
            default: continue
            }
        }
        return files.sorted { $0.path < $1.path }
    }
}
