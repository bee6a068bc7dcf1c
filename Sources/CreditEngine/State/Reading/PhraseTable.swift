/// Cue phrases looked up by their last word, so a text is read once however many phrases there are.
struct PhraseTable: Sendable {
    private struct Phrase: Sendable {
        var cue: Cue
        var last: UInt64
        /// The words before the last one, from the last to the first, as bytes.
        var before: [[UInt8]]
    }

    private static let mask = 2047
    /// For each slot, the phrases whose last word falls into it, longest first.
    private var slots: [[Phrase]]
    /// Whether a slot has phrases; nearly every word ends here.
    private var occupied: [Bool]

    /// All phrases of all cues.
    static let cues = PhraseTable()

    private init() {
        slots = [[Phrase]](repeating: [], count: Self.mask + 1)
        occupied = [Bool](repeating: false, count: Self.mask + 1)
        for cue in Cue.allCases {
            for text in cue.phrases {
                let words = text.split(separator: " ")
                guard let last = words.last.map({ WordHash.of($0) }) else { continue }
                let slot = Self.slot(last)
                let before = words.dropLast().reversed().map { Array($0.utf8) }
                slots[slot].append(Phrase(cue: cue, last: last, before: before))
                slots[slot].sort { $0.before.count > $1.before.count }
                occupied[slot] = true
            }
        }
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 24) & mask }

    /// Whether any phrase may end with this word.
    @inline(__always)
    func mayEnd(with hash: UInt64) -> Bool { occupied[Self.slot(hash)] }

    /// The longest phrase that ends with a word, and the byte where it starts.
    func match(_ word: Word, in bytes: UnsafeBufferPointer<UInt8>) -> (cue: Cue, start: Int)? {
        for phrase in slots[Self.slot(word.hash)] where phrase.last == word.hash {
            var start: Int? = word.start
            for earlier in phrase.before {
                start = start.flatMap { Self.precedes(earlier, $0, bytes) }
            }
            if let start { return (phrase.cue, start) }
        }
        return nil
    }

    /// The start of the word before `position` when it is `word`; at most three other bytes lie between.
    private static func precedes(_ word: [UInt8], _ position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var end = position
        while end > 0, position - end < 4, !WordScan.isWordByte(bytes[end - 1]) { end -= 1 }
        let start = end - word.count
        guard end < position, start >= 0, start == 0 || !WordScan.isWordByte(bytes[start - 1]) else { return nil }
        for (offset, byte) in word.enumerated() where bytes[start + offset] | 0x20 != byte { return nil }
        return start
    }
}
