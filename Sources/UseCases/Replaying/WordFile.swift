import Foundation
import SystemPackage
import TraceFiles

/// A file of words that a person wrote by hand for a replay, so that a command line can name it.
package enum WordFile {
    /// Writes the words in a folder that only this person reads.
    package static func keep(_ words: String, at path: String, _ permit: Permit) throws {
        try FileManager.default.createDirectory(
            atPath: FilePath(path).removingLastComponent().string, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(words.utf8), attributes: [.posixPermissions: 0o600])
        else { throw SettingsError.unwritable(path) }
    }

    /// The words of a file; throws `TraceFileError.unreadable`.
    package static func words(at path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw TraceFileError.unreadable(path: path, reason: "no such file, or not readable")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
