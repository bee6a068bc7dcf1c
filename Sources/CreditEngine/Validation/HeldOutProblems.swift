/// The problems that a proposal may be validated on.
///
/// A problem whose trace fed the critique is never among them, nor one that asks the same under another name.
/// Source: Method §6.
public struct HeldOutProblems: Sendable, Equatable {
    /// The problems to draw from, each once.
    public let problems: [Problem]
    /// The identifiers of those that were left out because a critique has seen them.
    public let leftOut: [String]

    /// Sorts out what critiques have seen.
    ///
    /// - Parameters:
    ///   - problems: what might be drawn from; of several with one identifier the first counts.
    ///   - critiqued: what names the problems whose traces fed the critiques (`Proposal.critiqued`): identifiers or words.
    ///     A problem file may give an identifier to what a trace knows only by its words, and the reverse.
    ///   - known: all problems at hand, so that a critiqued one is recognised by its words too.
    public init(_ problems: [Problem], critiqued: [String], known: [Problem] = []) {
        let seen = Set(critiqued)
        let named = (known + problems).filter { seen.contains($0.key) }.compactMap(\.input)
        let words = Set((named + critiqued).map(Self.words))
        var (kept, leftOut, keys) = ([Problem](), [String](), Set<String>())
        for problem in problems where keys.insert(problem.key).inserted {
            let isSeen = seen.contains(problem.key) || problem.input.map { words.contains(Self.words($0)) } ?? false
            if isSeen { leftOut.append(problem.key) } else { kept.append(problem) }
        }
        self.problems = kept
        self.leftOut = leftOut
    }

    /// A question without what does not change it: case and white space.
    private static func words(_ question: String) -> String {
        question.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }
}

/// The pairs that every candidate of a search is tried on, in an order that a seed fixes.
///
/// All problems in turn, in a shuffled order; when they are used up, again with fresh seeds.
struct PairStream: Sendable {
    private let problems: [Problem]
    private let random: KeyedRandom
    private let purpose: String

    init(_ problems: [Problem], seed: UInt64, purpose: String) {
        random = KeyedRandom(seed: seed)
        self.purpose = purpose
        let keyed = problems.map { ((KeyedRandom(seed: seed).bits("\(purpose) \($0.key)"), $0.key), $0) }
        self.problems = keyed.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The problem and the replay of a pair, counted from 0.
    subscript(pair: Int) -> (problem: Problem, replay: UInt64) {
        (problems[pair % problems.count], random.bits("\(purpose) replay", pair / problems.count) >> 11)
    }
}
