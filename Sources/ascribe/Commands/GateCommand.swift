import ArgumentParser
import CreditEngine
import UseCases

/// `ascribe gate`: runs a changed team until it can be said whether it is worse.
struct GateCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "gate", abstract: "Run a changed team until it can be said whether it is worse than before.",
        discussion: """
            Example: ascribe gate --team new/team.yaml --baseline before.jsonl --out after.jsonl
            Looks at most five times, at more and more pairs of the same problem and seed. Exit status as of 'compare'.
            """)

    @Option(help: "Runs before the change, as 'ascribe sample' records them.", completion: Completions.files)
    var baseline: String

    @Option(help: "The file to write; runs that are in it already are not made again.")
    var out: String

    @Option(help: "Runs to make at most (default: as many as the baseline has).")
    var runs: Int?

    @OptionGroup var verdict: VerdictArguments
    @OptionGroup var modelling: ModelArguments
    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        let command = self
        let inputs = [baseline, out, modelling.team, modelling.problems]
        try WrittenFile.check([verdict.junit, verdict.markdown], sparing: inputs)
        try await Interruption.guarding {
            let runtime = try await command.modelling.runtime(purpose: "gate \(command.out)")
            let order = GateOrder(
                baseline: command.baseline, out: command.out, margin: command.verdict.margin, runs: command.runs,
                first: command.modelling.seed ?? 1, width: command.modelling.jobs, isFresh: command.modelling.fresh)
            let line = LiveLine()
            let comparison = try await runtime.gate(order, command.access.permit) { line.show($0.sentence) }
            line.clear()
            try command.verdict.tell(comparison)
        }
    }
}
