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

    @Argument(help: "Files or folders.")
    var paths: [String]

    @Option(help: "The run's identifier.")
    var trace: String

    @Option(help: "The message's turn.")
    var turn: Int

    @Option(help: "The message's agent.")
    var agent: String

    @Option(help: "The team file's model that criticises (default: the one called 'critic').")
    var critic: String?

    @Option(help: "The critic's temperature (default: the model's own setting).")
    var temperature: Double?

    @Option(help: "How often the simulated critic is wrong, from 0 to 1.")
    var criticWrong = 0.0

    @Option(
        help: ArgumentHelp(
            "Measure the message's credit first with so many pairs of replays, for the critic to know; without it the "
                + "credit is estimated. Pairs that 'ascribe swap' finished are not made again."))
    var samples = 0

    @OptionGroup var models: ModelArguments
    @OptionGroup var reading: ReadingArguments

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if let temperature, !(0...2).contains(temperature) {
            throw ValidationError("--temperature \(temperature): a temperature is from 0 to 2.")
        }
        if samples < 0 { throw ValidationError("--samples \(samples): a count is 0 or more.") }
        if !(0...1).contains(criticWrong) { throw ValidationError("--critic-wrong \(criticWrong): from 0 to 1.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.criticise() }
    }

    private func criticise() async throws {
        let catalogue = try reading.catalogue(paths)
        try catalogue.index { _ in true }
        let trace = try catalogue.makeReader().trace(catalogue.run(called: trace))
        guard let speaker = trace.agents.firstIndex(where: { $0.name == agent }) else {
            throw ReplayError.noCell(turn: turn, agent: agent, in: trace)
        }
        let runtime = try await models.runtime(for: trace, purpose: "critique \(trace.id)")
        for note in runtime.notes where !json { Console.complain(note, .info) }
        let store = try runtime.store
        let job = try JobName.of(
            "critique", runtime, trace: trace,
            ["turn": .integer(turn), "agent": .string(agent), "attempt": .string(String(models.seed ?? 0))])
        try await runtime.limit(to: job)
        let cell = Cell(turn: turn, agent: speaker)
        let base = try await RevisionBase(runtime.team, owner: runtime.owner, in: store)
        let block = CritiqueSubject.block(speaking: agent, in: base.current)
        if let note = base.note(on: block, [(trace.id, runtime.team)]) { Console.complain(note) }
        let subject = try CritiqueSubject(
            trace, cell: cell, prompts: base.current, credit: await credit(of: cell, in: trace, runtime),
            rejections: await store.rejectionReasons(team: runtime.team.name ?? "", block: block))
        let critic = try runtime.critic(named: critic, wrong: criticWrong, temperature: temperature)
        let critique: Critique
        do {
            critique = try await critic.critique(subject, attempt: models.seed ?? 0)
        } catch CritiqueError.noWeakness {
            try await runtime.finish(job: job)
            return try sayNothingFound(trace)
        }
        try await runtime.finish(job: job)
        let text = CritiqueText(record: try await store.keep(critique, of: base.current.team))
        if json { return try Console.write(text.json) }
        for line in text.lines { try Console.say(line) }
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

    /// What the critic is told: δ when it is measured, else the cell's estimated heat; `nil` when there is neither.
    private func credit(of cell: Cell, in trace: Trace, _ runtime: TeamRuntime) async throws -> CritiqueSubject.Credit?
    {
        guard samples > 0, let position = CellOrder(trace).position(of: cell) else {
            let heat = estimateCredit(of: trace).cells.first { $0.cell == cell }?.score.value
            return heat.map { CritiqueSubject.Credit($0, .estimated) }
        }
        let swap = Swap(at: position)
        let session = try await ReplaySession(
            "swap", trace, runtime, try ReplaySession.parts(of: swap, firstSeed: models.swapSeed))
        for note in session.notes { Console.complain(note, .info) }
        var ledger = session.ledger(width: models.jobs)
        var pairs = PairedOutcomes()
        try await swap.sample((0..<samples).map { models.swapSeed &+ UInt64($0) }, into: &pairs, &ledger)
        try await session.finish()
        return pairs.effect.map { CritiqueSubject.Credit($0, .measured) }
    }
}
