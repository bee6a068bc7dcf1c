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
            (Hints(figures: 1, program: 1, failure: 1, assumption: 1), false, 1),
            (Hints(shownErrors: 0.5), false, 0.5),
            (Hints(shownErrors: 0.5), true, 0.5),  // an error that can be seen is nobody's routing
            (Hints(figures: 0.8, shownErrors: 0.5), false, 0.6),  // 1 − .8·.5
        ])
    func chance(hints: Hints, isRouter: Bool, expected: Double) {
        #expect(abs(hints.chance(isRouter: isRouter) - expected) < 1e-12)
    }

    private func heats(_ trace: Trace) -> [Double?] { estimateCredit(of: trace).messages.map(\.score.value) }

    /// Three mistakes, each ½ or less by itself.
    ///
    /// 10 new figures: ½; mean ⅛. Then a false equality: ½; times what is left, ⅞. The tool has none.
    @Test("Heat is the chance of being the first mistake")
    func firstMistake() {
        let trace = TraceSketch.trace([
            ("a", (10..<20).map { "\($0)" }.joined(separator: " ")), ("codeTerminal", "4711"), ("b", "so 1 + 1 = 3"),
            ("c", "so 1 + 1 = 3"),
        ])
        #expect(heats(trace) == [0.125, nil, 0.4375, 0.21875])
    }

    /// A program that ran: ¼; that failed: ½; that nobody ran: 0; a call with an error: ¼.
    @Test("Programs and their failure")
    func programs() {
        let code = "```python\nrun it\n```"
        #expect(heats(TraceSketch.trace([("a", code), ("codeTerminal", "fine")])).first == 0.25)
        #expect(heats(TraceSketch.trace([("a", code), ("codeTerminal", "NameError: x")])).first == 0.5)
        #expect(heats(TraceSketch.trace([("a", code), ("codeTerminal", "")])).first == 0.5)
        #expect(heats(TraceSketch.trace([("a", code), ("a", "well"), ("codeTerminal", "fine")])).first == 0.25)
        #expect(heats(TraceSketch.trace([("a", code), ("b", "fine")])).first == 0)
        var trace = TraceSketch.trace([("a", "look it up")])
        trace.messages[0].tools = [ToolCall(name: "search", result: "none", error: "timeout")]
        #expect(heats(trace) == [0.25])
    }

    /// A figure that the tool did not return counts ¼, and 1/11 of ¼ for being new; anything else counts 0.
    @Test("A call of a tool is no evidence; a figure that the tool did not return is")
    func figuresBesideTools() {
        func heat(_ words: String, result: String?) -> Double? {
            var trace = TraceSketch.trace(problem: "how much", [("a", words)])
            trace.messages[0].tools = [ToolCall(name: "price", arguments: "{}", result: result)]
            return heats(trace)[0]
        }
        #expect(heat("it is found", result: "18") == 0 && heat("it is 18", result: "18 euros") == 0)
        let invented = (1 + 1.0 / 11) / 4
        #expect(abs((heat("it is 23", result: "18 euros") ?? 0) - invented) < 1e-12)
        // What an unanswered call returned is unknown, and counts as no evidence.
        #expect(abs((heat("it is 23", result: nil) ?? 0) - 1.0 / 11 / 4) < 1e-12)
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

    /// Heats ⅛ and ⅛·⅞; b's figures survive in the last word, 10 of 10 + 10.
    @Test("An agent's share counts more what survives into the last word")
    func shares() throws {
        let first = (10..<20).map { "\($0)" }.joined(separator: " ")
        let second = (20..<30).map { "\($0)" }.joined(separator: " ")
        let trace = TraceSketch.trace([("a", first), ("b", second), ("c", second)])
        let shares = estimateCredit(of: trace).structural.map(\.score.value)
        let (a, b) = (0.125, 0.125 * 0.875 * 1.5)
        #expect(abs(try #require(shares[0]) - a / (a + b)) < 1e-12)
        #expect(abs(try #require(shares[1]) - b / (a + b)) < 1e-12)
        #expect(shares[2] == 0)
    }
}
