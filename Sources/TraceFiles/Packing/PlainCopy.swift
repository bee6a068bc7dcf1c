import Foundation
import Synchronization

/// The content of a source as plain lines, in a file that has no name and goes away with this value.
///
/// Bounded: what small files unpack to cannot fill a disk.
final class PlainCopy: Sendable {
    /// Bytes of content that are always allowed, times that a larger content may be of its source, and bytes that no
    /// content may exceed.
    private static let free = 256 << 20, ratio = 250, limit = 32 << 30

    /// The file that has no name.
    let descriptor: Int32

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/ascribe-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw TraceFileError.unwritable(path: "a temporary file", reason: SystemError.text())
        }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    /// Bytes that were written.
    var size: Int { FileIdentity(descriptor).size }

    /// Writes a content piece by piece.
    struct Writer {
        private let file: PlainCopy
        private let path: String
        private let allowed: Int
        private var pending: [UInt8] = []
        private var written = 0

        /// A writer of what a source of `sourceSize` bytes holds; `path` is the source's, for sentences.
        init(to file: PlainCopy, from path: String, sourceSize: Int) {
            (self.file, self.path) = (file, path)
            allowed = min(
                PlainCopy.limit,
                max(PlainCopy.free, sourceSize.multipliedReportingOverflow(by: PlainCopy.ratio).0))
            pending.reserveCapacity(1 << 18)
        }

        mutating func write(_ byte: UInt8) throws {
            pending.append(byte)
            if pending.count >= 1 << 18 { try flush() }
        }

        mutating func write(_ bytes: some Sequence<UInt8>) throws {
            pending.append(contentsOf: bytes)
            if pending.count >= 1 << 18 { try flush() }
        }

        /// Writes out what is held back; nothing may be missing when the writer is done.
        mutating func flush() throws {
            guard written + pending.count <= allowed else {
                throw TraceFileError.unreadable(
                    path: path,
                    reason:
                        "it unpacks to more than \(allowed >> 20) MiB, too much for its size; unpack it yourself and open what it holds"
                )
            }
            var rest = pending[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress, $0.count, off_t(written)) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    throw TraceFileError.unreadable(
                        path: path,
                        reason:
                            "no room for a temporary copy: \(SystemError.text()); free some in \(NSTemporaryDirectory())"
                    )
                }
                written += count
                rest = rest.dropFirst(count)
            }
            pending.removeAll(keepingCapacity: true)
        }
    }
}

/// Keeps the contents that were used last: a bounded number, whatever the number of files.
final class CopyShelf: Sendable {
    private static let capacity = 24
    private let held = Mutex<[(owner: ObjectIdentifier, identity: FileIdentity, content: PlainCopy)]>([])

    /// The content of a source as it is now; `nil` when it is not held.
    func content(of owner: ObjectIdentifier, _ identity: FileIdentity) -> PlainCopy? {
        held.withLock { held in
            guard let index = held.lastIndex(where: { $0.owner == owner && $0.identity == identity }) else {
                return nil
            }
            let found = held.remove(at: index)
            held.append(found)
            return found.content
        }
    }

    /// Holds a content until others were used more lately.
    func keep(_ content: PlainCopy, of owner: ObjectIdentifier, _ identity: FileIdentity) {
        held.withLock { held in
            held.removeAll { $0.owner == owner }
            held.append((owner, identity, content))
            if held.count > Self.capacity { held.removeFirst() }
        }
    }
}
