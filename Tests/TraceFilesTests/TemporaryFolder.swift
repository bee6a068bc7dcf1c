import Foundation
import Testing

/// A folder for the files of one test; it goes away with the process, because catalogues read files when asked.
struct TemporaryFolder {
    /// The folder of all the folders.
    private static let root: String = {
        let path = NSTemporaryDirectory() + "trace-files-\(getpid())"
        atexit { try? FileManager.default.removeItem(atPath: NSTemporaryDirectory() + "trace-files-\(getpid())") }
        return path
    }()

    let path: String

    init() throws {
        path = "\(Self.root)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Writes a file anew, in place, and gives its path.
    @discardableResult func write(_ bytes: some Sequence<UInt8>, to name: String = "runs.jsonl") throws -> String {
        let file = "\(path)/\(name)"
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    @discardableResult func write(_ text: String, to name: String = "runs.jsonl") throws -> String {
        try write(text.utf8, to: name)
    }

    /// Adds to the end of a file.
    func append(_ bytes: some Sequence<UInt8>, to name: String = "runs.jsonl") throws {
        let handle = try #require(FileHandle(forWritingAtPath: "\(path)/\(name)"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
    }
}
