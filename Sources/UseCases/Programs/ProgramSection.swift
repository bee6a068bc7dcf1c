package import LanguageModels
package import ProgramTape

/// The `runner.program` of a team file: a person's own program as it is, recorded and replayed through a proxy.
package struct ProgramSection: Sendable, Equatable {
    /// The program and its arguments; `{input}` in an argument stands for the question.
    package var command: [String]
    /// Where its models are, when the environment does not say.
    package var upstream: String?
    /// Whether seeds are sent to endpoints that take them.
    package var sendsSeeds = true
    /// What tells this version of the program from others, in the place of its files' content.
    package var version: String?
    /// Whether a Python program's libraries stay imported from run to run.
    package var isWarm = false
    /// Where the answers of the program's tools come from in a replay.
    package var tools = ToolAnswers.run
    /// The field of its requests that names the agent (`user`, `metadata.role`); `nil` when none does.
    package var agentField: String?
    /// What of it is its answer.
    package var answer = AnswerSource.output
    /// Prices of the program's models by the names that its requests give.
    package var prices: [String: TokenPrice] = [:]

    /// Makes a section.
    package init(
        command: [String], upstream: String? = nil, sendsSeeds: Bool = true, version: String? = nil,
        isWarm: Bool = false, tools: ToolAnswers = .run, agentField: String? = nil, answer: AnswerSource = .output,
        prices: [String: TokenPrice] = [:]
    ) {
        (self.agentField, self.answer) = (agentField, answer)
        (self.command, self.upstream, self.sendsSeeds) = (command, upstream, sendsSeeds)
        (self.version, self.isWarm, self.tools, self.prices) = (version, isWarm, tools, prices)
    }

    /// What screens call it: the file that is run, not the interpreter that runs it.
    var shownName: String {
        let file = command.dropFirst().first { !$0.hasPrefix("-") && !$0.contains("{input}") } ?? command.first ?? ""
        return String(file.split(separator: "/").last ?? "")
    }
}
