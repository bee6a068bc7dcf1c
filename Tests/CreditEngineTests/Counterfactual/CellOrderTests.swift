import Testing

@testable import CreditEngine

@Suite("Cells in speaking order")
struct CellOrderTests {
    @Test("tools and people have no cell, and a cell is where its first message is")
    func order() {
        let trace = Trace(
            id: "t", agents: [Agent(name: "a"), Agent(name: "terminal", kind: .tool), Agent(name: "b")],
            messages: [(1, 2), (1, 1), (1, 0), (1, 2), (2, 0)].enumerated().map {
                Message(ordinal: $0.offset, turn: $0.element.0, agent: $0.element.1, output: "")
            })
        let order = CellOrder(trace)
        #expect(order.cells == [Cell(turn: 1, agent: 2), Cell(turn: 1, agent: 0), Cell(turn: 2, agent: 0)])
        #expect(order.messages == [[0, 3], [2], [4]])
        #expect(order.turns.map(\.positions) == [0..<2, 2..<3])
        #expect(order.position(of: Cell(turn: 1, agent: 1)) == nil)
        #expect(order.position(of: Cell(turn: 2, agent: 0)) == 2)
    }

    @Test("equal sets are equal values however they were made", arguments: [0, 1, 63, 64, 65, 128, 200])
    func sets(size: Int) {
        var built = CellSet((0..<size).reversed())
        #expect(built == CellSet(prefix: size))
        #expect(built.count == size && built.positions == Array(0..<size))
        #expect(!built.contains(size) && !built.contains(-1))
        built.insert(300)
        #expect(built.contains(300) && built != CellSet(prefix: size))
        built.remove(300)
        #expect(built == CellSet(prefix: size))
        #expect(built.hashValue == CellSet(prefix: size).hashValue)
        #expect(CellSet(prefix: size).union(CellSet([70])) == CellSet([70]).union(CellSet(prefix: size)))
    }

    @Test("a resample is the same request as speaking again")
    func canonical() {
        let again = ReplayRequest(prefix: 3, seed: 1)
        #expect(ReplayRequest(kept: CellSet(prefix: 4), replacing: 3, seed: 1) == again)
        #expect(Swap(at: 3).requests(seed: 1).replaced == again)
        #expect(Swap(at: 3, .noOp).requests(seed: 1).replaced != again)
    }
}
