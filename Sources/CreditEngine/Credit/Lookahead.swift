/// Credit moved from where an error surfaces towards where its content came from.
///
/// Source: Method §2 (`lookahead`); against the article's "credit misattribution". ΣA is conserved.
struct Lookahead {
    /// How many turns back credit may move.
    let horizon: Int
    /// The share of a turn's credit that moves, in [0,1].
    let lambda: Double

    /// One link between turns: content that a later turn quotes or depends on was introduced in `from`.
    struct Link: Sendable, Equatable {
        /// The place of the turn in which the content was introduced, from 0.
        var from: Int
        /// A positive weight.
        var weight: Double
    }

    /// The scores after the transfer; `links[t]` holds the links into turn t.
    ///
    /// From the last turn to the second: λ·A[t] goes to the sources of t within the horizon, in proportion to link
    /// weight. A turn without a figure neither gives nor takes.
    func transfer(_ scores: [Score], links: [[Link]]) -> [Score] {
        guard horizon > 0, lambda > 0, scores.count > 1 else { return scores }
        var a = scores.map(\.value)
        for t in stride(from: min(scores.count, links.count) - 1, to: 0, by: -1) {
            guard let credit = a[t] else { continue }
            let sources = links[t].filter { link in
                link.weight > 0 && link.from >= 0 && link.from < t && t - link.from <= horizon && a[link.from] != nil
            }
            let total = sources.reduce(0) { $0 + $1.weight }
            guard total > 0 else { continue }
            let moved = min(1, lambda) * credit
            for link in sources {
                a[link.from] = (a[link.from] ?? 0) + moved * link.weight / total
            }
            a[t] = credit - moved
        }
        return zip(scores, a).map { old, new in new.map(Score.value) ?? old }
    }
}
