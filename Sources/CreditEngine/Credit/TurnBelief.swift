/// Where in a run the first mistake may be: belief over its turns, and the shortest stretches that hold enough of it.
///
/// Half of the belief is spread by heat, half evenly over the turns that can be at fault: evidence may be beside the point.
/// Where nothing is hot all of it is spread evenly.
struct TurnBelief: Sendable, Equatable {
    /// The turns from the first to the last, and the share of belief in each; they add up to 1.
    private(set) var shares: [Double] = []
    /// The belief in the first turns, by their number from 0.
    private var sums: [Double] = [0]
    private static let evenShare = 0.5
    /// Turns of the longest run for which belief is spread.
    private static let longest = 1 << 14

    /// Spreads belief over the turns in which models speak; `nil` when none does.
    init?(_ trace: Trace, _ credit: EstimatedCredit) {
        let last = trace.turnCount
        guard last >= 1, last <= Self.longest else { return nil }
        var heat = [Double](repeating: 0, count: last)
        var speaks = [Bool](repeating: false, count: last)
        for message in credit.messages {
            let turn = trace.messages[message.message].turn
            guard let value = message.score.value, (1...last).contains(turn) else { continue }
            heat[turn - 1] += value
            speaks[turn - 1] = true
        }
        let (all, places) = (heat.reduce(0, +), speaks.count { $0 })
        guard places > 0 else { return nil }
        let even = all > 0 ? Self.evenShare : 1
        shares = heat.indices.map { turn in
            (speaks[turn] ? even / Double(places) : 0) + (all > 0 ? (1 - even) * heat[turn] / all : 0)
        }
        for share in shares { sums.append(sums[sums.count - 1] + share) }
    }

    /// The shortest stretch of turns that holds more than some belief; the whole run where none does.
    ///
    /// Of stretches of one length the one with the most belief is meant, of equals the earliest.
    func stretch(holding belief: Double) -> ClosedRange<Int> {
        // A longer stretch holds as much at least.
        var (low, high) = (1, shares.count)
        while low < high {
            let middle = (low + high) / 2
            if best(of: middle).belief > belief { high = middle } else { low = middle + 1 }
        }
        return best(of: low).turns
    }

    /// The most belief in a shortest stretch that misses a turn: whoever asks for more has a stretch with the turn in it.
    ///
    /// `nil` when it is none of the run's turns.
    func reach(to turn: Int) -> Double? {
        guard shares.indices.contains(turn - 1) else { return nil }
        for length in stride(from: shares.count, through: 1, by: -1) {
            let best = best(of: length)
            if !best.turns.contains(turn) { return best.belief }
        }
        return 0
    }

    /// The stretch of some length with the most belief.
    private func best(of length: Int) -> (turns: ClosedRange<Int>, belief: Double) {
        var (start, most) = (0, sums[length] - sums[0])
        for first in 1..<max(1, shares.count - length + 1) {
            let belief = sums[first + length] - sums[first]
            // Sums of the same shares in another order differ in their last bits.
            if belief > most + 1e-12 { (start, most) = (first, belief) }
        }
        return ((start + 1)...(start + length), most)
    }
}
