/// Words that turn a cue around: `no discrepancy`, `0 errors`, `errors: 0`, `keine Fehler`, `誤りはありません`.
enum Negation {
    /// How many words before a cue are looked at.
    private static let reach = 2
    /// How many more are when a word joins two cues (`no errors or failures`).
    private static let joinedReach = 2
    /// Bytes of a script without spaces that are looked at on either side: four characters before, eight behind.
    private static let (wideBefore, wideBehind) = (12, 24)

    private static let isWide: @Sendable (String) -> Bool = { ($0.utf8.first ?? 0) >= 0xE0 }
    private static let words = WordSet(CueWords.all.flatMap(\.negations).filter { !isWide($0) })
    private static let joins = WordSet(CueWords.all.flatMap(\.joins))
    private static let wideWords = CueWords.all.flatMap(\.negations).filter(isWide).map { Array($0.utf8) }
    private static let wordsBehind = CueWords.all.flatMap(\.negationsBehind).map { Array($0.utf8) }
    private static let counts = WordSet(["0", "none", "zero", "keine", "aucune", "ninguno"])

    /// Whether what stands in a range of bytes is negated within its sentence.
    static func turns(_ cue: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes[cue.lowerBound] >= 0xE0
            ? surroundsWide(cue, bytes) : precedes(cue.lowerBound, bytes) || counts(behind: cue.upperBound, bytes)
    }

    private static func precedes(_ start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = start
        var left = reach
        var joined = false
        while left > 0 {
            left -= 1
            while at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09 { at -= 1 }
            let end = at
            while at > 0, isWordByte(bytes[at - 1]) { at -= 1 }
            guard at < end else { return false }
            let word = hash(bytes[at..<end])
            if words.contains(word) { return true }
            if !joined, joins.contains(word) {
                joined = true
                left += joinedReach
            }
        }
        return false
    }

    /// Whether a colon or an equals sign and a count of nothing follow (`errors: 0`).
    private static func counts(behind end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = end
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        guard at < bytes.count, bytes[at] == UInt8(ascii: ":") || bytes[at] == UInt8(ascii: "=") else { return false }
        at += 1
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        let start = at
        while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
        return counts.contains(hash(bytes[start..<at]))
    }

    private static func surroundsWide(_ cue: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var low = cue.lowerBound
        while low > 0, cue.lowerBound - low < wideBefore, !endsClause(bytes, low - 3) { low -= 1 }
        if wideWords.contains(where: { holds($0, low..<cue.lowerBound, bytes) }) { return true }
        var high = cue.upperBound
        while high < bytes.count, high - cue.upperBound < wideBehind, !endsClause(bytes, high) { high += 1 }
        return wordsBehind.contains { holds($0, cue.upperBound..<high, bytes) }
    }

    /// Whether a full stop, a comma or the like of such scripts starts at a byte (`。`, `、`, `，`), or a line ends there.
    private static func endsClause(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at >= 0, at + 2 < bytes.count else { return false }
        return bytes[at] == 0x0A || bytes[at] == 0xE3 && bytes[at + 1] == 0x80 && bytes[at + 2] <= 0x82
            || bytes[at] == 0xEF && bytes[at + 1] == 0xBC && [0x8C, 0x8E, 0x9B].contains(bytes[at + 2])
    }

    private static func holds(_ word: [UInt8], _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard range.count >= word.count else { return false }
        return (range.lowerBound...(range.upperBound - word.count)).contains { start in
            word.indices.allSatisfy { bytes[start + $0] == word[$0] }
        }
    }

    /// The hash of a word in lower case.
    private static func hash(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
        var hash = WordHash()
        for byte in word { hash.add(byte &- 65 < 26 ? byte | 0x20 : byte) }
        return hash.value
    }

    private static func isWordByte(_ c: UInt8) -> Bool {
        WordScan.isLetter(c) || WordScan.isDigit(c) || c == UInt8(ascii: "'") || c >= 0x80
    }
}
