/// Links between messages and turns: content that one quotes or depends on was introduced in the other.
///
/// The same links serve lookahead, the path of a delayed error, and structural credit.
struct EvidenceLinks {
    /// For each message, where its content was introduced, heaviest first.
    let sources: [[MessageFacts.Source]]
    /// For each turn from 1, the turns its content was introduced in, earliest first.
    let turns: [[Lookahead.Link]]

    /// Links of a trace that was read.
    init(_ trace: Trace, _ reading: Reading) {
        sources = reading.messages.map(\.sources)
        var turns = [[Lookahead.Link]](repeating: [], count: trace.turnCount)
        for (index, message) in trace.messages.enumerated() where turns.indices.contains(message.turn - 1) {
            for source in sources[index] {
                let from = trace.messages[source.message].turn
                guard from < message.turn else { continue }
                let links = turns[message.turn - 1]
                if let place = links.firstIndex(where: { $0.from == from }) {
                    turns[message.turn - 1][place].weight += source.weight
                } else {
                    let place = links.firstIndex { $0.from > from } ?? links.count
                    turns[message.turn - 1].insert(.init(from: from, weight: source.weight), at: place)
                }
            }
        }
        self.turns = turns
    }

    /// From a message back along its heaviest link, at most eight steps; the message itself comes first.
    func path(from message: Int) -> [Int] {
        var path = [message]
        while path.count < 9, let last = path.last, let source = sources[last].first, source.message < last {
            path.append(source.message)
        }
        return path
    }
}
