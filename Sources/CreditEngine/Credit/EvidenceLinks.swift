/// Links between messages and turns: content that one quotes or depends on was introduced in the other.
///
/// The same links serve lookahead, the path of a delayed error and structural credit.
struct EvidenceLinks {
    private let reading: Reading
    /// For each turn of the axis, the earlier turns its content was introduced in, earliest first.
    let turns: [[Lookahead.Link]]

    /// Links of a trace that was read.
    init(_ trace: Trace, _ reading: Reading, _ axis: TurnAxis) {
        self.reading = reading
        var turns = [[Lookahead.Link]](repeating: [], count: axis.turns.count)
        var weights = [Double](repeating: 0, count: axis.turns.count)
        var touched: [Int] = []
        var index = 0
        for (place, turn) in axis.turns.enumerated() {
            while index < trace.messages.count, trace.messages[index].turn <= turn {
                for source in reading.messages[index].sources {
                    guard let from = axis.index(of: trace.messages[source.message].turn), from < place else { continue }
                    if weights[from] == 0 { touched.append(from) }
                    weights[from] += source.weight
                }
                index += 1
            }
            turns[place] = touched.sorted().map { Lookahead.Link(from: $0, weight: weights[$0]) }
            for from in touched { weights[from] = 0 }
            touched.removeAll(keepingCapacity: true)
        }
        self.turns = turns
    }

    /// From a symptom back to `origin`, the symptom first, along each message's heaviest link that leads there.
    ///
    /// The symptom is the first later message that `shows` trouble and builds on the origin, directly or through
    /// others; without one, the last message that builds on it; without that, the origin alone.
    func path(to origin: Int, shows: (Int) -> Bool) -> [Int] {
        var leads: [Int: Int] = [:]
        var end = origin
        for index in stride(from: origin + 1, to: reading.messages.count, by: 1) {
            let direct = reading.messages[index].sources.contains { $0.message == origin }
            let through = direct ? origin : reading.messages[index].sources.first { leads[$0.message] != nil }?.message
            guard let through else { continue }
            leads[index] = through
            end = index
            if shows(index) { break }
        }
        var path = [end]
        while let last = path.last, let next = leads[last] { path.append(next) }
        return path
    }
}
