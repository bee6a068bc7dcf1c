import Foundation
import TraceFiles

/// Files that hold what a command writes.
package enum WrittenFile {
    /// Replaces what a file holds, and never waits for somebody who reads it; throws `TraceFileError`.
    package static func replace(_ path: String, with bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else {
            let reason = errno == ENXIO ? "nobody reads it; start its reader first" : String(cString: strerror(errno))
            throw TraceFileError.unwritable(path: path, reason: reason)
        }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        guard !Descriptor.writeAll(bytes, to: descriptor) else { return }
        throw TraceFileError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
