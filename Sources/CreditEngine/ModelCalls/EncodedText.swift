/// Text in base64 or base64url (RFC 4648), as it stands inside other text.
enum EncodedText {
    /// The least and the most characters of a run that is looked into.
    static let lengths = 24...8_192

    /// Whether a byte can stand in such a run.
    static func has(_ byte: UInt8) -> Bool { value(byte) != nil || byte == UInt8(ascii: "=") }

    /// The bytes of a run, up to its padding.
    static func decoded(_ run: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        var bytes: [UInt8] = []
        var (bits, count): (UInt32, Int) = (0, 0)
        for byte in run {
            guard let value = value(byte) else { break }
            (bits, count) = (bits << 6 | UInt32(value), count + 6)
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
