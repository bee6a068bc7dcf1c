/// Follows a text word by word and tells what a number is the figure of: the words before `is`, `are`, `at`, `=` or `:`.
struct FigureReader {
    /// A word as part of a name.
    struct Part {
        var hash: UInt64 = 0
        var length = 0
        var isNumber = false
        /// Whether punctuation, or nothing at all, stands before it.
        var beginsClause = true

        /// Whether a name may begin after this word: it is the word that the problem has there, a number, a verb that
        /// takes a thing, or separated from `name` by punctuation.
        func mayPrecede(_ known: UInt64, _ name: Part) -> Bool {
            name.beginsClause || isNumber || hash == known || FigureReader.verbs.contains(hash)
        }
    }

    /// What a number is the figure of, by the three words before the connector.
    struct Naming {
        var last: Part
        var second: Part
        var third: Part

        /// The name by its last two words.
        var pair: UInt64 { WordHash.pair(second.hash, last.hash) }
    }

    private static let connectors = ["is", "are", "at"].map { WordHash.of($0) }
    fileprivate static let verbs = ["need", "needs", "have", "has", "take", "takes", "use", "uses", "with"].map {
        WordHash.of($0)
    }

    private var last = Part()
    private var second = Part()
    private var third = Part()
    private var fourth = Part()
    private var end = 0

    /// Takes the next word; what it is the figure of, when it is a number after a name and a connector.
    mutating func read(_ word: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Naming? {
        let between = bytes[min(end, word.start)..<word.start]
        let isPossessive = word.length == 1 && between.first == UInt8(ascii: "'") && between.count == 1
        defer { end = word.end }
        // `yesterday's rolls` is named by its two long words.
        if isPossessive { return nil }
        let sign = Self.sign(between)
        let begins = end == 0 || sign != nil
        defer {
            (fourth, third, second) = (third, second, last)
            last = Part(hash: word.hash, length: word.length, isNumber: word.isNumber, beginsClause: begins)
        }
        guard word.isNumber, !last.isNumber else { return nil }
        let naming: Naming
        if sign == nil, Self.connectors.contains(last.hash) {
            naming = Naming(last: second, second: third, third: fourth)
        } else if sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":") {
            naming = Naming(last: last, second: second, third: third)
        } else {
            return nil
        }
        return naming.last.length >= 4 && !naming.last.isNumber ? naming : nil
    }

    /// The only byte between two words that is neither space nor emphasis; a mark that ends a clause when there are
    /// several.
    private static func sign(_ between: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8? {
        var sign: UInt8?
        for byte in between where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "-") {
            sign = sign == nil ? byte : UInt8(ascii: ";")
        }
        return sign
    }
}
