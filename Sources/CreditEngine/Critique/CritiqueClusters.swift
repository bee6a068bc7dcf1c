/// Critiques of one block, gathered over many traces and grouped by what they suggest.
///
/// Two critiques suggest the same when ¾ of the likeness of their new rules and ¼ of that of their weaknesses reach
/// `threshold`, and so do critiques that are linked by such pairs. Likeness is Jaccard's over words (pairs of characters
/// in scripts without spaces), figures left out, so that what a run is about does not count. Every trace has one vote,
/// that of its most confident grounded critique. The result does not depend on the order of the critiques.
/// Source: Method §5 (a plurality of 9 from a critic that is right half of the time is right .84).
public struct CritiqueClusters: Sendable, Equatable {
    /// Critiques that suggest the same.
    public struct Cluster: Sendable, Hashable {
        /// The critiques, ordered by trace, turn and agent; never empty.
        public var critiques: [Critique]
        /// The traces that vote for it.
        public var votes: Int
        /// The critique that is most like the others.
        public var representative: Critique
    }

    /// The clusters, most votes first; with equal votes the more confident first.
    public let clusters: [Cluster]
    /// Critiques that are left aside because none of their quotes was found.
    public let ungrounded: [Critique]

    /// The likeness from which two critiques suggest the same.
    ///
    /// Set between what one rule in other words reaches (.5 and more) and what two rules of care about different
    /// things reach (.4 and less).
    public static let threshold = 0.45

    /// Groups critiques.
    ///
    /// - Parameter includesUngrounded: whether critiques without a found quote count as well.
    public init(
        _ critiques: [Critique], threshold: Double = CritiqueClusters.threshold, includesUngrounded: Bool = false
    ) {
        let ordered = critiques.sorted(by: Self.precedes)
        let counted = ordered.filter { includesUngrounded || $0.isGrounded }
        ungrounded = includesUngrounded ? [] : ordered.filter { !$0.isGrounded }
        let tokens = counted.map(SuggestionTokens.init)
        var group = Array(counted.indices)
        for a in counted.indices {
            for b in counted.indices.dropFirst(a + 1) where group[a] != group[b] {
                guard tokens[a].likeness(to: tokens[b]) >= threshold else { continue }
                let (kept, gone) = (min(group[a], group[b]), max(group[a], group[b]))
                for i in group.indices where group[i] == gone { group[i] = kept }
            }
        }
        let voters = Self.voters(counted)
        clusters = Set(group).sorted().map { number in
            let members = group.indices.filter { group[$0] == number }
            let central = members.map { a in members.reduce(0) { $0 + tokens[a].likeness(to: tokens[$1]) } }
            let best = members.indices.max { (central[$0], $1) < (central[$1], $0) } ?? 0
            return Cluster(
                critiques: members.map { counted[$0] }, votes: members.count(where: voters.contains),
                representative: counted[members[best]])
        }.sorted(by: Self.outvotes)
    }

    /// One critique a trace: the grounded before the others, then the most confident, then the earliest.
    private static func voters(_ critiques: [Critique]) -> Set<Int> {
        func trust(_ critique: Critique) -> Double { (critique.isGrounded ? 2 : 0) + (critique.confidence ?? 0) }
        var best: [String: Int] = [:]
        for (index, critique) in critiques.enumerated() {
            let run = "\(critique.problem ?? "")\u{0}\(critique.trace)"
            if let known = best[run], trust(critiques[known]) >= trust(critique) { continue }
            best[run] = index
        }
        return Set(best.values)
    }

    private static func precedes(_ a: Critique, _ b: Critique) -> Bool {
        let keys = [a, b].map { [$0.trace, $0.problem ?? "", $0.agent, $0.suggestion.new ?? "", $0.weakness] }
        if keys[0][..<2] != keys[1][..<2] { return keys[0].lexicographicallyPrecedes(keys[1]) }
        return a.turn != b.turn ? a.turn < b.turn : keys[0].lexicographicallyPrecedes(keys[1])
    }

    private static func outvotes(_ a: Cluster, _ b: Cluster) -> Bool {
        func trust(_ cluster: Cluster) -> Double { cluster.critiques.reduce(0) { $0 + ($1.confidence ?? 0) } }
        if a.votes != b.votes { return a.votes > b.votes }
        if trust(a) != trust(b) { return trust(a) > trust(b) }
        return precedes(a.representative, b.representative)
    }
}
