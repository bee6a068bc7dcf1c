/// Cue phrases looked up by their last word, so a text is read once however many phrases there are.
struct PhraseTable: Sendable {
    private struct Phrase: Sendable {
        var last: UInt64
        var cue: Cue
        /// Where the words before the last one lie in `text`.
        var before: Range<Int32>
    }

    private static let mask = 4095
    /// All phrases, by slot, longer ones first.
    private let phrases: [Phrase]
    /// For each slot, where its phrases start in `phrases`; one more entry at the end.
    private let starts: [UInt16]
    /// The words before the last ones, each followed by a space.
    private let text: [UInt8]

    /// All phrases of all cues.
    static let cues = PhraseTable()

    private init() {
        var slots = [[(last: UInt64, cue: Cue, before: [UInt8])]](repeating: [], count: Self.mask + 1)
        for cue in Cue.allCases {
            for phrase in CueWords.all.flatMap({ $0.phrases[cue] ?? [] }) {
                guard let (last, before) = Self.cut(phrase) else { continue }
                slots[Self.slot(last)].append((last, cue, before))
            }
        }
        var starts: [UInt16] = []
        var phrases: [Phrase] = []
        var text: [UInt8] = []
        for slot in slots {
            starts.append(UInt16(phrases.count))
            for phrase in slot.sorted(by: { $0.before.count > $1.before.count }) {
                let start = Int32(text.count)
                text += phrase.before
                phrases.append(Phrase(last: phrase.last, cue: phrase.cue, before: start..<Int32(text.count)))
            }
        }
        starts.append(UInt16(phrases.count))
        (self.phrases, self.starts, self.text) = (phrases, starts, text)
    }

    /// The last word and the bytes before it, cut where a text is cut, so that the word has the hash that it has there.
    private static func cut(_ phrase: String) -> (last: UInt64, before: [UInt8])? {
        var phrase = phrase
        return phrase.withUTF8 { bytes in
            var last: Word?
            WordScan.words(bytes) { last = $0 }
            return last.map { ($0.hash, bytes[..<$0.start].map { $0 | 0x20 }) }
        }
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
            if let start = start(of: phrases[index].before, before: word.start, bytes) {
                return (phrases[index].cue, start)
            }
        }
        return nil
    }

    /// Where the words of `phrase` start that end before `position`; at most three other bytes lie between two words.
    private func start(of phrase: Range<Int32>, before position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = position
        var letter = Int(phrase.upperBound)
        while letter > Int(phrase.lowerBound) {
            letter -= 1
            if text[letter] == UInt8(ascii: " ") {
                let gap = at
                while at > 0, gap - at < 4, WordScan.isBlank(bytes, endingAt: at) { at -= 1 }
                guard at < gap else { return nil }
            } else {
                at -= 1
                guard at >= 0, bytes[at] | 0x20 == text[letter] else { return nil }
            }
        }
        // Scripts without spaces have no ends of words.
        let isWhole = at == position || at == 0 || bytes[at] >= 0xE0 || !WordScan.isWordByte(bytes[at - 1])
        return isWhole ? at : nil
    }
}
