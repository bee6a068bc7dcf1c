import CreditEngine

extension ReadingArguments {
    /// The options as given, word by word, for a command that reads the same files the same way.
    var words: [String] {
        let options = [
            ("--agent-field", agentField), ("--turn-rule", turnRule?.rawValue), ("--outcomes", outcomes),
            ("--prompts", prompts),
        ]
        return options.compactMap { name, value in value.map { "\(name)=\($0)" } } + mappings.map { "--map=\($0)" }
    }
}
