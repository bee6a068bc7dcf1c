/// Where a run was lost, as far as a budget of replays could tell: a stretch of turns instead of a name.
public struct TurnRange: Sendable, Hashable {
    /// The turns, from 1.
    public let turns: ClosedRange<Int>
    /// The probability that the place is in them, given the replays.
    public let probability: Double

    /// The least probability that a stretch is given for.
    public static let level = 0.9

    /// The shortest stretch of whole turns that holds all that lost the run; `nil` when only the whole run does, or when it may
    /// well be that no message lost it.
    ///
    /// - Parameter places: positions that may have lost it, together where there are several, and how probable that is; no
    ///   positions stand for no message.
    init?(_ places: [(positions: [Int], probability: Double)], _ order: CellOrder) {
        let turns = order.turns
        // The probability that the first and the last such message stand in these turns.
        var weights = [[Double]](repeating: [Double](repeating: 0, count: turns.count), count: turns.count)
        for place in places {
            let held = [place.positions.first, place.positions.last].map { position in
                turns.firstIndex { turn in position.map(turn.positions.contains) ?? false }
            }
            if let first = held[0], let last = held[1] { weights[first][last] += place.probability }
        }
        var best: (first: Int, last: Int, sum: Double)?
        for first in turns.indices {
            var sum = 0.0
            for last in first..<turns.count {
                sum += (first...last).reduce(0) { $0 + weights[$1][last] }
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
