import ArgumentParser
import CreditEngine
import TraceFiles
import UseCases

/// `ascribe measure`: measured credit of one failed run within a budget of replays.
struct MeasureCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Find by replays which message cost a failed run its outcome, within a budget.",
        discussion: """
            Example: ascribe measure SampleTraces --trace run-1 --budget 60
            A replay keeps everything before a message and lets the team speak again. Verdicts come from fresh seeds only.
            With --shapley a replay keeps everything that some of the agents said.
            """)

    @Argument(help: "Files or folders.")
    var paths: [String]

    @OptionGroup var replaying: ReplayArguments
    @OptionGroup var reading: ReadingArguments

    @OptionGroup var measuring: MeasuringArguments

    @Flag(help: "Credit of whole agents instead: leave-one-out, and Shapley values when that does not add up.")
    var shapley = false

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.measure() }
    }

    private func measure() async throws {
        let trace = try replaying.load(paths, reading)
        let runtime = try await replaying.modelling.runtime(for: trace, purpose: "measure \(trace.id)")
        if shapley { return try await measureAgents(trace, runtime) }
        let settings = measuring.settings(replaying.modelling)
        let session = try await ReplaySession("measure", trace, runtime, ReplaySession.parts(of: settings))
        for note in session.notes { Console.complain(note, .info) }
        let bar = ProgressBar("replay", budget: runtime.budget)
        let report = try await Measure(session.trace, session.replayer, settings, journal: session.journal).run {
            bar.show($0.counts.made, of: settings.budget)
        }
        bar.clear()
        try await session.finish()
        let text = MeasureReportText(
            trace: trace, report: report, method: settings.method, runtime: runtime,
            speakers: session.replayer.conditions.speakers)
        if json { try Console.write(text.json) } else { for line in text.lines { try Console.say(line) } }
        if report.counts.allFailed { throw ExitCode.modelFailed }
        guard !json, report.outsideState == nil, let first = report.named.first.map({ report.curve.order.cells[$0] })
        else { return }
        let agent = trace.agents[first.agent].name
        let team = replaying.modelling.team
        Console.complain(NextStep.critique(paths, trace, turn: first.turn, agent: agent, team: team), .info)
    }
}

extension MeasureCommand {
    /// Structural credit of whole agents within the budget.
    private func measureAgents(_ trace: Trace, _ runtime: TeamRuntime) async throws {
        let budget = measuring.budget
        let order = CellOrder(trace)
        let agents = Set(order.cells.map(\.agent)).count
        let count = AgentCredit.seeds(agents: agents, budget: budget)
        guard count > 0 else {
            throw ReplayError.budgetTooSmall(budget, needed: AgentCredit.cost(agents: agents, seeds: 1), agents: agents)
        }
        let seeds = (0..<UInt64(count)).map { replaying.modelling.measureSeed &+ $0 }
        let session = try await ReplaySession(
            "shapley", trace, runtime,
            ["seeds": .integer(count), "seed": .string(String(replaying.modelling.measureSeed))])
        for note in session.notes { Console.complain(note, .info) }
        var ledger = session.ledger(width: replaying.jobs)
        let report = try await AgentCredit(order, seeds: seeds).report(&ledger)
        try await session.finish()
        let text = AgentCreditText(
            trace: trace, report: report, counts: ledger.counts, left: budget - ledger.counts.made, runtime: runtime)
        if json { try Console.write(text.json) } else { for line in text.lines { try Console.say(line) } }
        if ledger.counts.allFailed { throw ExitCode.modelFailed }
    }
}
