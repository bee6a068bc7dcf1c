/// The states of a trace with where they came from.
struct StateSeries {
    /// The source that was used.
    var source: StateSource
    /// The states in order of turns; a text-derived series starts with turn 0.
    var states: [State]

    /// Takes the states that the settings ask for.
    init(_ trace: Trace, reading: Reading, source wanted: StateSource?) {
        source = wanted ?? (trace.states.isEmpty ? .reasoning : .recorded)
        switch source {
        case .recorded: states = trace.states
        case .reasoning: states = ReasoningStates.extract(trace, reading)
        case .code: states = CodeStates.extract(trace, reading)
        }
    }
}

extension StateSeries {
    /// The words behind the state after a turn.
    func evidence(of turn: Int) -> [Evidence] {
        // States are in order of turns, one a turn at most, so the place is found by halving.
        var low = 0
        var high = states.count
        while low < high {
            let middle = (low + high) / 2
            if states[middle].turn < turn { low = middle + 1 } else { high = middle }
        }
        guard low < states.count, states[low].turn == turn else { return [] }
        return states[low].components.flatMap(\.evidence)
    }
}
