extension UnsafeBufferPointer<UInt8> {
    /// Whether one of them must be escaped in a JSON string: a control character, a quotation mark or a backslash; eight
    /// are looked at at a time.
    var needEscapes: Bool {
        let bytes = UnsafeRawBufferPointer(self)
        var at = 0
        while at + 8 <= bytes.count {
            let eight = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let found =
                Self.below(0x20, eight) | Self.below(1, eight ^ Self.each(UInt64(UInt8(ascii: "\""))))
                | Self.below(1, eight ^ Self.each(UInt64(UInt8(ascii: "\\"))))
            if found != 0 { return true }
            at += 8
        }
        while at < bytes.count {
            if bytes[at] < 0x20 || bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "\\") { return true }
            at += 1
        }
        return false
    }

    /// Not 0 when one of eight bytes is below a limit of 128 at most (Anderson, "Bit Twiddling Hacks").
    @inline(__always)
    private static func below(_ limit: UInt64, _ eight: UInt64) -> UInt64 {
        (eight &- each(limit)) & ~eight & each(0x80)
    }

    /// A number of eight equal bytes.
    @inline(__always)
    private static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
}
