/// Reading UTF-8 one scalar at a time.
enum UTF8Step {
    /// The scalar that starts at `at`, and its length in bytes; length 0 when the bytes there are not well-formed.
    @inline(__always)
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> (scalar: UInt32, length: Int) {
        let first = UInt32(bytes[at])
        let left = bytes.count - at
        @inline(__always) func next(_ offset: Int) -> UInt32 { UInt32(bytes[at + offset]) ^ 0x80 }
        if first < 0x80 { return (first, 1) }
        if first < 0xE0 {
            guard first >= 0xC2, left > 1, next(1) < 0x40 else { return (0, 0) }
            return ((first & 0x1F) << 6 | next(1), 2)
        }
        if first < 0xF0 {
            guard left > 2, next(1) < 0x40, next(2) < 0x40 else { return (0, 0) }
            let scalar = (first & 0x0F) << 12 | next(1) << 6 | next(2)
            return scalar < 0x800 || scalar & 0xF800 == 0xD800 ? (0, 0) : (scalar, 3)
        }
        guard first < 0xF5, left > 3, next(1) < 0x40, next(2) < 0x40, next(3) < 0x40 else { return (0, 0) }
        let scalar = (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)
        return scalar < 0x10000 || scalar > 0x10FFFF ? (0, 0) : (scalar, 4)
    }
}
