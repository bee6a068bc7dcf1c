import Foundation

/// A folder of one test, gone with it.
final class Scratch {
    /// The folder's path.
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "ascribe-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file of the folder and answers with its path.
    @discardableResult func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        guard FileManager.default.createFile(atPath: file, contents: Data(bytes)) else {
            throw CocoaError(.fileWriteUnknown)
        }
        return file
    }

    /// Writes a text file of the folder and answers with its path.
    @discardableResult func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

    /// Makes a folder in the folder and answers with its path.
    func folder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
        return "\(path)/\(name)"
    }

    /// The bytes of a file of the folder.
    func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: "\(path)/\(name)"))) }
}
