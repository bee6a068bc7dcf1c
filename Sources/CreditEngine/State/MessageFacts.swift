/// What one reading of a message's words found; the only thing that extractors and credit see of the text.
struct MessageFacts {
    /// A cue phrase and its place.
    struct Sign {
        var cue: Cue
        var range: Range<Int>
    }

    /// Content of this message that an earlier one introduced.
    struct Source {
        /// The earlier message, as its index in `Trace.messages`.
        var message: Int
        /// How much of it: Σ 1/(messages that had said the word before).
        var weight: Double
        /// The longest such word here.
        var range: Range<Int>
    }

    /// The most signs kept of one message.
    static let signLimit = 24
    /// The most sources kept of one message.
    static let sourceLimit = 6

    /// Words and numbers in all.
    var words = 0
    /// Words of content: numbers, and words of five letters or more.
    var content = 0
    /// Words of content that nobody had said before.
    var introduced = 0
    /// Words of the problem that the message says for the first time in the conversation.
    var problemCovered = 0
    /// Cues, in order.
    var signs: [Sign] = []
    /// How often each cue occurs, by its raw value; counts beyond `signLimit` too.
    var counts: [Int] = [Int](repeating: 0, count: 6)
    /// Arithmetic equalities that do not hold, in order.
    var falsehoods: [Range<Int>] = []
    /// Where the content came from, heaviest first, ties to the earlier message.
    var sources: [Source] = []
    /// The last answer that the message states: its identity and its place.
    var answer: (hash: UInt64, range: Range<Int>)?
    /// Fenced code: pairs of fences.
    var fences = 0

    /// How often a cue occurs.
    func count(_ cue: Cue) -> Int { counts[Int(cue.rawValue)] }
}
