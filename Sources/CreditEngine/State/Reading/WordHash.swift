/// The project's own word hash: the same in every process, unlike `Hasher`.
enum WordHash {
    /// The value before the first byte.
    static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    /// One more byte (FNV-1a, 64 bits).
    @inline(__always)
    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    /// The hash of a lower-case word.
    static func of(_ word: some StringProtocol) -> UInt64 {
        word.utf8.reduce(start, step)
    }

    /// The hash of two words in order.
    @inline(__always)
    static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        (first &* 0x9e37_79b9_7f4a_7c15) ^ second
    }
}
