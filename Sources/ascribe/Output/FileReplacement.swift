import Foundation
import TraceFiles

/// Writes files so that one sees the old content or the new, never half of it.
enum FileReplacement {
    /// Writes a file of a folder: a temporary file beside it, forced to disk, then renamed over it.
    ///
    /// No link is followed. Throws `TraceFileError.unwritable`.
    static func write(_ bytes: [UInt8], name: String, in folder: String) throws {
        let path = "\(folder)/\(name)"
        let temporary = "\(folder)/.\(name).\(getpid()).tmp"
        func fail() -> TraceFileError { .unwritable(path: path, reason: String(cString: strerror(errno))) }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw fail() }
        do {
            defer { close(descriptor) }
            guard Descriptor.writeAll(bytes, to: descriptor), fsync(descriptor) == 0 else { throw fail() }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let failure = fail()
            unlink(temporary)
            throw failure
        }
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return }
        fsync(opened)
        close(opened)
    }
}
