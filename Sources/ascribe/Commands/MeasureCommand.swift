public import ArgumentParser
public import CreditEngine
import TraceFiles

/// `ascribe measure`: measured credit of one failed run within a budget of replays.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Find by replays which message cost a failed run its outcome, within a budget.",
        discussion: """
            Example: ascribe measure SampleTraces --trace run-1 --budget 60
            A replay keeps everything before a message and lets the team speak again. Verdicts come from fresh seeds only.
            """)

    @Argument(help: "Files or folders.")
    var paths: [String]

    @OptionGroup var replaying: ReplayArguments
    @OptionGroup var reading: ReadingArguments

    @Option(help: "The most replays to make; cached ones are free.")
    var budget = 60

    @Option(help: "adaptive, exhaustive or article.")
    var method: MeasureSettings.Method = .adaptive

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    func validate() throws {
        if budget < 1 { throw ValidationError("--budget \(budget): at least one replay is needed.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.measure() }
    }

    private func measure() async throws {
        let trace = try replaying.load(paths, reading)
        let crew = try await replaying.modelling.crew(for: trace, purpose: "measure \(trace.id)")
        let settings = MeasureSettings(
            method: method, budget: budget, width: replaying.jobs, firstSeed: replaying.seed)
        let session = try await ReplaySession("measure", trace, crew, ReplaySession.parts(of: settings))
        session.announce()
        let bar = ProgressBar(budget, "replay", done: session.journal?.count ?? 0, budget: crew.budget)
        let report = try await Measure(session.trace, session.replayer, settings, journal: session.journal).run {
            bar.show($0.counts.made)
        }
        bar.clear()
        try await session.finish()
        let text = MeasureReportText(trace: trace, report: report, method: method, crew: crew)
        if json { return try Console.write(text.json) }
        for line in text.lines { try Console.say(line) }
    }
}

extension MeasureSettings.Method: ExpressibleByArgument {}
