import Testing

@testable import CreditEngine

@Suite("States read off a conversation")
struct StateExtractionTests {
    private func states(_ trace: Trace, _ source: StateSource) -> [State] {
        estimateCredit(of: trace, settings: CreditSettings(state: source)).states
    }

    /// The problem has 2 words of content, plums and basket.
    ///
    /// Turn 1 takes up one of them and states an answer: ½·½ + ¼. Turn 2: the other word, the same answer by another agent: ½ + ¼ + ¼. Turn 3: another answer: ½ + ¼.
    @Test("Reasoning, by hand")
    func reasoning() throws {
        let trace = TraceSketch.trace(
            problem: "How many plums in a basket?",
            [
                ("a", "plums: the final answer is 41"), ("a", "fine"), ("b", "basket: the final answer is 41"),
                ("a", "no, the final answer is 43"),
            ])
        let found = states(trace, .reasoning)
        #expect(found.map(\.turn) == [1, 2, 3])
        #expect(found.map { $0["solution_completeness"] } == [.number(0.5), .number(1), .number(0.75)])
        #expect(found.map { $0["error_count"] } == [.number(0), .number(0), .number(1)])
        let changed = try #require(found[2].components.first { $0.name == "error_count" }?.evidence.first)
        #expect(changed.message == 3)
        #expect(changed.shows == "the answer is not the one stated before")
        #expect(Quote.text(trace.messages[3].output, changed.range) == "43")
    }

    @Test(
        "Reasoning counts an error once a message and kind",
        arguments: [
            ("codeTerminal", "Traceback: NameError: error error", 1.0), ("a", "17 % 5 = 3 and 2 + 2 = 5", 2),
            ("a", "I cannot do it, unable to", 1), ("a", "That does not match.", 1), ("a", "an error message", 0),
            ("human", "I cannot see it", 0),
        ])
    func errors(speaker: String, text: String, count: Double) {
        #expect(states(TraceSketch.trace([(speaker, text)]), .reasoning).last?["error_count"] == .number(count))
    }

    @Test("Recorded states are used when there are any, and only then")
    func recorded() {
        let own = TraceSketch.state(1, [("progress", 0.5)])
        let trace = TraceSketch.trace(states: [own], [("a", "x")])
        #expect(estimateCredit(of: trace).stateSource == .recorded)
        #expect(estimateCredit(of: trace).states == [own])
        #expect(estimateCredit(of: TraceSketch.trace([("a", "x")])).stateSource == .reasoning)
        #expect(states(trace, .reasoning).count == 1)
    }

    @Test(
        "Code",
        arguments: [
            ("5 passed, 1 failed in 0.25s", nil, 5.0 / 6, 0.25), ("1 failed, 2 passed", nil, 2.0 / 3, nil),
            ("Ran 6 tests in 0.125s\n\nOK", 1, 1, 0.125),
            ("Ran 4 tests in 1s\n\nFAILED (failures=1, errors=2)", nil, 0.25, 1),
            ("Executed 3 tests, with 1 failures in 2 (2.5) seconds", nil, 2.0 / 3, 2),
            ("Tests run: 5, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 0.05 s", nil, 0.6, 0.05),
            ("TOTAL    120     12    90%", nil, 0.9, nil), ("test_stall.py F..      [100%]", nil, nil, nil),
            ("  File x\nSyntaxError: invalid syntax", 0, nil, nil), ("BUILD SUCCESS", 1, nil, nil),
            ("exitcode: 0 (execution succeeded)", 1, nil, nil), ("exit code 3", nil, nil, nil),
            ("Just words about 90% of 12 things in 3 steps", nil, nil, nil), ("0 tests, 0 failed", nil, nil, nil),
            (
                "Test Suites: 1 failed, 1 total\nTests:       1 failed, 2 passed, 3 total\nSnapshots:   0 total\nTime:        0.5 s",
                nil,
                2.0 / 3, 0.5
            ),
            (
                " Test Files  1 failed (1)\n      Tests  1 failed | 2 passed (3)\n   Duration  312ms (transform 25ms)",
                nil, 2.0 / 3, 0.312
            ),
            ("stall.ts(1,7): error TS2322: Type 'string' is not assignable", 0, nil, nil),
            ("A.swift:8: error: T.testMany : XCTAssertEqual failed", nil, nil, nil),
            ("3 passed\nno more\nexit code 1", nil, 1, nil),
        ] as [(String, Double?, Double?, Double?)])
    func code(text: String, syntax: Double?, coverage: Double?, time: Double?) throws {
        let state = try #require(states(TraceSketch.trace([("codeTerminal", text)]), .code).last)
        let value = { (name: String) -> Double? in
            guard case .number(let x)? = state[name] else { return nil }
            return x
        }
        #expect(value("syntax_valid") == syntax)
        #expect(value("test_coverage") == coverage)
        #expect(value("execution_time") == time)
        #expect(state.components.allSatisfy { !$0.evidence.isEmpty })
    }

    @Test("A sparse run lists only the turns it has")
    func sparse() {
        var trace = TraceSketch.trace([("a", "x"), ("b", "y")])
        trace.messages[1].turn = 1_000_000_000_000
        let credit = estimateCredit(of: trace)
        #expect(credit.temporal.map(\.turn) == [1, 1_000_000_000_000])
        #expect(credit.cells.count == 2)
    }
}
