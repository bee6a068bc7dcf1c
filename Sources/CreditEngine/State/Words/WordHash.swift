/// The project's own word hash: the same in every process, unlike `Hasher`.
///
/// Bytes are gathered eight at a time, so a word of up to eight bytes costs one multiplication.
struct WordHash {
    private var gathered: UInt64 = 0
    private var count: UInt64 = 0
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    /// No bytes yet.
    @inline(__always)
    init() {}

    /// Takes one more byte.
    @inline(__always)
    mutating func add(_ byte: UInt8) {
        gathered = gathered &<< 8 | UInt64(byte)
        count &+= 1
        if count & 7 == 0 {
            hash = Self.mix(hash ^ gathered)
            gathered = 0
        }
    }

    /// Takes the first `taken` of eight bytes, in lower case; only behind a multiple of eight bytes.
    @inline(__always)
    mutating func addLowerCase(_ bytes: WordBytes, _ taken: Int) {
        guard taken > 0 else { return }
        let gathered = bytes.first(taken) | WordBytes.each(0x20) &>> (64 &- 8 &* UInt64(truncatingIfNeeded: taken))
        count &+= UInt64(truncatingIfNeeded: taken)
        if taken == 8 { hash = Self.mix(hash ^ gathered) } else { self.gathered = gathered }
    }

    /// The hash of the bytes so far.
    @inline(__always)
    var value: UInt64 { count & 7 == 0 ? hash : Self.mix(hash ^ gathered) }

    @inline(__always)
    private static func mix(_ x: UInt64) -> UInt64 {
        let y = x &* 0x9e37_79b9_7f4a_7c15
        return y ^ (y &>> 29)
    }

    /// The hash of a lower-case word.
    static func of(_ word: some StringProtocol) -> UInt64 {
        word.utf8.withContiguousStorageIfAvailable { of($0) } ?? of(word.utf8)
    }

    private static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = WordHash()
        for byte in bytes { hash.add(byte) }
        return hash.value
    }

    /// The hash of two words in order.
    @inline(__always)
    static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
        mix(first ^ 0x5851_f42d_4c95_7f2d) ^ second
    }
}
