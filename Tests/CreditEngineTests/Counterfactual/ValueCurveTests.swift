import Testing

@testable import CreditEngine

@Suite("Value curve")
struct ValueCurveTests {
    private let order = CellOrder(FaultyWorld(fault: .none, cells: 6).trace())

    private func curve(_ values: [Double?]) -> ValueCurve {
        var curve = ValueCurve(order)
        for (k, value) in values.enumerated() { value.map { curve.add($0, prefix: k) } }
        return curve
    }

    @Test("effects add up by turn, by agent and in all")
    func table() {
        let curve = curve([0.5, 0.75, 0.75, 0.25, 0.25, 0.5, 0])
        #expect((0..<6).map { curve.effect(at: $0) } == [0.25, 0, -0.5, 0, 0.25, -0.5])
        #expect([1, 2].map { curve.temporal(turn: $0) } == [-0.25, -0.25])
        #expect([0, 1, 2].map { curve.structural(agent: $0) } == [0.25, 0.25, -1])
        #expect(curve.total == -0.5)
        #expect(curve.temporal(turn: 3) == nil && curve.structural(agent: 3) == nil)
    }

    @Test("what was not measured has no number, and 0 is a number")
    func unknown() {
        let curve = curve([0.5, nil, nil, 0, nil, 0.5, 0])
        #expect(curve.effect(at: 0) == nil && curve.effect(at: 5) == -0.5)
        #expect(curve.temporal(turn: 1) == -0.5)
        #expect(curve.structural(agent: 0) == nil)
        #expect(curve.value(3) == 0 && curve.value(1) == nil && curve.value(9) == nil)
        #expect(ValueCurve(order).total == nil && ValueCurve(order).pointOfNoReturn == nil)
    }

    @Test("rows and columns add up to V_K − V_0", arguments: 0..<20 as Range<UInt64>)
    func conservation(seed: UInt64) throws {
        let random = KeyedRandom(seed: seed)
        var curve = ValueCurve(order)
        for k in 0...6 {
            for sample in 0..<(1 + random.integer("n", k, in: 0..<5)) {
                curve.add(random.unit("y \(k)", sample), prefix: k)
            }
        }
        let total = try #require(curve.total)
        let cells = (0..<6).compactMap { curve.effect(at: $0) }.reduce(0, +)
        let turns = [1, 2].compactMap { curve.temporal(turn: $0) }.reduce(0, +)
        let agents = [0, 1, 2].compactMap { curve.structural(agent: $0) }.reduce(0, +)
        for sum in [cells, turns, agents] { #expect(abs(sum - total) < 1e-12) }
    }

    @Test("a rate has a Wilson interval, a graded mean has none")
    func intervals() throws {
        var curve = ValueCurve(order)
        for y in [1.0, 0, 1, 1] { curve.add(y, prefix: 0) }
        #expect(curve.points[0].interval == WilsonInterval(3, of: 4))
        curve.add(0.5, prefix: 0)
        #expect(curve.points[0].interval == nil && curve.points[0].value == 0.7)
        curve.add(.nan, prefix: 0)
        #expect(curve.points[0].count == 5)
        #expect(curve.points[1].interval == nil)
    }

    @Test("the point of no return is the latest turn that began with half of the best value")
    func noReturn() {
        #expect(curve([0.5, 0.6, 0.4, 0.4, 0.1, 0, 0]).pointOfNoReturn == 2)
        #expect(curve([0.5, 0.9, 0.4, 0.4, 0.1, 0, 0]).pointOfNoReturn == 1)
        #expect(curve([0, 0, 0, 0, 0, 0, 0]).pointOfNoReturn == nil)
        var open = ValueCurve(order)
        open.add(1, prefix: 0)
        open.add(0, prefix: 6)
        #expect(open.pointOfNoReturn == nil)
        open.add(0, prefix: 2)
        #expect(open.pointOfNoReturn == 1)
    }

    @Test(
        "V_0 of at most .1 in ten replays is a systematic fault",
        arguments: [(9, 0, false), (10, 0, true), (10, 1, true), (10, 2, false), (20, 2, true)])
    func systematic(count: Int, successes: Int, expected: Bool) {
        var curve = ValueCurve(order)
        for index in 0..<count { curve.add(index < successes ? 1 : 0, prefix: 0) }
        #expect((SystematicFault(curve.points[0]) != nil) == expected)
    }

    @Test("coupling is what repeated replays show")
    func check() {
        func result(_ y: Double?, _ words: UInt64? = nil) -> ReplayResult {
            ReplayResult(
                y.map { .outcome($0, success: $0 >= 0.5) } ?? .undefined("?"), spoken: 1, words: words.map { [$0] })
        }
        let same = [result(0, 1), result(1, 2), result(1, 3), result(0, 4), result(1, 5)]
        #expect(ReplayCheck(same, same).couples)
        let other = [result(0, 1), result(1, 9), result(1, 3), result(0, 4), result(1, 5)]
        #expect(ReplayCheck(same, other).sameOutcome == 5 && ReplayCheck(same, other).sameWords == 4)
        #expect(!ReplayCheck(same, other).couples)
        let blind = [result(0), result(1), result(1), result(nil), result(nil)]
        #expect(ReplayCheck(blind, blind).repeated == 3 && ReplayCheck(blind, blind).couples)
        #expect(!ReplayCheck(Array(blind[1...]), Array(blind[1...])).couples)
        #expect(!ReplayCheck([], []).couples)
    }
}
