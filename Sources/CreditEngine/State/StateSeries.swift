/// The states of a trace with where they came from.
struct StateSeries {
    /// The source that was used.
    let source: StateSource
    /// The states in order of turns; a text-derived series starts with turn 0.
    let states: [State]
    /// Turns for which the person's own program gave no state, and why.
    private(set) var failures: [(turn: Int, reason: String)] = []

    /// Takes the states that the settings ask for; `nil` takes recorded ones when there are any, else `reasoning`.
    init(
        _ trace: Trace, reading: Reading, axis: TurnAxis, source wanted: StateSource?, answers: [CommandState] = []
    ) {
        source = wanted ?? (trace.states.isEmpty ? .reasoning : .recorded)
        switch source {
        case .recorded: states = trace.states
        case .reasoning: states = ReasoningStates.extract(trace, reading, axis)
        case .code: states = CodeStates.extract(trace, reading, axis)
        case .command:
            var answered: [State] = []
            for answer in answers {
                switch answer {
                case .state(let state): answered.append(state)
                case .failed(let turn, let reason): failures.append((turn, reason))
                }
            }
            states = answered
        }
    }

    /// The words behind the state after each turn of the axis.
    func evidence(on axis: TurnAxis) -> [[Evidence]] {
        var evidence = [[Evidence]](repeating: [], count: axis.turns.count)
        for state in states {
            guard let place = axis.index(of: state.turn) else { continue }
            evidence[place] = state.components.flatMap(\.evidence)
        }
        return evidence
    }
}
