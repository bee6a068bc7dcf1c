/// Whether seeds couple: the same (seed, prefix) replays made twice, and how many came out the same.
///
/// Source: Method §4, "Replay check": coupling is measured, not assumed.
public struct ReplayCheck: Sendable, Hashable {
    /// The replays that were repeated and defined both times.
    public var repeated: Int
    /// Those with the same outcome.
    public var sameOutcome: Int
    /// Those whose words were all the same; `nil` when the replayer does not see words.
    public var sameWords: Int?

    /// The number of replays to repeat.
    public static let size = 5

    /// Compares replays with their repetitions.
    public init(_ first: [ReplayResult], _ second: [ReplayResult]) {
        let both = zip(first, second).filter { $0.outcome != nil && $1.outcome != nil }
        repeated = both.count
        sameOutcome = both.count { $0.outcome == $1.outcome }
        let worded = both.filter { $0.words != nil && $1.words != nil }
        sameWords = worded.count == both.count && !both.isEmpty ? worded.count { $0.words == $1.words } : nil
    }

    /// `5 of 5 repeated replays end the same, 3 word for word`; the words only where somebody saw them.
    public var words: String {
        let outcomes = "\(sameOutcome) of \(repeated) repeated replays end the same"
        return outcomes + (sameWords.map { ", \($0) word for word" } ?? "")
    }

    /// Whether seeds fix everything as far as this check saw: at least 3 repeated, and each the same word for word, or
    /// in outcome where nobody sees the words.
    public var couples: Bool { repeated >= 3 && sameOutcome == repeated && (sameWords ?? repeated) == repeated }
}

/// A team that fails here anyway: V_0 ≤ .1 after 10 replays or more.
///
/// Every resample effect is then about 0; the question moves to other prompts, models and references.
/// Source: Method §4, "Systematic fault".
public struct SystematicFault: Sendable, Hashable {
    /// The sum of the outcomes of the replays from the start; for outcomes 0 and 1 those that succeeded.
    public let successes: Double
    /// The replays from the start.
    public let count: Int

    /// The fault that replays from the start show; `nil` when they show none or are fewer than 10.
    public init?(successes: Double, of count: Int) {
        guard count >= 10, successes <= 0.1 * Double(count) else { return nil }
        self.successes = successes
        self.count = count
    }

    /// The fault that V_0 shows; `nil` when it shows none or has fewer than 10 samples.
    public init?(_ start: ValueCurve.Point) {
        self.init(successes: start.sum, of: start.count)
    }
}
