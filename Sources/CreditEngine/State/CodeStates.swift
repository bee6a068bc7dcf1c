/// `syntax_valid`, `test_coverage` and `execution_time` after each turn, read off code and tool output in messages.
///
/// Source: Method §1. Nothing is executed or compiled; a component that no message has shown yet is absent.
/// - syntax_valid: 0 or 1; 0 after a report of a syntax, compile or import error, 1 after a run without a failure.
/// - test_coverage: the last quoted coverage; without one, the share of tests that passed.
/// - execution_time: seconds of the last test run that says how long it took.
enum CodeStates {
    /// The states from turn 0 to the last turn.
    static func extract(_ trace: Trace, _ reading: Reading, _ axis: TurnAxis) -> [State] {
        var now: [String: State.Component] = [:]
        var states = [State(turn: 0, components: [])]
        var index = 0
        for turn in axis.turns {
            for name in names { now[name]?.evidence = [] }
            while index < trace.messages.count, trace.messages[index].turn <= turn {
                readReport(trace, index, &now)
                index += 1
            }
            states.append(State(turn: turn, components: names.compactMap { now[$0] }))
        }
        return states
    }

    private static let names = ["syntax_valid", "test_coverage", "execution_time"]

    private static func readReport(_ trace: Trace, _ index: Int, _ now: inout [String: State.Component]) {
        func set(_ name: String, _ value: Double, _ range: Range<Int>, _ shows: String) {
            now[name] = State.Component(
                name: name, value: .number(value), evidence: [Evidence(message: index, range: range, shows: shows)])
        }
        var text = trace.messages[index].output
        let report = text.withUTF8 { TestReport(reading: $0) }
        if let range = report.syntaxError {
            set("syntax_valid", 0, range, "a syntax, compile or import error is reported")
        } else if let range = report.success {
            set("syntax_valid", 1, range, "a run without a failure is reported")
        }
        if let (value, range) = report.coverage {
            set("test_coverage", value, range, "coverage is quoted")
        } else if let (value, range) = report.passing {
            set("test_coverage", value, range, "tests are counted")
        }
        if let (value, range) = report.seconds {
            set("execution_time", value, range, "a run time is quoted")
        }
    }
}
