/// Words that turn a cue around: `no discrepancy`, `0 errors`, `without any error`, `not incorrect`.
enum Negation {
    /// How many words before a cue are looked at.
    private static let reach = 2

    private static let words: Set<[UInt8]> = Set(
        [
            "no", "not", "0", "zero", "without", "never", "none", "nothing", "isn't", "aren't", "wasn't", "hasn't",
            "didn't",
        ]
        .map { Array($0.utf8) })

    /// Whether one of the two words before a place negates what stands there, within the same sentence.
    static func precedes(_ start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = start
        for _ in 0..<reach {
            while at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09 { at -= 1 }
            let end = at
            while at > 0, isWordByte(bytes[at - 1]) { at -= 1 }
            guard at < end else { return false }
            if words.contains(bytes[at..<end].map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }) { return true }
        }
        return false
    }

    private static func isWordByte(_ c: UInt8) -> Bool {
        WordScan.isLetter(c) || WordScan.isDigit(c) || c == UInt8(ascii: "'")
    }
}
