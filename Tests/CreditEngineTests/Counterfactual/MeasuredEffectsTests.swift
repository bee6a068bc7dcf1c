import Testing

@testable import CreditEngine

@Suite struct MeasuredEffectsTests {
    /// Four cells: turns 1 and 2 of two agents.
    private static let order = CellOrder(
        Trace(
            id: "t", agents: [Agent(name: "a"), Agent(name: "b")],
            messages: (0..<4).map { Message(ordinal: $0, turn: $0 / 2 + 1, agent: $0 % 2, output: "x") }))

    private static func pairs(_ count: Int, losing: Int) -> PairedOutcomes {
        PairedOutcomes((0..<count).map { .init(kept: 0, replaced: $0 < losing ? 1 : 0) })
    }

    @Test func theLargerSampleOfACellCounts() {
        let effects = MeasuredEffects(
            Self.order, samples: [1: [Self.pairs(10, losing: 10), Self.pairs(20, losing: 10)]], curve: nil)
        #expect(effects.effects[Cell(turn: 1, agent: 1)]?.value == -0.5)
        #expect(effects.effects.count == 1 && effects.tested == 1)
    }

    @Test func theCurveFillsInWithoutAnInterval() {
        var curve = ValueCurve(Self.order)
        for _ in 0..<4 {
            curve.add(1, prefix: 2)
            curve.add(0, prefix: 3)
        }
        let effects = MeasuredEffects(Self.order, samples: [0: [Self.pairs(20, losing: 1)]], curve: curve)
        let third = effects.effects[Cell(turn: 2, agent: 0)]
        #expect(third == .init(value: -1, interval: nil) && third?.isClear == false)
        #expect(effects.hot == [Cell(turn: 2, agent: 0), Cell(turn: 1, agent: 0)], "worst first, from .05 on")
        #expect(effects.tested == 1, "the curve tests no cell")
    }

    @Test func whatHurtsIsToldOverAllCells() {
        let samples = [0: [Self.pairs(20, losing: 20)], 3: [Self.pairs(20, losing: 1)]]
        let effects = MeasuredEffects(Self.order, samples: samples, curve: nil)
        #expect(effects.hurting == [Cell(turn: 1, agent: 0)] && effects.tested == 2)
        #expect(effects.effects[Cell(turn: 1, agent: 0)]?.isClear == true)
    }
}
