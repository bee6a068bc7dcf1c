/// A few words out of a message.
enum Quote {
    /// The most bytes quoted.
    static let limit = 48

    /// The text of a UTF-8 byte range, cut at a character when it is longer than `limit`; line ends become spaces.
    static func text(_ output: String, _ range: Range<Int>, limit: Int = limit) -> String {
        var text = output
        return text.withUTF8 { bytes in
            let low = min(max(0, range.lowerBound), bytes.count)
            var high = min(max(low, range.upperBound), bytes.count)
            let isCut = high - low > limit
            if isCut { high = low + limit }
            while isCut, high > low, bytes[high] & 0xC0 == 0x80 { high -= 1 }
            var line = String(decoding: bytes[low..<high], as: UTF8.self)
            if bytes[low..<high].contains(where: { $0 < 32 }) {
                line = String(line.unicodeScalars.map { $0.value < 32 ? " " : Character($0) })
            }
            return isCut ? line + "…" : line
        }
    }

    /// The part of the sentence around a UTF-8 byte range, of `limit` bytes at most, cut between words where it can be.
    static func sentence(_ output: String, around range: Range<Int>, limit: Int) -> Range<Int> {
        var text = output
        return text.withUTF8 { sentence($0, around: range, limit: limit) }
    }

    static func sentence(_ bytes: UnsafeBufferPointer<UInt8>, around range: Range<Int>, limit: Int) -> Range<Int> {
        var low = min(max(0, range.lowerBound), bytes.count)
        var high = min(max(low, range.upperBound), bytes.count)
        let before = max(0, limit - (high - low)) / 2
        let least = max(0, low - before)
        while low > least, !ends(bytes, low - 1) { low -= 1 }
        if low == least, low > 0 { while low < range.lowerBound, bytes[low - 1] != 0x20 { low += 1 } }
        while low < range.lowerBound, bytes[low] <= 0x20 || bytes[low] & 0xC0 == 0x80 { low += 1 }
        let most = min(bytes.count, low + limit)
        while high < most, !ends(bytes, high) { high += 1 }
        if high == most, high < bytes.count { while high > range.upperBound, bytes[high] != 0x20 { high -= 1 } }
        while high > range.upperBound, bytes[high - 1] <= 0x20 { high -= 1 }
        return low..<high
    }

    /// The words of the sentence around a UTF-8 byte range, `limit` bytes at most; `…` stands where more of the sentence
    /// is left out.
    static func passage(_ output: String, around range: Range<Int>, limit: Int) -> String {
        let found = sentence(output, around: range, limit: limit)
        var text = output
        let (isOpen, goesOn) = text.withUTF8 { bytes in
            var (low, high) = (found.lowerBound, found.upperBound)
            while low > 0, bytes[low - 1] == 0x20 { low -= 1 }
            while high < bytes.count, bytes[high] == 0x20 { high += 1 }
            let isOver = high == bytes.count || ends(bytes, high) || high > 0 && ends(bytes, high - 1)
            return (low > 0 && !ends(bytes, low - 1), !isOver)
        }
        return (isOpen ? "…" : "") + Quote.text(output, found, limit: limit) + (goesOn ? "…" : "")
    }

    /// Whether a byte ends a sentence: the end of a line, or a full stop, question or exclamation mark before a blank.
    private static func ends(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        switch bytes[at] {
        case 0x0A: true
        case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"): at + 1 >= bytes.count || bytes[at + 1] <= 0x20
        default: false
        }
    }
}
