/// Which runs a record holds parts of, told by the keys of the runs.
struct RunParts {
    /// A part of one run.
    struct Part: Equatable, Sendable {
        /// Keys of the run; several when the record says that they belong together.
        var keys: [String]
        /// A conversation that the part belongs to, with when the part began and ended in it.
        var thread: Thread?
    }

    /// A part's place in a conversation; times in nanoseconds since 1970.
    struct Thread: Equatable, Sendable {
        var id: String
        var start: Int
        var end: Int
    }

    /// Parts of one conversation are one run when the next begins within this time after the end of the one before, in
    /// nanoseconds: nobody reads and answers as fast.
    static let pause = 1_000_000_000

    private(set) var list: [Part] = []
    private var positions: [String: Int] = [:]

    var isEmpty: Bool { list.isEmpty }

    /// Adds a part of the run with this key.
    mutating func add(_ key: String) { _ = position(of: key) }

    /// Says that two keys are of one run; the second may be one that no record has.
    mutating func join(_ key: String, _ other: String) {
        guard key != other else { return }
        let at = position(of: key)
        if !list[at].keys.contains(other) { list[at].keys.append(other) }
    }

    /// Says when a part of a conversation took place.
    mutating func add(_ key: String, thread: String, start: Int, end: Int) {
        let at = position(of: key)
        let known = list[at].thread
        list[at].thread = Thread(
            id: thread, start: min(start, known?.start ?? start), end: max(end, known?.end ?? end))
    }

    private mutating func position(of key: String) -> Int {
        if let last = list.last, last.keys[0] == key { return list.count - 1 }
        if let known = positions[key] { return known }
        positions[key] = list.count
        list.append(Part(keys: [key]))
        return list.count - 1
    }
}
