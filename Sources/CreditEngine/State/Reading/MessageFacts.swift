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
        /// The longest such word here, as a UTF-8 byte range.
        var range: Range<Int>
    }

    /// The most signs kept of one message.
    static let signLimit = 16
    /// The most new numbers kept of one message.
    static let figureLimit = 24
    /// The most sources kept of one message.
    static let sourceLimit = 6
    /// The most false statements kept of one message.
    static let falsehoodLimit = 8

    /// Words and numbers in all.
    var words = 0
    /// Words of content that nobody had said before, neither problem nor tool.
    var introduced = 0
    /// Numbers among them that are not the result of an equality that holds.
    var figures = 0
    /// The first of these numbers, at most `figureLimit`.
    var newFigures: [(hash: UInt64, range: Range<Int>)] = []
    /// One of these numbers that a later message of a model says, and the last message that does.
    var usedFigure: (range: Range<Int>, by: Int)?
    /// Different words of content of the problem that the message says.
    var problemShared = 0
    /// Words of content of the problem that nobody had said before.
    var problemCovered = 0
    /// Cues, in order, at most `signLimit`.
    var signs: [Sign] = []
    /// How many assumptions there are, also beyond `signLimit`.
    var assumptions = 0
    /// Whether a tool, a program or a page reports a failure in it; cues of failure and exit codes.
    var failure: Range<Int>?
    /// Arithmetic equalities that do not hold and figures that contradict the problem's, in order.
    var falsehoods: [Falsehood] = []
    /// Where the content came from, heaviest first, ties to the earlier message.
    var sources: [Source] = []
    /// The last answer that the message states: its identity and its place.
    var answer: (hash: UInt64, range: Range<Int>)?
    /// Whether it holds a fenced block of code.
    var hasCode = false
    /// Whether it is a tool's message that says no more than that the tool ran.
    var isEmptyResult = false

    /// Whether it reports what a page shows, so that its figures are the page's.
    var isPageReport = false
    /// The first identifier in the arguments of its calls that nobody had given.
    var invented: InventedArgument?

    /// An identifier that a call was given out of nowhere.
    struct InventedArgument: Equatable {
        /// The call, as its index in `Message.tools`.
        var call: Int
        /// The identifier.
        var text: String
    }

    /// A statement that can be seen to be wrong.
    struct Falsehood {
        /// What is wrong with it.
        enum Kind {
            /// An equality whose sides differ.
            case equality
            /// A figure that differs from the problem's own.
            case problemFigure
        }
        var kind: Kind
        var range: Range<Int>
    }

    /// The first place of a cue.
    func first(_ cue: Cue) -> Range<Int>? { signs.first { $0.cue == cue }?.range }
}
