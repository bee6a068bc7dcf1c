/// The cells of a run in speaking order, from position 0 to K − 1.
///
/// Only models have cells here: what a tool or a person said stays where it was. A cell with several messages stands
/// where its first one does. Prefix k means the cells at positions 0 ..< k.
public struct CellOrder: Sendable, Equatable {
    /// The cells; `Cell.agent` indexes the trace's agents.
    public let cells: [Cell]
    /// The message indices of each cell, ascending.
    let messages: [[Int]]

    /// The order of a trace.
    public init(_ trace: Trace) {
        var cells: [Cell] = []
        var places: [Cell: Int] = [:]
        var messages: [[Int]] = []
        for (index, message) in trace.messages.enumerated() {
            guard trace.agents.indices.contains(message.agent), trace.agents[message.agent].kind == .model else {
                continue
            }
            if let place = places[message.cell] {
                messages[place].append(index)
            } else {
                places[message.cell] = cells.count
                cells.append(message.cell)
                messages.append([index])
            }
        }
        self.cells = cells
        self.messages = messages
    }

    /// The number K of cells.
    public var count: Int { cells.count }

    /// The position of a cell; `nil` when nobody speaks there.
    public func position(of cell: Cell) -> Int? { cells.firstIndex(of: cell) }

    /// A hash of the words of each cell as they are said in a run, by position; cells that are not in this order have none.
    func wordHashes(of run: Trace) -> [UInt64] {
        let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($0.element, $0.offset) })
        var hashes = [FNV1a](repeating: FNV1a(), count: count)
        for message in run.messages {
            if let position = places[message.cell] { hashes[position].add(message.output) }
        }
        return hashes.map(\.value)
    }

    /// The turns with cells, ascending, each with its positions.
    public var turns: [(turn: Int, positions: Range<Int>)] {
        var turns: [(turn: Int, positions: Range<Int>)] = []
        for (position, cell) in cells.enumerated() {
            if let last = turns.last, last.turn == cell.turn {
                turns[turns.count - 1].positions = last.positions.lowerBound..<(position + 1)
            } else {
                turns.append((cell.turn, position..<(position + 1)))
            }
        }
        return turns
    }
}
