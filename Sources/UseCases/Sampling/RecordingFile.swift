import Foundation
import TraceFiles

/// The file that runs are recorded in, before anything is written: a file, and of nothing but runs.
enum RecordingFile {
    /// What a file begins with.
    enum Start {
        /// Nothing that is worth keeping: it is empty, or a crash left half of its first line.
        case nothing
        /// A recorded run.
        case run
    }

    /// The most bytes of a first line that are looked at.
    private static let lineLimit = 64 << 20
    private static let opening = Array(#"{"type":"trace""#.utf8)

    /// Opens or makes it, for this process alone until it is closed; throws `TraceFileError`.
    ///
    /// - Parameter patience: seconds that another process is waited for that has it.
    static func open(_ path: String, waiting patience: Double = 0) throws -> Int32 {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else { throw unwritable(path, code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw TraceFileError.unwritable(path: path, reason: "it is no file; name one in a folder")
        }
        // A receiver takes its file in the same way.
        let deadline = ContinuousClock.now + .seconds(patience)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            if ContinuousClock.now < deadline {
                usleep(20_000)
                continue
            }
            close(descriptor)
            throw TraceFileError.unwritable(
                path: path, reason: "another process records runs in this file; wait for it, or name another --out")
        }
        return descriptor
    }

    /// What it begins with; throws `TraceFileError` when that is something else.
    static func start(of descriptor: Int32, _ path: String) throws -> Start {
        let (line, isWhole) = try firstLine(of: descriptor, path)
        if line.isEmpty, !isWhole { return .nothing }
        if !isWhole, line.starts(with: opening.prefix(line.count)) { return .nothing }
        if isWhole, let record = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
            record["type"] as? String == "trace"
        {
            return .run
        }
        throw TraceFileError.unwritable(
            path: path, reason: "it holds something else than runs and is left as it is; name another --out")
    }

    private static func firstLine(of descriptor: Int32, _ path: String) throws -> (line: [UInt8], isWhole: Bool) {
        var line: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while line.count < lineLimit {
            let got = pread(descriptor, &block, block.count, off_t(line.count))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw unwritable(path, code: errno) }
            if got == 0 { return (line, false) }
            if let end = block[..<got].firstIndex(of: UInt8(ascii: "\n")) { return (line + block[..<end], true) }
            line += block[..<got]
        }
        return (line, true)
    }

    private static func unwritable(_ path: String, code: Int32) -> TraceFileError {
        let reason =
            switch code {
            case EISDIR: "it is a folder; name a file in it"
            case ELOOP: "it is a symbolic link, which is not followed; name the file itself"
            case ENOENT: "its folder does not exist; make it, or name another --out"
            default: String(cString: strerror(code)) + "; name another --out"
            }
        return .unwritable(path: path, reason: reason)
    }
}
