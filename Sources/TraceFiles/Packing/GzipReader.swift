import DocumentShims

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a gzip file, all its members.
///
/// libarchive, which reads the other packings, compares no checksum of gzip and leaves
/// out what follows the first damaged member without a word.
final class GzipReader {
    private let handle: OpaquePointer
    private let path: String
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// Reads from the beginning of an open file; `path` is for sentences.
    init(_ descriptor: Int32, path: String) throws {
        lseek(descriptor, 0, SEEK_SET)
        guard let opened = ascribe_gzip_open(descriptor) else { throw TraceFileError.outOfMemory }
        handle = opened
        self.path = path
    }

    deinit { ascribe_gzip_close(handle) }

    /// Calls `body` with the content, piece by piece.
    func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        while true {
            let got = buffer.withUnsafeMutableBytes { ascribe_gzip_read(handle, $0.baseAddress, $0.count) }
            guard got >= 0 else {
                throw TraceFileError.damaged(path: path, String(cString: ascribe_gzip_error(handle)))
            }
            guard got > 0 else { return }
            try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
        }
    }
}

extension TraceFileError {
    /// What was packed does not come out again.
    static func damaged(path: String, _ why: String) -> TraceFileError {
        .unreadable(path: path, reason: "its packed content is damaged: \(why); pack or copy it again")
    }
}
