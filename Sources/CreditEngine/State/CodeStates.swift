/// `syntax_valid`, `test_coverage` and `execution_time` after each turn, read off code and tool output in messages.
///
/// Source: METHOD §1. Nothing is executed or compiled; a component that no message has shown yet is absent.
enum CodeStates {
    /// The states from turn 0 to the last turn.
    static func extract(_ trace: Trace, _ reading: Reading) -> [State] {
        var states = [State(turn: 0, components: [])]
        var syntax: State.Component?
        var index = 0
        for turn in stride(from: 1, through: trace.turnCount, by: 1) {
            while index < trace.messages.count, trace.messages[index].turn <= turn {
                let facts = reading.messages[index]
                let kind =
                    trace.agents.indices.contains(trace.messages[index].agent)
                    ? trace.agents[trace.messages[index].agent].kind : .model
                if kind == .tool {
                    let failure = facts.signs.first { $0.cue == .failure }
                    syntax = State.Component(
                        name: "syntax_valid", value: .number(failure == nil ? 1 : 0),
                        evidence: failure.map {
                            [Evidence(message: index, range: $0.range, shows: "a tool reports a failure")]
                        } ?? [])
                }
                index += 1
            }
            states.append(State(turn: turn, components: syntax.map { [$0] } ?? []))
        }
        return states
    }
}
