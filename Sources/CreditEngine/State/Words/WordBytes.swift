/// Eight bytes of a text at once.
struct WordBytes {
    /// The first byte in the lowest eight bits.
    private let bytes: UInt64

    /// The bytes from a place on, of which there must be eight.
    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>, at place: Int) {
        bytes = UInt64(
            littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// How many of them are ASCII letters and digits before the first that is not, 0 to 8.
    @inline(__always)
    var letters: Int {
        let high = Self.each(0x80)
        // A sum reaches the highest bit of a byte from the first letter or digit on, and from the one behind the last.
        let lower = (bytes | Self.each(0x20)) & ~high
        let letter = (lower &+ Self.each(0x80 - 0x61)) & ~(lower &+ Self.each(0x80 - 0x7B))
        let plain = bytes & ~high
        let digit = (plain &+ Self.each(0x80 - 0x30)) & ~(plain &+ Self.each(0x80 - 0x3A))
        return (~((letter | digit) & ~bytes) & high).trailingZeroBitCount &>> 3
    }

    /// The first `count` bytes, 1 to 8, as a number whose last byte is the lowest.
    @inline(__always)
    func first(_ count: Int) -> UInt64 { bytes.byteSwapped &>> (64 &- 8 &* UInt64(truncatingIfNeeded: count)) }

    /// A number of eight equal bytes.
    @inline(__always)
    static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
}
