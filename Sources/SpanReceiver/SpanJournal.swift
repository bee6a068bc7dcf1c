import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file to which a receiver appends what it took in, one line a body.
///
/// A line is handed to the system whole before its sender is answered, so that the end of this program loses nothing that
/// was answered; it reaches the disk within a second, which is what a failure of the machine can take.
public final class SpanJournal: Sendable {
    /// Why a file cannot be appended to, as a sentence.
    public struct Failure: Error, CustomStringConvertible {
        /// One sentence: what, where, what to do.
        public let description: String

        /// A failure at a path, for a reason that says what to do.
        public init(_ path: String, _ reason: String) { description = "\(path): \(reason)" }
    }

    /// The file's path.
    public let path: String

    private struct State {
        var size: Int
        var isSynced = true
        /// Whether the file is closed, and nothing more may be written.
        var isClosed = false
    }

    private let descriptor: Int32
    private let state: Mutex<State>

    /// Opens a file to append to, made when there is none; throws when another receiver writes to it.
    ///
    /// What records runs takes its file in the same way. No symbolic link is followed.
    public init(path: String) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "it is a symbolic link; name another folder with --out" : Self.lastError
            throw Failure(path, "cannot be written: \(reason)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
            _ = Self.close(descriptor)
            throw Failure(path, "another receiver writes to this file; name another with --out")
        }
        var about = stat()
        guard fstat(descriptor, &about) == 0 else {
            let reason = Self.lastError
            _ = Self.close(descriptor)
            throw Failure(path, "cannot be written: \(reason)")
        }
        state = Mutex(State(size: Int(about.st_size)))
        try finishLastLine()
    }

    deinit { close() }

    /// A line that was cut by the end of an earlier receiver must not swallow the next one.
    private func finishLastLine() throws {
        var last: UInt8 = 0
        let size = state.withLock { $0.size }
        guard size > 0, pread(descriptor, &last, 1, off_t(size - 1)) == 1, last != UInt8(ascii: "\n") else { return }
        try append([])
    }

    /// Appends a line; when it does not fit, what was written of it is taken back and a `Failure` is thrown.
    public func append(_ line: [UInt8]) throws {
        try state.withLock { state in
            guard !state.isClosed else { throw Failure(path, "is closed") }
            var rest = (line + [UInt8(ascii: "\n")])[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    let reason = Self.lastError
                    _ = ftruncate(descriptor, off_t(state.size))
                    throw Failure(path, "cannot be written: \(reason)")
                }
                rest = rest.dropFirst(count)
            }
            state.size += line.count + 1
            state.isSynced = false
        }
    }

    /// Waits until all lines are on the disk.
    public func synchronise() {
        let isNeeded = state.withLock { state in
            defer { state.isSynced = true }
            return !state.isSynced && !state.isClosed
        }
        if isNeeded { _ = fsync(descriptor) }
    }

    /// Brings all lines to the disk and lets the file go.
    public func close() {
        synchronise()
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            _ = Self.close(descriptor)
        }
    }

    private static func close(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }

    private static var lastError: String { String(cString: strerror(errno)) }
}
