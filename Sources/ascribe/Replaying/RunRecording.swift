import CreditEngine
import Foundation
import TraceFiles

/// A file that runs are added to as they finish: one line a run, so that a line is there or it is not.
final class RunRecording {
    private let path: String
    private let descriptor: Int32
    private var known: Set<String> = []

    /// Opens the file and reads which runs it holds; half a line that an earlier crash left is cut off.
    init(path: String, fresh: Bool) throws {
        self.path = path
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (fresh ? O_TRUNC : 0)
        descriptor = open(path, flags, 0o644)
        guard descriptor >= 0 else {
            throw TraceFileError.unwritable(path: path, reason: String(cString: strerror(errno)))
        }
        let catalogue = try Catalogue(paths: [path])
        var cut: Int?
        try catalogue.index { update in
            known.formUnion(update.runs.map(\.id))
            cut = update.badLines.first { $0.incomplete }?.offset ?? cut
            return true
        }
        let end = cut.map { off_t($0) } ?? lseek(descriptor, 0, SEEK_END)
        guard end >= 0, ftruncate(descriptor, end) == 0, lseek(descriptor, end, SEEK_SET) == end else { throw failure }
    }

    deinit { close(descriptor) }

    private var failure: TraceFileError { .unwritable(path: path, reason: String(cString: strerror(errno))) }

    /// Whether a run of that name is in the file already.
    func holds(_ id: String) -> Bool { known.contains(id) }

    /// Adds a run.
    func append(_ trace: Trace) throws {
        var text = JSONText()
        NativeWriter.write(trace, form: .packed, to: &text)
        var start = 0
        while start < text.bytes.count {
            let written = text.bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: start), text.bytes.count - start)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw failure }
            start += written
        }
        known.insert(trace.id)
    }
}
