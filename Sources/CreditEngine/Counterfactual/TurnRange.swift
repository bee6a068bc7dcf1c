/// Where a run was lost, as far as a budget of replays could tell: a stretch of turns instead of a name.
public struct TurnRange: Sendable, Hashable {
    /// The turns, from 1.
    public let turns: ClosedRange<Int>
    /// The probability that the place is in them, given the replays.
    public let probability: Double

    /// The least probability that a stretch is given for.
    public static let level = 0.9

    /// The shortest stretch of whole turns that holds the place; `nil` when only the whole run does, or when it may well be
    /// that no single message lost it.
    ///
    /// - Parameter probabilities: of each position of the order, and of no such place at the end.
    init?(_ probabilities: [Double], _ order: CellOrder) {
        let turns = order.turns
        let weights = turns.map { turn in turn.positions.reduce(0) { $0 + probabilities[$1] } }
        var best: (first: Int, last: Int, sum: Double)?
        for first in weights.indices {
            var sum = 0.0
            for last in first..<weights.count {
                sum += weights[last]
                guard sum >= Self.level else { continue }
                let isShorter = best.map { (last - first, -sum) < ($0.last - $0.first, -$0.sum) } ?? true
                if isShorter { best = (first, last, sum) }
                break
            }
        }
        guard let best, best.last - best.first + 1 < turns.count else { return nil }
        self.turns = turns[best.first].turn...turns[best.last].turn
        probability = best.sum
    }

    /// `in turns 4–7, 94 %`.
    public var words: String {
        let place = turns.count == 1 ? "turn \(turns.lowerBound)" : "turns \(turns.lowerBound)–\(turns.upperBound)"
        return "in \(place), \(Int((100 * probability).rounded(.down))) %"
    }
}
