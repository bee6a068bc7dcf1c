/// Where in a run the first mistake may be: stretches of turns that grow around the hottest turn, each within the next.
///
/// Half of the belief is spread by heat, half evenly over the turns that can be at fault: evidence may be beside the point.
/// Where nothing is hot all of it is spread evenly.
struct TurnBelief {
    /// The turns from the first to the last, and the share of belief in each; they add up to 1.
    private(set) var shares: [Double] = []
    private static let evenShare = 0.5

    /// Spreads belief over the turns in which models speak; `nil` when none does.
    init?(_ trace: Trace, _ credit: EstimatedCredit) {
        let last = trace.turnCount
        guard last >= 1, last <= 1 << 16 else { return nil }
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
    }

    /// The stretches from the hottest turn to the whole run, with the belief in each.
    ///
    /// Each takes in the neighbour with more belief, of equals the earlier one.
    var stretches: [(turns: ClosedRange<Int>, mass: Double)] {
        guard var low = shares.indices.max(by: { (shares[$0], -$0) < (shares[$1], -$1) }) else { return [] }
        var (high, mass) = (low, shares[low])
        var found = [((low + 1)...(high + 1), mass)]
        while low > 0 || high + 1 < shares.count {
            let before = low > 0 ? shares[low - 1] : -1
            let after = high + 1 < shares.count ? shares[high + 1] : -1
            if before >= after { low -= 1 } else { high += 1 }
            mass += max(before, after)
            found.append(((low + 1)...(high + 1), mass))
        }
        return found.map { (turns: $0.0, mass: $0.1) }
    }

    /// The belief in the first stretch that holds a turn: how far one has to go to find it.
    func reach(to turn: Int) -> Double? { stretches.first { $0.turns.contains(turn) }?.mass }
}
