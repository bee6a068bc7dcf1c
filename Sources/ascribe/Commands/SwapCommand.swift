import ArgumentParser
import CreditEngine
import Foundation
import TraceFiles
import UseCases

/// `ascribe swap`: one counterfactual on one message, both arms.
struct SwapCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "swap",
        abstract: "Replace one message, let the team speak again, and see what it changes.",
        discussion: """
            Example: ascribe swap SampleTraces --trace run-1 --turn 2 --agent researcher --with resample
            Arm A keeps the message, arm B replaces it; both share their seeds. A negative effect means that it hurt.
            With --team the models of a team file speak; the run's recorded prompts stay in force.
            """)

    @Argument(help: "Files or folders.")
    var paths: [String]

    @OptionGroup var replaying: ReplayArguments
    @OptionGroup var reading: ReadingArguments

    @Option(help: "The message's turn.")
    var turn: Int

    @Option(help: "The message's agent.")
    var agent: String

    @Option(name: .customLong("with"), help: "What takes its place.")
    var kind: SwapKind = .resample

    @Option(help: "The words for --with text and --with reference.")
    var textFile: String?

    @Option(help: "The run whose same cell speaks, for --with trace.")
    var fromTrace: String?

    @Option(help: "The role prompt for --with prompt.")
    var promptFile: String?

    @Option(help: "The model of the team file for --with model.")
    var withModel: String?

    @Option(help: "Pairs of replays.")
    var samples = 20

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if samples < 1 { throw ValidationError("--samples \(samples): at least one pair is needed.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.swap() }
    }

    private func swap() async throws {
        let trace = try replaying.load(paths, reading)
        let order = CellOrder(trace)
        let cell = trace.agents.firstIndex { $0.name == agent }.map { Cell(turn: turn, agent: $0) }
        guard let position = cell.flatMap(order.position) else {
            throw ReplayError.noCell(turn: turn, agent: agent, in: trace)
        }
        let runtime = try await replaying.modelling.runtime(for: trace, purpose: "swap \(trace.id)")
        let swap = Swap(at: position, try replacement(runtime))
        let session = try await ReplaySession(
            "swap", trace, runtime, try ReplaySession.parts(of: swap, firstSeed: replaying.modelling.swapSeed))
        for note in session.notes { Console.complain(note, .info) }
        var ledger = session.ledger(width: replaying.jobs)
        var pairs = PairedOutcomes()
        let bar = ProgressBar("pair", budget: runtime.budget)
        var undefined = 0
        // A few pairs at a time, so that there is something to show.
        let wave = max(1, replaying.jobs)
        for start in stride(from: 0, to: samples, by: wave) {
            bar.show(start, of: samples)
            let seeds = (start..<min(start + wave, samples)).map { replaying.modelling.swapSeed &+ UInt64($0) }
            undefined += try await swap.sample(seeds, into: &pairs, &ledger)
        }
        bar.clear()
        try await session.finish()
        try tell(session, swap.replacement, pairs, undefined, ledger.counts)
        if ledger.counts.allFailed { throw ExitCode.modelFailed }
    }

    private func tell(
        _ session: ReplaySession, _ replacement: Replacement, _ pairs: PairedOutcomes, _ undefined: Int,
        _ counts: ReplayCounts
    ) throws {
        let (trace, verdict) = (session.trace, VerdictRule().verdict(on: pairs))
        if json {
            return try Console.write(record(session, replacement, pairs, verdict, undefined, counts))
        }
        try Console.say("\(trace.id) · \(turn) \(agent) · \(replacement.label) · measured · \(session.runtime.label)")
        try Console.say("  " + MeasuredRecord.words(pairs, verdict))
        if pairs.count > 0 { try Console.say("  " + MeasuredRecord.arms(pairs)) }
        try Console.say("  speakers in replays: \(session.replayer.conditions.speakers)")
        if undefined > 0 { try Console.say("  \(Numeral.count(undefined, "pair")) undefined, counted apart") }
        if replacement.isCandidate, counts.undefined > 0 {
            try Console.say("  a replay without an outcome under the other \(kind.rawValue) counts as a failure of it")
        }
        for line in MeasuredRecord.lines(counts, left: nil) { try Console.say("  " + line) }
        if let budget = session.runtime.budget { try Console.say("  " + budget.spent) }
        guard case .hurts = verdict else { return }
        let team = replaying.modelling.team
        Console.complain(NextStep.critique(paths, trace, turn: turn, agent: agent, team: team), .info)
    }

    private func replacement(_ runtime: TeamRuntime) throws -> Replacement {
        switch kind {
        case .resample: .resample
        case .noOp: .noOp
        case .majority: .majority
        case .concatenation: .concatenation
        case .text: .text(try words(textFile, "--text-file"))
        case .reference: .reference(try words(textFile, "--text-file"))
        case .prompt: .prompt(try words(promptFile, "--prompt-file"))
        case .trace: try otherTrace()
        case .model: .model(try otherModel(runtime))
        }
    }

    private func otherModel(_ runtime: TeamRuntime) throws -> String {
        guard let withModel else { throw ReplayError.missing(option: "--with-model", kind: kind.rawValue) }
        _ = try runtime.model(named: withModel)
        return withModel
    }

    private func words(_ path: String?, _ option: String) throws -> String {
        guard let path else { throw ReplayError.missing(option: option, kind: kind.rawValue) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw TraceFileError.unreadable(path: path, reason: "no such file, or not readable")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private func otherTrace() throws -> Replacement {
        guard let fromTrace else { throw ReplayError.missing(option: "--from-trace", kind: kind.rawValue) }
        var other = replaying
        other.trace = fromTrace
        let trace = try other.load(paths, reading)
        let words = trace.messages.filter { $0.turn == turn && trace.agents[$0.agent].name == agent }.map(\.output)
        guard !words.isEmpty else { throw ReplayError.noCell(turn: turn, agent: agent, in: trace) }
        return .trace(id: fromTrace, words: words)
    }

    private func record(
        _ session: ReplaySession, _ replacement: Replacement, _ pairs: PairedOutcomes, _ verdict: Verdict,
        _ undefined: Int, _ counts: ReplayCounts
    ) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("trace", session.trace.id)
            text.field("source", CreditSource.measured.rawValue)
            text.field("team", session.runtime.label)
            text.field("simulated", session.runtime.isSimulated)
            text.field("turn", turn)
            text.field("agent", agent)
            text.field("with", replacement.label)
            text.field("speakers", session.replayer.conditions.speakers)
            MeasuredRecord.write(pairs, verdict, to: &text)
            text.field("undefined_pairs", undefined)
            MeasuredRecord.write(counts, left: nil, to: &text)
            MeasuredRecord.write(session.runtime.budget, to: &text)
        }
        text.endLine()
        return text.bytes
    }
}

/// What may take a message's place.
enum SwapKind: String, CaseIterable, ExpressibleByArgument {
    case resample
    case noOp = "no-op"
    case reference, text, trace, prompt, model, majority, concatenation
}
