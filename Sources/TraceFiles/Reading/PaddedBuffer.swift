import CreditEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Bytes read from a file with the padding after them that the parser needs; it is used again and again.
final class PaddedBuffer {
    private static let smallest = 1 << 16

    private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: smallest, alignment: 64)
    /// How many of them are filled.
    private(set) var count = 0

    deinit { bytes.deallocate() }

    /// What was read.
    var filled: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<count]) }

    /// Reads `length` bytes from `offset` on; throws a `LineBlock.Failure` when that many are not there.
    func read(_ descriptor: Int32, offset: Int, length: Int) throws {
        count = 0
        try append(descriptor, offset: offset, length: length)
    }

    /// Reads `length` more bytes, from `offset` of the file on, behind those that are there.
    func append(_ descriptor: Int32, offset: Int, length: Int) throws {
        reserve(count + length)
        let wanted = count + length
        var at = offset
        while count < wanted {
            let got = pread(descriptor, bytes.baseAddress?.advanced(by: count), wanted - count, off_t(at))
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw LineBlock.Failure.system(errno) }
            if got == 0 { throw LineBlock.Failure.shorter }
            count += got
            at += got
        }
    }

    /// Whether a text stands somewhere in what was read.
    func contains(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { ByteSearch.holds(filled, UnsafeRawBufferPointer($0)) }
    }

    /// Holds these bytes instead.
    func fill(with source: [UInt8]) {
        count = 0
        reserve(source.count)
        bytes.copyBytes(from: source)
        count = source.count
    }

    /// Frees memory that one very long line needed.
    func shrink(above limit: Int) {
        guard bytes.count > limit else { return }
        bytes.deallocate()
        bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.smallest, alignment: 64)
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
