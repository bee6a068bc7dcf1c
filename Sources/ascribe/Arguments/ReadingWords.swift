import CreditEngine

extension ReadingArguments {
    /// The options as given, word by word, for a command that reads the same files the same way.
    var words: [String] {
        let options = [
            ("--agent-field", agentField), ("--turn-rule", turnRule?.rawValue), ("--score", scoreName),
            ("--outcomes", outcomes), ("--prompts", prompts),
        ]
        return options.compactMap { name, value in value.map { "\(name)=\($0)" } } + mappings.map { "--map=\($0)" }
            + (noJoin ? ["--no-join"] : []) + kinds.map { "--kind=\($0)" }
    }
}

extension ModelArguments {
    /// The options as given that say which team and which store are meant, for the command that comes next.
    var given: [String] { (givenTeam.map { ["--team", $0] } ?? []) + place.given }

    /// The options as given that say who speaks and at whose expense, word by word.
    var words: [String] {
        let options = [
            ("--team", team), ("--problems", problems), ("--max-calls", maxCalls.map { "\($0)" }),
            ("--max-cost", maxCost.map { "\($0)" }), ("--seed", seed.map { "\($0)" }), ("--store", store),
        ]
        return options.compactMap { name, value in value.map { "\(name)=\($0)" } }
    }
}

extension StoreArguments {
    /// The store as given, for the command that comes next.
    var given: [String] { givenStore.map { ["--store", $0] } ?? [] }
}
