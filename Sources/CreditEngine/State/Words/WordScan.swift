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
    /// Whether it carries content: numbers of two digits or more, and words of five letters or more; the rest is
    /// mostly grammar.
    var isContent: Bool

    /// The number of bytes.
    var length: Int { end - start }

    @inline(__always)
    init(hash: UInt64, start: Int, end: Int, isNumber: Bool, digitBytes: Int = 1) {
        self.hash = hash
        self.start = start
        self.end = end
        self.isNumber = isNumber
        isContent = isNumber ? end &- start >= 2 &* digitBytes : end &- start >= 5
    }
}

/// Words of UTF-8 text, without regular expressions or a locale.
enum WordScan {
    /// Calls `body` for every word in order.
    ///
    /// A word is a run of letters and digits; accented letters and other two-byte scripts are letters, signs of Latin-1 and
    /// the blank that does not break are not. Numbers are those of `NumberScan`. Scripts without spaces (three bytes and
    /// more a character) give one word a character, whose hash takes in the character before it; their punctuation
    /// separates, and their digits are digits.
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
                let hash = NumberScan.skip(bytes, &i)
                body(Word(hash: hash, start: start, end: i, isNumber: true))
            } else if first < 0xE0 {
                if first == 0xC2, isSign(bytes, i) {
                    i &+= 2
                    continue
                }
                var hash = WordHash()
                // Most words are done after one step.
                while i &+ 8 <= count {
                    let eight = WordBytes(bytes, at: i)
                    let letters = eight.letters
                    hash.addLowerCase(eight, letters)
                    i &+= letters
                    if letters < 8 { break }
                }
                while i < count {
                    let c = bytes[i]
                    guard isLetter(c) || isDigit(c) || (c >= 0x80 && c < 0xE0) else { break }
                    if c == 0xC2, isSign(bytes, i) { break }
                    hash.add(c | 0x20)
                    i &+= 1
                }
                body(Word(hash: hash.value, start: start, end: i, isNumber: false))
            } else if NumberScan.wideDigit(bytes, i) != nil {
                let hash = NumberScan.skip(bytes, &i)
                body(Word(hash: hash, start: start, end: i, isNumber: true, digitBytes: 3))
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

    /// Whether a character that begins with the byte C2 is no letter: U+0080–U+00BF without `ª`, `µ` and `º`.
    private static func isSign(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
        guard i + 1 < bytes.count else { return true }
        return bytes[i + 1] != 0xAA && bytes[i + 1] != 0xB5 && bytes[i + 1] != 0xBA
    }

    /// Whether the byte before a place belongs to no word; signs of two and three bytes are looked at as a whole.
    static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Bool {
        let c = bytes[end - 1]
        guard c >= 0x80 else { return !isWordByte(c) }
        var start = end - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return bytes[start] == 0xC2 ? isSign(bytes, start) : bytes[start] == 0xE2 && isWidePunctuation(bytes, start)
    }

    /// Whether a word ends in `error` or `exception`, as the names of exceptions do (`NameError`).
    @inline(__always)
    static func endsInError(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.length > 5 else { return false }
        switch bytes[word.end - 1] | 0x20 {
        case UInt8(ascii: "r"): return ends(word, "erro", bytes)
        case UInt8(ascii: "n"): return word.length > 9 && ends(word, "exceptio", bytes)
        default: return false
        }
    }

    /// Whether the letters before the last one of a word are these.
    private static func ends(_ word: Word, _ letters: StaticString, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = word.end - 1 - letters.utf8CodeUnitCount
        return (0..<letters.utf8CodeUnitCount).allSatisfy { bytes[start + $0] | 0x20 == letters.utf8Start[$0] }
    }

    @inline(__always)
    static func isDigit(_ c: UInt8) -> Bool { c &- 48 < 10 }

    @inline(__always)
    static func isLetter(_ c: UInt8) -> Bool { (c | 0x20) &- 97 < 26 }

    @inline(__always)
    static func isWordByte(_ c: UInt8) -> Bool { isLetter(c) || isDigit(c) || c >= 0x80 }
}
