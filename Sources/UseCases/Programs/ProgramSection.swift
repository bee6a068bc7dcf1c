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

    /// Makes a section.
    package init(command: [String], upstream: String? = nil, sendsSeeds: Bool = true, version: String? = nil) {
        (self.command, self.upstream, self.sendsSeeds, self.version) = (command, upstream, sendsSeeds, version)
    }
}
