import CreditEngine
import Testing

@Suite("Bad input has a defined result")
struct BadInputTests {
    private func temporal(_ states: [State], _ metric: TemporalMetric = .stall) -> [Score] {
        let trace = TraceSketch.trace(states: states, [("a", "x"), ("a", "y"), ("a", "z")])
        return estimateCredit(of: trace, settings: CreditSettings(metric: metric, horizon: 0)).temporal.map(\.score)
    }

    private func pair(_ first: [(String, Double)], _ second: [(String, Double)]) -> [State] {
        [TraceSketch.state(1, first), TraceSketch.state(2, second)]
    }

    @Test("NaN and infinities are unscored", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        let scores = temporal(pair([("progress", 0.1), ("loss", value)], [("progress", 0.2), ("loss", 1)]))
        #expect(scores[1] == .unscored("loss is not finite"))
        let progress = temporal(pair([("progress", value), ("loss", 0)], [("progress", 0.2), ("loss", 1)]))
        #expect(progress[1] == .unscored("progress is outside [0,1]"))
        let kl = temporal(pair([("a", value), ("b", 0)], [("a", 0.2), ("b", 1)]), .kl)
        #expect(kl[1] == .unscored("a component is not finite"))
    }

    @Test("Missing progress, missing states and no earlier state are unscored, never 0")
    func missing() {
        #expect(
            temporal(pair([("loss", 0)], [("loss", 1)])) == [
                .unscored("no earlier state"), .unscored("no progress component"),
                .unscored("no state after this turn"),
            ])
        #expect(
            temporal(pair([("progress", 0), ("loss", 0)], [("loss", 1)]))[1] == .unscored("progress is missing"))
        #expect(
            temporal(pair([("progress", 0), ("a", 0)], [("progress", 1), ("b", 1)]))[1]
                == .unscored("no component in common with the state before"))
    }

    @Test("A component that changes its type is not compared; a progress that does is unscored")
    func changedType() {
        var states = pair([("progress", 0.1), ("a", 0), ("b", 0.5)], [("progress", 0.1), ("b", 0.7)])
        states[1].components.append(.init(name: "a", value: .category("high")))
        #expect(temporal(states)[1].value.map { abs($0 - 0.1) < 1e-12 } == true)
        states[1].components[0].value = .category("half")
        #expect(temporal(states)[1] == .unscored("progress is not a number"))
    }

    @Test("A state left out is skipped over")
    func skipped() {
        let states = [
            TraceSketch.state(1, [("progress", 0.5), ("a", 0)]), TraceSketch.state(3, [("progress", 0.5), ("a", 1)]),
        ]
        #expect(
            temporal(states) == [.unscored("no earlier state"), .unscored("no state after this turn"), .value(0.5)])
    }

    @Test("No messages, states without messages, one message, one agent that repeats itself")
    func small() {
        let empty = estimateCredit(of: Trace(id: "empty"))
        #expect(empty.temporal.isEmpty && empty.cells.isEmpty && empty.suspects.isEmpty)
        #expect(empty.noSuspect == "the trace has no messages")
        let states = estimateCredit(
            of: Trace(id: "states", states: pair([("progress", 0), ("a", 0)], [("progress", 0), ("a", 1)])))
        #expect(states.temporal.map(\.score) == [.unscored("no earlier state"), .value(0.5)])
        let one = estimateCredit(of: TraceSketch.trace([("a", "1 + 1 = 3")]))
        #expect(one.suspects.map(\.cell) == [Cell(turn: 1, agent: 0)])
        let same = estimateCredit(of: TraceSketch.trace([("a", "1 + 1 = 3"), ("a", "1 + 1 = 3"), ("a", "1 + 1 = 3")]))
        #expect(same.suspects.map(\.cell.turn) == [1, 2, 3])
    }

    @Test("Agents that never speak, tools and people have no share, and say why")
    func silent() {
        var trace = TraceSketch.trace([("human", "please"), ("a", "1 + 1 = 3"), ("codeTerminal", "3")])
        trace.agents.append(Agent(name: "mute"))
        #expect(
            estimateCredit(of: trace).structural.map(\.score) == [
                .unscored("a person"), .value(1), .unscored("a tool"), .unscored("never speaks"),
            ])
        let tools = TraceSketch.trace([("human", "please"), ("codeTerminal", "Traceback")])
        #expect(estimateCredit(of: tools).suspects.isEmpty)
    }

    @Test("An agent that the trace does not list, turns out of range or out of order")
    func inconsistent() {
        var trace = TraceSketch.trace([("a", "1 + 1 = 3"), ("b", "4711"), ("a", "x")])
        trace.messages[0].agent = 99
        trace.messages[1].agent = -1
        trace.messages[2].turn = -5
        let credit = estimateCredit(of: trace)
        #expect(credit.messages.count == 3)
        #expect(credit.messages[0].score == .value(0.5))
        trace.messages[1].turn = .max
        #expect(estimateCredit(of: trace).messages.count == 3)
    }

    @Test("Settings out of range are taken to the nearest that makes sense", arguments: [-1.0, 0, 0.5, 1, 7])
    func settings(lambda: Double) {
        let trace = TraceSketch.random(seed: 3, messages: 30)
        let plain = estimateCredit(of: trace, settings: CreditSettings(horizon: 0))
        for horizon in [-3, 0, 2, Int.max] {
            let moved = estimateCredit(of: trace, settings: CreditSettings(horizon: horizon, lambda: lambda))
            let sum = { (c: EstimatedCredit) in c.temporal.compactMap(\.score.value).reduce(0, +) }
            #expect(abs(sum(plain) - sum(moved)) < 1e-9)
            #expect(moved.temporal.compactMap(\.score.value).allSatisfy { $0 >= 0 })
        }
    }

    @Test("100,000 turns, and 10,000 messages in one turn that each quote another")
    func long() {
        let many = TraceSketch.trace((0..<100_000).map { ("a", "item \($0 * 7) and \($0 / 2 * 7)") })
        let credit = estimateCredit(of: many)
        #expect(credit.temporal.count == 100_000)
        #expect(credit.suspects.count <= 5)
        var wide = TraceSketch.trace((0..<20_000).map { ("a", "item \($0 % 10_000 * 7 + 10)") })
        for index in 10_000..<20_000 { wide.messages[index].turn = 10_001 }
        #expect(estimateCredit(of: wide).cells.count == 10_001)
    }
}
