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

    @Argument(help: "Files or folders.", completion: Completions.files)
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
        let bar = ProgressBar("replay", budget: runtime.budget)
        defer { bar.clear() }
        let report = try await runtime.measure(
            trace, settings, access.permit,
            observer: ReplayObserver(
                begin: { Console.tell($0.notes) }, progressed: { bar.show($0.counts.made, of: settings.budget) }))
        bar.clear()
        let text = MeasureReportText(trace: trace, report: report, method: settings.method, runtime: runtime)
        try Console.say(text.lines, or: json ? text.json : nil)
        if report.counts.allFailed { throw ExitCode.modelFailed }
        guard !json, report.outsideState == nil, let first = report.named.first.map({ report.curve.order.cells[$0] })
        else { return }
        let agent = trace.agents[first.agent].name
        let options = reading.words + replaying.modelling.given
        Console.complain(NextStep.critique(paths, trace, turn: first.turn, agent: agent, options: options), .info)
    }
}

extension MeasureCommand {
    /// Structural credit of whole agents within the budget.
    private func measureAgents(_ trace: Trace, _ runtime: TeamRuntime) async throws {
        let measured = try await runtime.measureAgents(
            of: trace, budget: measuring.budget, firstSeed: replaying.modelling.measureSeed, width: replaying.jobs,
            access.permit, observer: ReplayObserver(begin: { Console.tell($0.notes) }))
        let text = AgentCreditText(trace: trace, measured: measured, runtime: runtime)
        try Console.say(text.lines, or: json ? text.json : nil)
        if measured.counts.allFailed { throw ExitCode.modelFailed }
    }
}
