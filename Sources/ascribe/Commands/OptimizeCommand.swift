import ArgumentParser
import CreditEngine
import CreditStore
import UseCases

/// `ascribe optimize`: searches for better prompts, block by block, up to the point where a person decides.
struct OptimizeCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "optimize",
        abstract: "Search for better prompts, one block at a time, until the budget or the ideas are spent.",
        discussion: """
            Example: ascribe optimize --team simulated/root-echo --budget 300
            Failed runs are sampled and replayed to see which prompt they hang on, a critic suggests edits of it, and a \
            gate tries them on held-out problems. What is accepted waits in the queue for a person: see 'ascribe review \
            list'. Every candidate waits there before it is tried and counts for good; interrupted, the same command goes on.
            """)

    @Option(
        help: ArgumentHelp(
            "How candidates are found: \(DescentSettings.Method.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "strategy"))
    var strategy: DescentSettings.Method = .credit

    @Option(help: "The most rollouts (whole runs; a replay counts as the fraction that speaks again).")
    var budget = 300.0

    @Option(
        help: """
            Who decides: gate (accepted edits wait, the prompts stay), rule (accepted edits become current at once, still \
            not approved), customary (the strategy's own rule, without an error bound).
            """)
    var accept: DescentSettings.Acceptance = .gate

    @OptionGroup var asking: CriticArguments

    @Option(help: "Rollouts kept back for the estimate of the result.")
    var finalRuns = DescentSettings().finalRuns

    @OptionGroup var models: ModelArguments

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if !(budget >= 1 && budget.isFinite) { throw ValidationError("--budget \(budget): at least one rollout.") }
        if finalRuns < 0 { throw ValidationError("--final-runs \(finalRuns): a count is 0 or more.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.optimize() }
    }

    private func optimize() async throws {
        let runtime = try await models.runtime(purpose: "optimize")
        for note in runtime.notes where !json { Console.complain(note, .info) }
        let critic =
            try strategy.needsCritic
            ? runtime.critic(named: asking.critic, wrong: asking.criticWrong, temperature: asking.temperature) : nil
        let job = try await OptimizeJob(
            runtime, critic: critic, criticWrong: asking.criticWrong,
            DescentSettings(
                method: strategy, acceptance: accept, budget: budget, finalRuns: finalRuns, width: models.jobs,
                seed: models.seed ?? 1), access.permit)
        if job.wasDone {
            Console.complain(
                "\(job.name) was done before: this is its report again, and nothing is queued twice", .info)
        }
        let line = LiveLine()
        defer { line.clear() }
        let ended = try await job.run { event in
            if case .decided(let trial) = event, !json {
                line.clear()
                Console.complain(DescentText.line(trial), .info)
            } else if let words = DescentText.line(event, of: budget) {
                line.show(words)
            }
        }
        line.clear()
        let text = DescentText(label: runtime.label, report: ended.report, queued: ended.queued)
        if json {
            try Console.write(text.json)
        } else {
            for line in text.lines { try Console.say(line) }
        }
        if ended.report.accepted.isEmpty, strategy != .none { throw ExitCode.doneWithFindings }
    }
}
