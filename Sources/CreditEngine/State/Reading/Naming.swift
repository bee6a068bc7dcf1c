/// What a number is the figure of: the words before `is`, `are`, `at`, `=` or `:`.
struct Naming {
    /// A word as part of a name.
    struct Part {
        var hash: UInt64 = 0
        var length = 0
        var isNumber = false
        /// Whether punctuation, or nothing at all, stands before it.
        var beginsClause = true
    }

    /// The three words before the connector, the nearest first.
    private(set) var last = Part()
    private(set) var second = Part()
    private(set) var third = Part()

    /// The name by its last two words.
    var pair: UInt64 { WordHash.pair(second.hash, last.hash) }

    /// The bytes before a number that are looked at.
    private static let reach = 96
    private static let connectors = WordSet(["is", "are", "at"])
    private static let verbs = WordSet(["need", "needs", "have", "has", "take", "takes", "use", "uses", "with"])

    /// Words that stand where a name could and name nothing: `there are 17`.
    private static let placeholders = WordSet(
        ["there", "here", "these", "those", "they", "this", "that", "what", "which", "where"])

    /// Whether a word can be the connector before a number; `nil` stands for a sign.
    @inline(__always)
    static func mayConnect(_ previous: UInt64, _ number: Word, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard number.start >= 2 else { return false }
        let c = bytes[number.start - 1]
        let sign = c == UInt8(ascii: " ") ? bytes[number.start - 2] : c
        return sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":") || connectors.contains(previous)
    }

    /// Reads the name before a number; `nil` when there is none.
    init?(before number: Word, _ bytes: UnsafeBufferPointer<UInt8>) {
        let low = max(0, number.start - Self.reach)
        var fourth = Part()
        var end = low
        WordScan.words(UnsafeBufferPointer(rebasing: bytes[low..<number.start])) { word in
            let (from, to) = (low + word.start, low + word.end)
            let gap = bytes[min(end, from)..<from]
            let isPossessive = word.length == 1 && gap.count == 1 && gap.first == UInt8(ascii: "'")
            defer { end = to }
            // `yesterday's rolls` is named by its two long words.
            if isPossessive { return }
            let begins = end == low && low == 0 || Self.sign(gap) != nil
            (fourth, third, second) = (third, second, last)
            last = Part(hash: word.hash, length: word.length, isNumber: word.isNumber, beginsClause: begins)
        }
        let sign = Self.sign(bytes[min(end, number.start)..<number.start])
        if sign == nil, Self.connectors.contains(last.hash) {
            (last, second, third) = (second, third, fourth)
        } else if sign != UInt8(ascii: "="), sign != UInt8(ascii: ":") {
            return nil
        }
        guard last.length >= 4, !last.isNumber, !Self.placeholders.contains(last.hash) else { return nil }
    }

    /// Whether a name may begin with `name` after `word`: that is the word which the problem has there, a number or a
    /// verb that takes a thing, or punctuation lies between.
    static func begins(_ name: Part, after word: Part, known: UInt64) -> Bool {
        name.beginsClause || word.isNumber || word.hash == known || verbs.contains(word.hash)
    }

    /// The only byte between two words that is neither space nor emphasis; a semicolon when there are several.
    private static func sign(_ between: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8? {
        var sign: UInt8?
        for byte in between where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "-") {
            sign = sign == nil ? byte : UInt8(ascii: ";")
        }
        return sign
    }
}
