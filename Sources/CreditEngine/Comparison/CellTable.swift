/// The messages of a run, cell by cell, with agents numbered as a comparison numbers them.
struct CellTable: Sendable {
    /// A cell that has messages.
    struct Slot: Sendable {
        let cell: Cell
        /// Its messages, as a range of `order`.
        let messages: Range<Int>
        /// How many messages of the turn were said before its first one.
        let rank: Int
    }

    /// Indices of `Trace.messages`, cell by cell, within a cell in the order of time.
    let order: [Int]
    /// All cells with messages, by turn and agent.
    let slots: [Slot]
    /// The number of turns.
    let turns: Int

    /// - Parameter numbers: the number of each of the trace's agents.
    init(_ trace: Trace, numbers: [Int]) {
        var places: [(cell: Cell, message: Int, rank: Int)] = []
        places.reserveCapacity(trace.messages.count)
        var (turn, rank, last) = (0, 0, trace.turnCount)
        for (index, message) in trace.messages.enumerated() {
            rank = message.turn == turn ? rank + 1 : 0
            turn = message.turn
            guard turn >= 1, numbers.indices.contains(message.agent) else { continue }
            places.append((Cell(turn: turn, agent: numbers[message.agent]), index, rank))
            last = max(last, turn)
        }
        turns = last
        places.sort { $0.cell == $1.cell ? $0.message < $1.message : $0.cell < $1.cell }
        var slots: [Slot] = []
        var start = 0
        while start < places.count {
            var end = start + 1
            while end < places.count, places[end].cell == places[start].cell { end += 1 }
            slots.append(Slot(cell: places[start].cell, messages: start..<end, rank: places[start].rank))
            start = end
        }
        self.slots = slots
        order = places.map(\.message)
    }

    /// What an agent is told apart by: its name, and which of those of that name it is.
    struct Name: Hashable {
        var name: String
        var nth: Int
    }

    /// The names of agents, one each, all different.
    static func names(_ agents: [Agent]) -> [Name] {
        var seen: [String: Int] = [:]
        return agents.map { agent in
            seen[agent.name, default: 0] += 1
            return Name(name: agent.name, nth: seen[agent.name] ?? 1)
        }
    }

    /// Whether the same was said: as many messages, the same words byte for byte, the same tools.
    static func isSame(_ left: Trace, _ a: ArraySlice<Int>, _ right: Trace, _ b: ArraySlice<Int>) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { isSame(left.messages[$0], right.messages[$1]) }
    }

    private static func isSame(_ a: Message, _ b: Message) -> Bool {
        isSame(a.output, b.output) && a.tools.count == b.tools.count
            && zip(a.tools, b.tools).allSatisfy { a, b in
                isSame(a.name, b.name) && isSame(a.arguments, b.arguments) && isSame(a.result, b.result)
                    && isSame(a.error, b.error)
            }
    }

    private static func isSame(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        return a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
    }
}
