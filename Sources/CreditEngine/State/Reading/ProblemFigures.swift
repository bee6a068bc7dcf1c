/// The figures that the problem itself gives to things: `the number of loose plums is 17`.
///
/// A thing that the problem gives two figures is left out.
struct ProblemFigures {
    private struct Figure {
        var number: UInt64
        /// The word before the name.
        var before: UInt64
    }

    /// By the name: its two words, or its only one.
    private var figures: [UInt64: Figure] = [:]
    private var ambiguous: Set<UInt64> = []

    /// Reads a problem's text.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var previous: UInt64 = 0
        WordScan.words(bytes) { word in
            defer { previous = word.hash }
            guard word.isNumber, Naming.mayConnect(previous, word, bytes), let name = Naming(before: word, bytes)
            else { return }
            // After a short word (`of shelves`, `the staff`) the last word may be the whole name.
            if name.second.length <= 3 { bind(name.last.hash, Figure(number: word.hash, before: name.second.hash)) }
            bind(name.pair, Figure(number: word.hash, before: name.third.hash))
        }
    }

    /// No problem, no figures.
    init() {}

    /// Whether there is anything to contradict.
    var isEmpty: Bool { figures.isEmpty }

    /// Whether the problem gives this thing another figure.
    ///
    /// The name must begin where the problem's does: `books on the shelves = 364` says nothing of `shelves`.
    func contradicts(_ name: Naming, _ number: UInt64) -> Bool {
        if let figure = figures[name.pair], Naming.begins(name.second, after: name.third, known: figure.before) {
            return figure.number != number
        }
        if let figure = figures[name.last.hash], Naming.begins(name.last, after: name.second, known: figure.before) {
            return figure.number != number
        }
        return false
    }

    private mutating func bind(_ thing: UInt64, _ figure: Figure) {
        if let old = figures[thing], old.number != figure.number { ambiguous.insert(thing) }
        figures[thing] = ambiguous.contains(thing) ? nil : figure
    }
}
