#if canImport(Glibc)
    import Glibc
#endif

/// Bytes read from a file with the padding after them that the parser needs; it is used again and again.
final class PaddedBuffer {
    private(set) var bytes: UnsafeMutableRawBufferPointer
    /// How many of them are filled.
    private(set) var count = 0

    init() {
        bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)
    }

    deinit { bytes.deallocate() }

    /// What was read.
    var filled: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<count]) }

    /// Reads `length` bytes from `offset` on; fewer when the file ends before.
    func read(_ descriptor: Int32, offset: Int, length: Int) -> Bool {
        count = 0
        return append(descriptor, offset: offset, length: length)
    }

    /// Reads `length` more bytes, from `offset` of the file on, behind those that are there.
    func append(_ descriptor: Int32, offset: Int, length: Int) -> Bool {
        reserve(count + length)
        var got = 0
        while got < length {
            let n = pread(descriptor, bytes.baseAddress?.advanced(by: count + got), length - got, off_t(offset + got))
            if n < 0, errno == EINTR { continue }
            if n < 0 { return false }
            if n == 0 { break }
            got += n
        }
        count += got
        return true
    }

    /// Frees memory that one very long line needed.
    func shrink(above limit: Int) {
        guard bytes.count > limit else { return }
        bytes.deallocate()
        bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)
        count = 0
    }

    private func reserve(_ needed: Int) {
        let padded = needed + JSONParser.padding
        guard padded > bytes.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(padded, bytes.count * 2), alignment: 64)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        bytes.deallocate()
        bytes = larger
    }
}
