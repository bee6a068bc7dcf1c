/// A few words by their hashes: one look at a table, without the hash of a `Set`, which costs more than the word's own.
struct WordSet: Sendable {
    /// Open addressing; 0 marks a free slot, and at least half are free.
    private let slots: [UInt64]

    init(_ words: some Sequence<String>) {
        let hashes = Set(words.map { WordHash.of($0) })
        var size = 8
        while size < 2 * hashes.count { size *= 2 }
        var slots = [UInt64](repeating: 0, count: size)
        for hash in hashes {
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = hash
        }
        self.slots = slots
    }

    /// Whether a word is one of them.
    @inline(__always)
    func contains(_ hash: UInt64) -> Bool {
        slots.withUnsafeBufferPointer { slots in
            let mask = slots.count &- 1
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 {
                if slots[slot] == hash { return true }
                slot = (slot &+ 1) & mask
            }
            return false
        }
    }
}
