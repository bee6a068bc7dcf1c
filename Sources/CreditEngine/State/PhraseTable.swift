/// Cue phrases looked up by their last word, so a text is read once however many phrases there are.
struct PhraseTable: Sendable {
    private struct Phrase: Sendable {
        var cue: Cue
        /// Hashes of the words from the last to the first.
        var words: [UInt64]
    }

    private static let mask = 1023
    /// For each slot, the phrases whose last word falls into it, longest first.
    private var slots: [[Phrase]]
    /// One bit a slot: whether it has phrases; nearly every word ends here.
    private var occupied: [Bool]

    /// The phrases of `Cue.phrases`.
    static let cues = PhraseTable(Cue.phrases)

    /// Makes a table.
    init(_ phrases: [(Cue, [String])]) {
        slots = [[Phrase]](repeating: [], count: Self.mask + 1)
        occupied = [Bool](repeating: false, count: Self.mask + 1)
        for (cue, texts) in phrases {
            for text in texts {
                let words = text.split(separator: " ").map { WordHash.of($0) }
                guard let last = words.last else { continue }
                let slot = Self.slot(last)
                slots[slot].append(Phrase(cue: cue, words: words.reversed()))
                slots[slot].sort { $0.words.count > $1.words.count }
                occupied[slot] = true
            }
        }
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 20) & mask }

    /// Whether any phrase may end with this word.
    @inline(__always)
    func mayEnd(with hash: UInt64) -> Bool { occupied[Self.slot(hash)] }

    /// The longest phrase that ends with the newest of the recent words, and its number of words.
    func match(_ recent: RecentWords) -> (cue: Cue, words: Int)? {
        guard let newest = recent[0] else { return nil }
        for phrase in slots[Self.slot(newest.hash)] {
            var matches = true
            for (back, hash) in phrase.words.enumerated() where recent[back]?.hash != hash {
                matches = false
                break
            }
            if matches { return (phrase.cue, phrase.words.count) }
        }
        return nil
    }
}

/// The last eight words that were read.
struct RecentWords {
    private var ring: [Word?] = Array(repeating: nil, count: 8)
    private var next = 0

    /// Reads one more.
    @inline(__always)
    mutating func push(_ word: Word) {
        ring[next & 7] = word
        next &+= 1
    }

    /// The word `back` places before the newest.
    subscript(back: Int) -> Word? { back < 8 && back < next ? ring[(next - 1 - back) & 7] : nil }
}
