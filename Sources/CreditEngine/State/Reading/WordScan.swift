/// One word or number of a text.
struct Word {
    /// The hash of its lower-case bytes; thousands separators are left out.
    var hash: UInt64
    /// Its UTF-8 byte range.
    var start: Int
    /// The end of the range.
    var end: Int
    /// Whether it starts with a digit.
    var isNumber: Bool

    /// The number of bytes.
    var length: Int { end - start }

    /// Whether it carries content: numbers of two digits or more, and words of five letters or more; the rest is
    /// mostly grammar.
    @inline(__always)
    var isContent: Bool { isNumber ? end &- start >= 2 : end &- start >= 5 }
}

/// Words of UTF-8 text, without regular expressions or a locale.
enum WordScan {
    /// Calls `body` for every word in order.
    ///
    /// A word is a run of letters and digits; accented letters and other two-byte scripts are letters. A full stop, or
    /// a comma before three digits, belongs to the number it stands in. Scripts without spaces (three bytes and more a
    /// character) give one word a character, whose hash takes in the character before it; their punctuation separates.
    @inline(__always)
    static func words(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Word) -> Void) {
        let count = bytes.count
        var i = 0
        var wideHash: UInt64 = 0
        var wideStart = 0
        var wideEnd = -1
        while i < count {
            let first = bytes[i]
            guard isWordByte(first) else {
                i &+= 1
                continue
            }
            let start = i
            if isDigit(first) {
                let hash = number(bytes, &i)
                body(Word(hash: hash, start: start, end: i, isNumber: true))
            } else if first < 0xE0 {
                var hash = WordHash()
                while i < count {
                    let c = bytes[i]
                    guard isLetter(c) || isDigit(c) || (c >= 0x80 && c < 0xE0) else { break }
                    hash.add(c | 0x20)
                    i &+= 1
                }
                body(Word(hash: hash.value, start: start, end: i, isNumber: false))
            } else {
                i = min(count, i &+ (first < 0xF0 ? 3 : 4))
                if isWidePunctuation(bytes, start) { continue }
                var hash = WordHash()
                for at in start..<i { hash.add(bytes[at]) }
                let single = hash.value
                let follows = wideEnd == start
                // A character on its own is too common to be content; two in a row are six bytes.
                body(
                    Word(
                        hash: follows ? WordHash.pair(wideHash, single) : single, start: follows ? wideStart : start,
                        end: i, isNumber: false))
                (wideHash, wideStart, wideEnd) = (single, start, i)
            }
        }
    }

    /// Whether a character of three bytes is punctuation: U+2000–U+22FF, U+3000–U+303F, full-width signs.
    private static func isWidePunctuation(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
        guard i + 2 < bytes.count else { return true }
        switch (bytes[i], bytes[i + 1]) {
        case (0xE2, ...0x8B), (0xE3, 0x80), (0xEF, 0xBC): return !(bytes[i] == 0xEF && bytes[i + 2] > 0xA0)
        default: return false
        }
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ i: inout Int) -> UInt64 {
        var hash = WordHash()
        let count = bytes.count
        while i < count {
            let c = bytes[i]
            if isDigit(c) || isLetter(c) {
                hash.add(c | 0x20)
            } else if c == UInt8(ascii: "."), i + 1 < count, isDigit(bytes[i + 1]) {
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
        bytes[i] == UInt8(ascii: ",") && i + 3 < end && isDigit(bytes[i + 1]) && isDigit(bytes[i + 2])
            && isDigit(bytes[i + 3]) && (i + 4 >= end || !isDigit(bytes[i + 4]))
    }

    @inline(__always)
    static func isDigit(_ c: UInt8) -> Bool { c &- 48 < 10 }

    @inline(__always)
    static func isLetter(_ c: UInt8) -> Bool { (c | 0x20) &- 97 < 26 }

    @inline(__always)
    static func isWordByte(_ c: UInt8) -> Bool { isLetter(c) || isDigit(c) || c >= 0x80 }
}
