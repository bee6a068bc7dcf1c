/// The figures that the problem itself gives to things: `the number of loose plums is 17`.
///
/// A thing is known by the two words before `is`, `are`, `=` or `:`, or by the last one when only a short word comes
/// before it. A thing that the problem gives two figures is left out.
struct ProblemFigures {
    private var figures: [UInt64: UInt64] = [:]
    private var ambiguous: Set<UInt64> = []

    /// Reads a problem's text.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var reader = FigureReader()
        WordScan.words(bytes) { word in
            guard let naming = reader.read(word, bytes) else { return }
            bind(naming.isShort ? naming.single : naming.pair, word.hash)
        }
    }

    /// No problem, no figures.
    init() {}

    /// Whether there is anything to contradict.
    var isEmpty: Bool { figures.isEmpty }

    /// Whether the problem gives this thing another figure.
    func contradicts(_ naming: FigureReader.Naming, _ number: UInt64) -> Bool {
        if let figure = figures[naming.pair] { return figure != number }
        if let figure = figures[naming.single] { return figure != number }
        return false
    }

    private mutating func bind(_ thing: UInt64, _ number: UInt64) {
        if let old = figures[thing], old != number { ambiguous.insert(thing) }
        figures[thing] = ambiguous.contains(thing) ? nil : number
    }
}

/// Follows a text word by word and tells what a number is the figure of.
struct FigureReader {
    /// What a number is the figure of.
    struct Naming {
        /// The two words before the connector.
        var pair: UInt64
        /// The last of them.
        var single: UInt64
        /// Whether the word before the last is a short one (`of`, `the`).
        var isShort: Bool
    }

    private var last = Word(hash: 0, start: 0, end: 0, isNumber: false)
    private var second = Word(hash: 0, start: 0, end: 0, isNumber: false)
    private var third = Word(hash: 0, start: 0, end: 0, isNumber: false)

    private static let connectors = [WordHash.of("is"), WordHash.of("are"), WordHash.of("at")]

    /// Takes the next word; what it is the figure of, when it is a number after a name and a connector.
    mutating func read(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Naming? {
        defer { (third, second, last) = (second, last, word) }
        guard word.isNumber, !last.isNumber, last.end > 0 else { return nil }
        if Self.connectors.contains(last.hash) {
            return name(second, third)
        }
        var sign: UInt8?
        for i in last.end..<word.start where bytes[i] != UInt8(ascii: " ") {
            guard sign == nil else { return nil }
            sign = bytes[i]
        }
        guard sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":") else { return nil }
        return name(last, second)
    }

    private func name(_ last: Word, _ before: Word) -> Naming? {
        guard last.length >= 4, !last.isNumber else { return nil }
        return Naming(
            pair: WordHash.pair(before.hash, last.hash), single: last.hash, isShort: before.length <= 3)
    }
}
