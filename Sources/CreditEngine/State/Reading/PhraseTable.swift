/// Cue phrases looked up by their last word, so a text is read once however many phrases there are.
struct PhraseTable: Sendable {
    private struct Phrase: Sendable {
        var last: UInt64
        var cue: Cue
        /// The words before the last one, from the last to the first, as bytes.
        var before: [[UInt8]]
    }

    private static let mask = 4095
    /// All phrases, by slot, longer ones first.
    private let phrases: [Phrase]
    /// For each slot, where its phrases start in `phrases`; one more entry at the end.
    private let starts: [UInt16]

    /// All phrases of all cues.
    static let cues = PhraseTable()

    private init() {
        var slots = [[Phrase]](repeating: [], count: Self.mask + 1)
        for cue in Cue.allCases {
            for text in cue.phrases {
                let words = text.split(separator: " ")
                guard let last = words.last.map({ WordHash.of($0) }) else { continue }
                let before = words.dropLast().reversed().map { Array($0.utf8) }
                slots[Self.slot(last)].append(Phrase(last: last, cue: cue, before: before))
            }
        }
        var starts: [UInt16] = []
        var phrases: [Phrase] = []
        for slot in slots {
            starts.append(UInt16(phrases.count))
            phrases += slot.sorted { $0.before.count > $1.before.count }
        }
        starts.append(UInt16(phrases.count))
        self.phrases = phrases
        self.starts = starts
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 24) & mask }

    /// The longest phrase that ends with a word, and the byte where it starts.
    @inline(__always)
    func match(_ word: Word, in bytes: UnsafeBufferPointer<UInt8>) -> (cue: Cue, start: Int)? {
        let slot = Self.slot(word.hash)
        let (low, high) = (Int(starts[slot]), Int(starts[slot + 1]))
        return low == high ? nil : match(word, low..<high, bytes)
    }

    @inline(never)
    private func match(
        _ word: Word, _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> (cue: Cue, start: Int)? {
        for index in range where phrases[index].last == word.hash {
            var start: Int? = word.start
            for earlier in phrases[index].before {
                start = start.flatMap { Self.precedes(earlier, $0, bytes) }
            }
            if let start { return (phrases[index].cue, start) }
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
