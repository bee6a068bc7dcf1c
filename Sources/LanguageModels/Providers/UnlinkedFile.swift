internal import Foundation
internal import SystemPackage

/// A file without a name, for a program's standard input.
///
/// A pipe would end this process with SIGPIPE when the program does not read all of it, and ignoring that signal is not
/// a library's to decide.
enum UnlinkedFile {
    /// An open file that holds bytes and stands at its beginning; throws `Errno`.
    static func holding(_ bytes: [UInt8]) throws -> FileDescriptor {
        let path = FilePath(NSTemporaryDirectory()).appending("ascribe-\(UUID().uuidString)")
        let file = try FileDescriptor.open(
            path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
            permissions: .ownerReadWrite)
        do {
            try? FileManager.default.removeItem(atPath: path.string)
            try file.writeAll(bytes)
            try file.seek(offset: 0, from: .start)
            return file
        } catch {
            try? file.close()
            throw error
        }
    }
}
