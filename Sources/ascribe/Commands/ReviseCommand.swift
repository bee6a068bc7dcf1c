import ArgumentParser
import CreditEngine
import CreditStore
import UseCases

/// `ascribe revise`: proposals for one block from critiques that were kept.
struct ReviseCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "revise",
        abstract: "Propose minimal revisions of one prompt from critiques of it.",
        discussion: """
            Example: ascribe revise role/researcher --from 3f9c2a71be04
            Critiques of many runs vote. A proposal waits in the queue for validation and for a person.
            """)

    @Argument(help: "The block: role/AGENT or aggregation.")
    var block: String

    @Option(
        parsing: .upToNextOption,
        help: "Critiques by their names, as 'ascribe critique' prints them, or by the beginnings of these.")
    var from: [String]

    @Option(help: "The most proposals to make.")
    var candidates = 1

    @Option(help: "The most that a text may grow: a factor, or 400 characters if that is more.")
    var maxGrowth = LengthBudget().factor

    @Option(
        help: "Also let a model of the team file (see --team) write the whole prompt anew, as a last candidate.")
    var reviser: String?

    @Flag(help: "Take critiques none of whose quotes was found in the trace.")
    var ungrounded = false

    @OptionGroup var models: ModelArguments

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if candidates < 1 { throw ValidationError("--candidates \(candidates): at least one.") }
        if from.isEmpty { throw ValidationError("--from needs the name of a critique.") }
        if !(maxGrowth >= 1 && maxGrowth.isFinite) { throw ValidationError("--max-growth \(maxGrowth): 1 or more.") }
        if Block(name: block) == nil { throw ValidationError("\(block): write role/AGENT or aggregation.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.revise() }
    }

    private func revise() async throws {
        guard let block = Block(name: block) else { throw ProposalError.noBlock(block) }
        let runtime = models.team == nil ? nil : try await models.runtime(purpose: "revise \(block.name)")
        let session = runtime?.session ?? models.source(purpose: "revise \(block.name)").session
        let revision = try await session.propose(
            RevisionOrder(
                block: block, length: LengthBudget(factor: maxGrowth), reviser: reviser, limit: candidates,
                includesUngrounded: ungrounded), from: from, as: runtime, access.permit)
        if let note = revision.note { Console.complain(note) }
        let record = RevisionRecord(revision)
        if json {
            try Console.write(record.json)
        } else {
            for line in record.lines { try Console.say(line) }
            if let first = revision.proposals.first {
                try Console.say(NextStep.validate(first.id, options: models.given))
            }
        }
        if revision.proposals.isEmpty { throw ExitCode.doneWithFindings }
    }
}
