/// Where each word of a conversation was introduced: open addressing over word hashes, bounded in size.
struct ContentTable {
    /// What is known of one word.
    struct Entry {
        /// The word's hash; 0 marks a free slot.
        var key: UInt64 = 0
        /// The message that said it first; −1 for the problem.
        var first: Int32 = 0
        /// The last message that said it, so a message counts once.
        var last: Int32 = 0
        /// The number of messages that said it.
        var messages: Int32 = 0
    }

    /// What noting a word found.
    enum Noted {
        /// Nobody had said it.
        case new
        /// Earlier messages had; the entry is as it was before.
        case known(Entry)
        /// This message had.
        case repeated
        /// It is new and there is no room for it.
        case full
    }

    /// Words that a table can hold; later new words of a longer run are not traced.
    static let limit = 1 << 18

    private var entries: [Entry]
    private var mask: Int
    private(set) var count = 0

    /// Makes an empty table.
    init() {
        entries = [Entry](repeating: Entry(), count: 1 << 11)
        mask = entries.count - 1
    }

    /// Notes that `message` says a word.
    @inline(__always)
    mutating func note(_ hash: UInt64, message: Int32) -> Noted {
        let key = hash == 0 ? 1 : hash
        var slot = Self.slot(key) & mask
        while true {
            let entry = entries[slot]
            if entry.key == key {
                if entry.last == message { return .repeated }
                entries[slot].last = message
                entries[slot].messages &+= 1
                return .known(entry)
            }
            if entry.key == 0 { break }
            slot = (slot &+ 1) & mask
        }
        guard count < Self.limit else { return .full }
        entries[slot] = Entry(key: key, first: message, last: message, messages: 1)
        count += 1
        if count * 2 > entries.count { grow() }
        return .new
    }

    /// The entry of a word, when anybody said it.
    func entry(_ hash: UInt64) -> Entry? {
        let key = hash == 0 ? 1 : hash
        var slot = Self.slot(key) & mask
        while entries[slot].key != 0 {
            if entries[slot].key == key { return entries[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    @inline(__always)
    private static func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) &>> 32)
    }

    private mutating func grow() {
        let old = entries
        entries = [Entry](repeating: Entry(), count: old.count * 2)
        mask = entries.count - 1
        for entry in old where entry.key != 0 {
            var slot = Self.slot(entry.key) & mask
            while entries[slot].key != 0 { slot = (slot + 1) & mask }
            entries[slot] = entry
        }
    }
}
