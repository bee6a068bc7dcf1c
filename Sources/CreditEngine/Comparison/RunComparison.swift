/// Two runs side by side, aligned by turn and agent.
///
/// Agents are the same when they are called the same. A cell is the same in both runs when the same messages were said
/// in it, byte for byte, with the same tools and what came of them; what the agents saw is not compared, because it only
/// repeats what was said before. Made once in time proportional to the text of both runs; looking things up afterwards
/// takes no longer in a long run.
public struct RunComparison: Sendable {
    /// How a cell of one run relates to that of the other.
    public enum Match: String, Sendable, CaseIterable {
        /// The same was said in both.
        case same
        /// Something else was said.
        case differs
        /// The agent is silent here in the right run.
        case onlyLeft
        /// The agent is silent here in the left run.
        case onlyRight
    }

    /// A cell in which somebody speaks in at least one of the runs.
    public struct Entry: Sendable, Hashable {
        /// The turn, and the agent as an index into `RunComparison.agents`.
        public let cell: Cell
        /// How the two sides relate.
        public let match: Match
        let left: Range<Int>
        let right: Range<Int>
    }

    /// The run on the left.
    public let left: Trace
    /// The run on the right.
    public let right: Trace
    /// The agents of both runs: those of the left one in its order, then those that only the right one has.
    public let agents: [String]
    /// The number of turns of the longer run.
    public let turns: Int
    /// All cells with messages in the order of time: by turn, within a turn as they were said.
    public let entries: [Entry]
    /// The entries that are not the same, as indices of `entries`, in order.
    public let differences: [Int]
    /// How many cells are not the same, by agent.
    public let differingByAgent: [Int]
    /// How the prompts of the two teams relate.
    public let prompts: ComparedPrompts
    private let counts: [Match: Int]
    private let leftTable: CellTable
    private let rightTable: CellTable

    /// Compares two runs.
    public init(left: Trace, right: Trace) {
        self.left = left
        self.right = right
        let names = CellTable.names(left.agents)
        let others = CellTable.names(right.agents)
        var places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        var agents = left.agents.map(\.name)
        let numbers = others.enumerated().map { index, name in
            if let known = places[name] { return known }
            places[name] = agents.count
            agents.append(right.agents[index].name)
            return agents.count - 1
        }
        self.agents = agents
        let leftTable = CellTable(left, numbers: Array(names.indices))
        let rightTable = CellTable(right, numbers: numbers)
        turns = max(leftTable.turns, rightTable.turns)
        let entries = Self.merged(left, leftTable, right, rightTable)
        var counts: [Match: Int] = [:]
        var byAgent = Array(repeating: 0, count: agents.count)
        var differences: [Int] = []
        for (index, entry) in entries.enumerated() {
            counts[entry.match, default: 0] += 1
            guard entry.match != .same else { continue }
            differences.append(index)
            byAgent[entry.cell.agent] += 1
        }
        self.entries = entries
        self.differences = differences
        self.counts = counts
        differingByAgent = byAgent
        prompts = ComparedPrompts(left: left.team, right: right.team)
        self.leftTable = leftTable
        self.rightTable = rightTable
    }

    /// The first cell in the order of time that is not the same; `nil` when the runs say the same.
    public var firstDivergence: Entry? { differences.first.map { entries[$0] } }

    /// How many cells relate in a way.
    public func count(_ match: Match) -> Int { counts[match] ?? 0 }

    /// The entries of a turn, as a range of `entries`.
    public func entries(ofTurn turn: Int) -> Range<Int> {
        first { $0.cell.turn >= turn }..<first { $0.cell.turn > turn }
    }

    /// The entry of a cell; `nil` where nobody speaks in either run.
    public func index(of cell: Cell) -> Int? {
        entries(ofTurn: cell.turn).first { entries[$0].cell.agent == cell.agent }
    }

    /// The messages of an entry in the left run, as indices of its messages, in the order of time.
    public func leftMessages(_ entry: Entry) -> ArraySlice<Int> { leftTable.order[entry.left] }

    /// The messages of an entry in the right run, as indices of its messages, in the order of time.
    public func rightMessages(_ entry: Entry) -> ArraySlice<Int> { rightTable.order[entry.right] }

    /// The first index whose entry does not come before, by binary search.
    private func first(where isAtOrAfter: (Entry) -> Bool) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = low + (high - low) / 2
            if isAtOrAfter(entries[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The cells of both tables, each once, in the order of time.
    private static func merged(
        _ left: Trace, _ leftTable: CellTable, _ right: Trace, _ rightTable: CellTable
    ) -> [Entry] {
        var found: [(entry: Entry, rank: Int)] = []
        found.reserveCapacity(max(leftTable.slots.count, rightTable.slots.count))
        var (l, r) = (0, 0)
        while l < leftTable.slots.count || r < rightTable.slots.count {
            let a = l < leftTable.slots.count ? leftTable.slots[l] : nil
            let b = r < rightTable.slots.count ? rightTable.slots[r] : nil
            if let a, let b, a.cell == b.cell {
                let isSame = CellTable.isSame(left, leftTable.order[a.messages], right, rightTable.order[b.messages])
                let entry = Entry(
                    cell: a.cell, match: isSame ? .same : .differs, left: a.messages, right: b.messages)
                found.append((entry, max(a.rank, b.rank)))
                (l, r) = (l + 1, r + 1)
            } else if let a, b.map({ a.cell < $0.cell }) ?? true {
                found.append((Entry(cell: a.cell, match: .onlyLeft, left: a.messages, right: 0..<0), a.rank))
                l += 1
            } else if let b {
                found.append((Entry(cell: b.cell, match: .onlyRight, left: 0..<0, right: b.messages), b.rank))
                r += 1
            }
        }
        // What only one run has pushes everything that follows it back, so the later of both ranks is the place in time.
        found.sort {
            ($0.entry.cell.turn, $0.rank, $0.entry.cell.agent) < ($1.entry.cell.turn, $1.rank, $1.entry.cell.agent)
        }
        return found.map(\.entry)
    }
}
