import Testing

@testable import CreditEngine

@Suite("Hints and heat, by hand")
struct HintsTests {
    @Test(
        "The chance of one message",
        arguments: [
            (Hints(), false, 0.0),
            (Hints(figures: 0.5), false, 0.125),
            (Hints(figures: 0.5), true, 0.0625),  // half for a router
            (Hints(figures: 1, unreturned: 1, failure: 1, assumption: 1), false, 1),
            (Hints(shownErrors: 0.5), false, 0.5),
            (Hints(shownErrors: 0.5), true, 0.5),  // an error that can be seen is nobody's routing
            (Hints(figures: 0.8, shownErrors: 0.5), false, 0.6),  // 1 − .8·.5
        ])
    func chance(hints: Hints, isRouter: Bool, expected: Double) {
        #expect(abs(hints.chance(isRouter: isRouter) - expected) < 1e-12)
    }

    private func heats(_ trace: Trace) -> [Double?] { estimateCredit(of: trace).messages.map(\.score.value) }

    /// Ten new figures give ½, so the mean is ⅛; then a false equality, ½, is said twice; the tool has none.
    @Test("Heat is the chance of being a mistake, wherever the message stands")
    func noPlaceCounts() {
        let trace = TraceSketch.trace([
            ("a", (10..<20).map { "\($0)" }.joined(separator: " ")), ("codeTerminal", "4711"), ("b", "so 1 + 1 = 3"),
            ("c", "so 1 + 1 = 3"),
        ])
        #expect(heats(trace) == [0.125, nil, 0.5, 0.5])
    }

    /// A program or call that worked: 0; that failed or said nothing: ¼; that nobody ran: 0.
    @Test("Programs and their failure")
    func programs() {
        let code = "```python\nrun it\n```"
        #expect(heats(TraceSketch.trace([("a", code), ("codeTerminal", "fine")])).first == 0)
        #expect(heats(TraceSketch.trace([("a", code), ("codeTerminal", "NameError: x")])).first == 0.25)
        #expect(heats(TraceSketch.trace([("a", code), ("codeTerminal", "")])).first == 0.25)
        #expect(heats(TraceSketch.trace([("a", code), ("a", "well"), ("codeTerminal", "fine")])).first == 0)
        #expect(heats(TraceSketch.trace([("a", code), ("b", "fine")])).first == 0)
        var trace = TraceSketch.trace([("a", "look it up")])
        trace.messages[0].tools = [ToolCall(name: "search", result: "none", error: "timeout")]
        #expect(heats(trace) == [0.25])
        trace.messages[0].tools = [ToolCall(name: "search", result: "three shops")]
        #expect(heats(trace) == [0])
    }

    @Test("Equal calls with equal results are equally hot; the second of two that bring the same is the hotter one")
    func calls() {
        let calls = (0..<6).map { ("worker", "step \($0)") }
        var trace = TraceSketch.trace(calls)
        for index in trace.messages.indices {
            trace.messages[index].tools = [ToolCall(name: "search", arguments: "\(index)", error: "timeout")]
        }
        #expect(Set(heats(trace)) == [0.25])
        for index in trace.messages.indices {
            trace.messages[index].tools = [ToolCall(name: "search", arguments: "same", result: "nothing new")]
        }
        #expect(heats(trace) == [0, 0.25, 0.25, 0.25, 0.25, 0.25])
    }

    /// One figure that the tool did not return: 1/11 and 1, mean of four.
    @Test("A figure that a tool did not return speaks against who says it; one that it returned does not")
    func unreturned() throws {
        var trace = TraceSketch.trace([("a", "The price is 4711 in all.")])
        trace.messages[0].tools = [ToolCall(name: "price", result: "3200")]
        let expected: Double = (1.0 / 11 + 1) / 4
        let heat: Double = try #require(heats(trace)[0])
        #expect(abs(heat - expected) < 1e-12)
        trace.messages[0].tools = [ToolCall(name: "price", result: "4711")]
        #expect(heats(trace) == [0])
    }

    /// One assumption in two words: 50/52 of a hint, so .2404; in 450 words: 50/500, so .025.
    @Test("Assumptions count by density")
    func assumptions() throws {
        let short = try #require(heats(TraceSketch.trace([("a", "assuming so")]))[0])
        #expect(abs(short - 50.0 / 52 / 4) < 1e-12)
        let long = "assuming " + String(repeating: "so ", count: 449)
        #expect(abs(try #require(heats(TraceSketch.trace([("a", long)]))[0]) - 0.025) < 1e-12)
    }

    @Test("A briefing about something else is an error that can be seen; a short or fitting one is not")
    func anotherTask() {
        let problem = "Which supermarkets within blocks of Lincoln have ready salad under fifteen dollars?"
        let other = String(repeating: "debug this script ", count: 20)
        #expect(heats(TraceSketch.trace(problem: problem, [("a", other)])) == [0.5])
        #expect(heats(TraceSketch.trace(problem: problem, [("a", "debug")])) == [0])
        #expect(heats(TraceSketch.trace(problem: problem, [("a", other + problem)])) == [0])
        #expect(heats(TraceSketch.trace(problem: problem, [("a", "ok"), ("b", other)])) == [0, 0])
        #expect(heats(TraceSketch.trace([("a", other)])) == [0])
    }

    @Test("Routers are told by channel notes or by being the hub of a star")
    func routers() {
        var noted = TraceSketch.trace([("boss", "do it"), ("worker", "done")])
        noted.messages[0].channel = "-> worker"
        #expect(Routers.find(in: noted) == [true, false])
        let star = TraceSketch.trace([("hub", ""), ("a", ""), ("hub", ""), ("b", ""), ("hub", ""), ("c", "")])
        #expect(Routers.find(in: star) == [true, false, false, false])
        let chain = TraceSketch.trace([("a", ""), ("b", ""), ("c", ""), ("d", "")])
        #expect(Routers.find(in: chain) == [false, false, false, false])
        let pair = TraceSketch.trace([("a", ""), ("b", ""), ("a", ""), ("b", "")])
        #expect(Routers.find(in: pair) == [false, false])
    }

    /// Heats ⅛ and ⅛; b's figures survive in the last word, 10 of 10 + 10.
    @Test("An agent's share counts more what survives into the last word")
    func shares() throws {
        let first = (10..<20).map { "\($0)" }.joined(separator: " ")
        let second = (20..<30).map { "\($0)" }.joined(separator: " ")
        let trace = TraceSketch.trace([("a", first), ("b", second), ("c", second)])
        let shares = estimateCredit(of: trace).structural.map(\.score.value)
        let (a, b) = (0.125, 0.125 * 1.5)
        #expect(abs(try #require(shares[0]) - a / (a + b)) < 1e-12)
        #expect(abs(try #require(shares[1]) - b / (a + b)) < 1e-12)
        #expect(shares[2] == 0)
    }
}
