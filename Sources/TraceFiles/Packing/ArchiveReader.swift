import DocumentShims

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads the entries of a zip archive, or a compressed file other than gzip as its one entry.
final class ArchiveReader {
    private let handle: OpaquePointer
    private let path: String
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// Reads from the beginning of an open file; `path` is for sentences.
    init(_ descriptor: Int32, isZip: Bool, path: String) throws {
        lseek(descriptor, 0, SEEK_SET)
        let opened = isZip ? ascribe_archive_open_zip(descriptor) : ascribe_archive_open_compressed(descriptor)
        guard let opened else { throw TraceFileError.outOfMemory }
        handle = opened
        self.path = path
    }

    deinit { ascribe_archive_close(handle) }

    /// Moves to the next entry and gives its name; `nil` behind the last one.
    func next() throws -> String? {
        switch ascribe_archive_next(handle) {
        case 1: return ascribe_archive_entry_name(handle).map { String(cString: $0) } ?? ""
        case 0: return nil
        default: throw damaged
        }
    }

    /// Calls `body` with the bytes of the current entry, piece by piece.
    func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        while true {
            let got = buffer.withUnsafeMutableBytes { ascribe_archive_read(handle, $0.baseAddress, $0.count) }
            guard got >= 0 else { throw damaged }
            guard got > 0 else { return }
            try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
        }
    }

    private var damaged: TraceFileError { .damaged(path: path, String(cString: ascribe_archive_error(handle))) }
}
