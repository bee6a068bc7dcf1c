/// The turns of a trace that are looked at, in order.
///
/// All of 1…T, unless the numbers are so sparse (a turn 10⁹ in a run of ten messages) that only the turns with a
/// message or a state are listed.
struct TurnAxis {
    /// The turns, ascending, from 1.
    let turns: [Int]

    /// The axis of a trace.
    init(_ trace: Trace) {
        let known = trace.messages.count + trace.states.count
        if trace.turnCount <= 16 * known + 64 {
            turns = Array(stride(from: 1, through: trace.turnCount, by: 1))
        } else {
            let all = trace.messages.map(\.turn) + trace.states.map(\.turn)
            turns = Set(all.filter { $0 >= 1 }).sorted()
        }
    }

    /// The place of a turn, when it is listed.
    func index(of turn: Int) -> Int? {
        if turns.last == turns.count { return turns.indices.contains(turn - 1) ? turn - 1 : nil }
        var low = 0
        var high = turns.count
        while low < high {
            let middle = (low + high) / 2
            if turns[middle] < turn { low = middle + 1 } else { high = middle }
        }
        return low < turns.count && turns[low] == turn ? low : nil
    }
}
