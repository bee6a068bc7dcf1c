/// Where each word of a conversation was introduced: open addressing over word hashes, bounded in size.
final class ContentTable {
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
        /// Earlier messages had: who said it first, and how many messages did.
        case known(first: Int32, messages: Int32)
        /// This message had.
        case repeated
        /// It is new and there is no room for it.
        case full
    }

    /// Words that a table can hold; later new words of a longer run are not traced.
    static let limit = 1 << 18

    private var entries: UnsafeMutablePointer<Entry>
    private var mask: Int
    private var count = 0

    /// Makes an empty table.
    init() {
        mask = (1 << 11) - 1
        entries = Self.slots(mask + 1)
    }

    deinit { entries.deallocate() }

    private static func slots(_ count: Int) -> UnsafeMutablePointer<Entry> {
        let slots = UnsafeMutablePointer<Entry>.allocate(capacity: count)
        slots.initialize(repeating: Entry(), count: count)
        return slots
    }

    /// Notes that `message` says a word.
    @inline(__always)
    func note(_ hash: UInt64, message: Int32) -> Noted {
        let key = hash == 0 ? 1 : hash
        var slot = Self.slot(key) & mask
        while entries[slot].key != key {
            if entries[slot].key == 0 { return add(key, message, slot) }
            slot = (slot &+ 1) & mask
        }
        if entries[slot].last == message { return .repeated }
        let before = entries[slot].messages
        entries[slot].last = message
        entries[slot].messages = before &+ 1
        return .known(first: entries[slot].first, messages: before)
    }

    private func add(_ key: UInt64, _ message: Int32, _ slot: Int) -> Noted {
        guard count < Self.limit else { return .full }
        entries[slot] = Entry(key: key, first: message, last: message, messages: 1)
        count += 1
        if count * 2 > mask { grow() }
        return .new
    }

    /// The message that said a word first, when anybody did; −1 for the problem.
    func introducer(of hash: UInt64) -> Int? {
        let key = hash == 0 ? 1 : hash
        var slot = Self.slot(key) & mask
        while entries[slot].key != 0 {
            if entries[slot].key == key { return Int(entries[slot].first) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    @inline(__always)
    private static func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: key ^ (key &>> 32))
    }

    private func grow() {
        let (old, size) = (entries, mask + 1)
        mask = size * 2 - 1
        entries = Self.slots(size * 2)
        for index in 0..<size where old[index].key != 0 {
            var slot = Self.slot(old[index].key) & mask
            while entries[slot].key != 0 { slot = (slot + 1) & mask }
            entries[slot] = old[index]
        }
        old.deallocate()
    }
}
