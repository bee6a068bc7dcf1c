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

/// Words of UTF-8 text, without regular expressions, characters or a locale.
enum WordScan {
    /// Calls `body` for every word in order: runs of letters and digits, or of non-ASCII bytes.
    ///
    /// A full stop, or a comma before three digits, belongs to the number it stands in. A run of non-ASCII text is cut
    /// every six bytes, so scripts without spaces still have words of two characters.
    @inline(__always)
    static func words(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Word) -> Void) {
        let count = bytes.count
        var i = 0
        while i < count {
            let first = bytes[i]
            guard isWordByte(first) else {
                i &+= 1
                continue
            }
            let start = i
            var hash = WordHash.start
            let isNumber = isDigit(first)
            if isNumber {
                hash = number(bytes, &i)
            } else if first >= 0x80 {
                while i < count, bytes[i] >= 0x80, i &- start < 6 || bytes[i] & 0xC0 == 0x80 {
                    hash = WordHash.step(hash, bytes[i])
                    i &+= 1
                }
            } else {
                while i < count {
                    let c = bytes[i]
                    guard isLetter(c) || isDigit(c) else { break }
                    hash = WordHash.step(hash, c | 0x20)
                    i &+= 1
                }
            }
            body(Word(hash: hash, start: start, end: i, isNumber: isNumber))
        }
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ i: inout Int) -> UInt64 {
        var hash = WordHash.start
        let count = bytes.count
        while i < count {
            let c = bytes[i]
            if isDigit(c) || isLetter(c) {
                hash = WordHash.step(hash, c | 0x20)
            } else if c == UInt8(ascii: "."), i + 1 < count, isDigit(bytes[i + 1]) {
                hash = WordHash.step(hash, c)
            } else if !isThousands(bytes, i, count) {
                break
            }
            i &+= 1
        }
        return hash
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
