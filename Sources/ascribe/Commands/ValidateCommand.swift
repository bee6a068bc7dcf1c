public import ArgumentParser
public import CreditEngine
import CreditStore
import UseCases

/// `ascribe validate`: a proposal against the current prompts, on problems that the optimiser never saw.
struct ValidateCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Try a proposal on held-out problems, pair by pair, until the gate decides.",
        discussion: """
            Example: ascribe validate 3f9c2a71be04
            Evidence is looked at after every pair, and an exact test made at the last one. What the gate accepts still \
            waits for a person: see 'ascribe review show'. The test problems are never used here.
            """)

    @Argument(
        help: "The proposal, as 'ascribe revise' and 'ascribe review list' name it, or the beginning of that.",
        completion: Completions.proposals)
    var proposal: String

    @Option(help: "The chance that one of all candidates of the lineage passes without being better.")
    var alpha = GateRule().alpha

    @Option(help: "The preset number of pairs, after which the proposal's time is over.")
    var pairs = GateRule().maxPairs

    @Option(help: "What counts of a run: binary (success or failure) or graded (its score).")
    var outcomes: GateRule.Outcomes = .binary

    @Flag(
        help: """
            Drop nothing early: more runs for what is no better, and the whole power for small gains. Graded outcomes are \
            never dropped early.
            """)
    var patient = false

    @Flag(help: "Propose a judged or begun text once more, as the next candidate of its lineage, with fresh seeds.")
    var again = false

    @OptionGroup var models: ModelArguments

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if !(alpha > 0 && alpha < 1) { throw ValidationError("--alpha \(alpha): a chance between 0 and 1.") }
        if pairs < 1 { throw ValidationError("--pairs \(pairs): at least one.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.judge() }
    }

    private func judge() async throws {
        let futility: [GateRule.Futility]? = patient ? [] : nil
        let order = ValidationOrder(
            proposal: proposal,
            rule: GateRule(alpha: alpha, maxPairs: pairs, futility: futility, outcomes: outcomes),
            seed: models.seed ?? 0, width: models.jobs, isAgain: again)
        let job = try await ValidationJob(order, models.source(purpose: "validate \(proposal)"), access.permit)
        for note in job.notes { Console.complain(note, .info) }
        if job.kept != nil { Console.complain("\(job.id) was done before; nothing is run", .info) }
        let line = LiveLine()
        let kept = try await job.run { line.show(ValidationText.line($0)) }
        line.clear()
        if json {
            try Console.write(ValidationText.json(kept, job.record))
        } else {
            for line in ValidationText.lines(kept, job.record) { try Console.say(line) }
            if kept.accepted { try Console.say(NextStep.show(job.record.id, options: models.place.given)) }
        }
        if !kept.accepted { throw ExitCode.doneWithFindings }
    }
}

extension GateRule.Outcomes: ExpressibleByArgument {}
