import ArgumentParser
import CreditEngine
import CreditStore
import TraceFiles
import UseCases

/// `ascribe critique`: what a critic finds wrong in one message, kept for the reviser.
struct CritiqueCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "critique",
        abstract: "Ask a critic what is wrong with one message and how its prompt should change.",
        discussion: """
            Example: ascribe critique SampleTraces --trace run-1 --turn 2 --agent researcher
            An opinion with quotes that are looked up in the trace; nothing changes until a revision is validated.
            """)

    @Argument(help: "Files or folders.", completion: Completions.files)
    var paths: [String]

    @Option(help: "The run's identifier.", completion: Completions.runs)
    var trace: String

    @Option(help: "The message's turn.")
    var turn: Int

    @Option(help: "The message's agent.", completion: Completions.agents)
    var agent: String

    @OptionGroup var asking: CriticArguments

    @Option(
        help: ArgumentHelp(
            "Measure the message's credit first with so many pairs of replays, for the critic to know; without it the "
                + "credit is what earlier swaps and measurements of the store show, else estimated."))
    var samples = 0

    @OptionGroup var models: ModelArguments
    @OptionGroup var reading: ReadingArguments

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if samples < 0 { throw ValidationError("--samples \(samples): a count is 0 or more.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.criticise() }
    }

    private func criticise() async throws {
        let trace = try reading.trace(trace, in: paths, team: models.team)
        let cell = try trace.cell(turn: turn, agent: agent, speaks: false)
        let runtime = try await models.runtime(for: trace, purpose: "critique \(trace.id)")
        if !json { Console.tell(runtime.notes) }
        let found = try await runtime.critique(
            CritiqueOrder(
                cell: cell,
                credit: samples > 0
                    ? .measured(pairs: samples, firstSeed: models.swapSeed, width: models.jobs) : .kept,
                attempt: models.seed ?? 0, critic: asking.critic, wrong: asking.criticWrong,
                temperature: asking.temperature),
            of: trace, access.permit, begin: { Console.tell($0.notes) })
        if let note = found.note { Console.complain(note) }
        guard let record = found.record else { return try sayNothingFound(trace) }
        let text = CritiqueText(record: record)
        try Console.say(text.lines, or: json ? text.json : nil)
        let next = NextStep.revise(record.critique.block, from: record.id, options: models.given)
        if !json { try Console.say(next) }
    }

    /// A critic that finds nothing has answered; there is nothing to keep for the reviser.
    private func sayNothingFound(_ trace: Trace) throws {
        guard json else { return try Console.say("\(trace.id) · \(turn) \(agent) · \(CritiqueError.noWeakness)") }
        var text = JSONText()
        text.object { text in
            text.field("trace", trace.id)
            text.field("turn", turn)
            text.field("agent", agent)
            text.key("weakness")
            text.null()
        }
        text.endLine()
        try Console.write(text.bytes)
    }
}
