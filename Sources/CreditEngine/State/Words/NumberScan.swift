/// How numbers are written: `1,250.5`, `1.250,5`, and the same in full-width digits.
///
/// A full stop is a decimal point and a comma before three digits separates thousands, unless the number itself says
/// otherwise: full stops before three digits each and then a comma are the other way round.
enum NumberScan {
    /// The hash of the number at a place, and the place behind it; the same for all ways of writing it.
    ///
    /// Letters that follow without a space belong to it (`2nd`, `12km`).
    static func skip(_ bytes: UnsafeBufferPointer<UInt8>, _ i: inout Int) -> UInt64 {
        var hash = WordHash()
        let count = bytes.count
        let comma = decimalComma(bytes, i, count)
        while i < count {
            let c = bytes[i]
            if WordScan.isDigit(c) || WordScan.isLetter(c) {
                hash.add(c | 0x20)
            } else if c == 0xEF, let digit = wideDigit(bytes, i) {
                hash.add(digit)
                i &+= 2
            } else if let comma, i <= comma {
                if i == comma { hash.add(UInt8(ascii: ".")) }
            } else if c == UInt8(ascii: "."), i + 1 < count, WordScan.isDigit(bytes[i + 1]) {
                hash.add(c)
            } else if !isThousands(bytes, i, count) {
                break
            }
            i &+= 1
        }
        return hash.value
    }

    /// Whether a comma stands between digits before a group of three.
    static func isThousands(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int, _ end: Int) -> Bool {
        bytes[i] == UInt8(ascii: ",") && isGroup(bytes, i + 1, end)
    }

    /// The place of the comma in a number such as `1.250,5` or `12.345.678,90`; `nil` for all other numbers.
    static func decimalComma(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var at = start
        while at < end, at - start < 4, WordScan.isDigit(bytes[at]) { at += 1 }
        guard at > start, at - start < 4, at < end, bytes[at] == UInt8(ascii: ".") else { return nil }
        while at < end, bytes[at] == UInt8(ascii: ".") {
            guard isGroup(bytes, at + 1, end) else { return nil }
            at += 4
        }
        let isComma = at + 1 < end && bytes[at] == UInt8(ascii: ",") && WordScan.isDigit(bytes[at + 1])
        return isComma ? at : nil
    }

    /// The ASCII digit of a full-width one.
    @inline(__always)
    static func wideDigit(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> UInt8? {
        guard i + 2 < bytes.count, bytes[i] == 0xEF, bytes[i + 1] == 0xBC, bytes[i + 2] &- 0x90 < 10 else { return nil }
        return bytes[i + 2] &- 0x60
    }

    /// Whether exactly three digits stand at a place.
    private static func isGroup(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Bool {
        at + 2 < end && WordScan.isDigit(bytes[at]) && WordScan.isDigit(bytes[at + 1])
            && WordScan.isDigit(bytes[at + 2])
            && (at + 3 >= end || !WordScan.isDigit(bytes[at + 3]))
    }
}
