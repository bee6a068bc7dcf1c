import ArgumentParser
import CreditEngine
import Foundation
import TraceFiles

/// `ascribe swap`: one counterfactual on one message, both arms.
struct SwapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swap",
        abstract: "Replace one message, let the team speak again, and see what it changes.",
        discussion: """
            Example: ascribe swap SampleTraces --trace run-1 --turn 2 --agent researcher --with resample
            Arm A keeps the message, arm B replaces it; both share their seeds. A negative effect means that it hurt.
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

    @Option(help: "Pairs of replays.")
    var samples = 20

    @Flag(help: "One JSON object instead of a text.")
    var json = false

    func validate() throws {
        if samples < 1 { throw ValidationError("--samples \(samples): at least one pair is needed.") }
    }

    func run() async throws {
        let trace = try replaying.load(paths, reading)
        let order = CellOrder(trace)
        let cell = trace.agents.firstIndex { $0.name == agent }.map { Cell(turn: turn, agent: $0) }
        guard let position = cell.flatMap(order.position) else {
            throw ReplayError.noCell(turn: turn, agent: agent, trace: trace.id)
        }
        let replayer = TeamReplayer(trace, runner: try ReplayTeam.runner(for: trace))
        var ledger = ReplayLedger(replayer, cells: order.count, width: replaying.jobs)
        var pairs = PairedOutcomes()
        let replacement = try replacement()
        let seeds = (0..<UInt64(samples)).map { replaying.seed &+ $0 }
        let undefined = try await Swap(at: position, replacement).sample(seeds, into: &pairs, &ledger)
        let verdict = VerdictRule().verdict(on: pairs)
        if json {
            try Console.write(record(trace, replacement, pairs, verdict, undefined, ledger.counts))
        } else {
            try Console.say("\(trace.id) · \(turn) \(agent) · \(replacement.label) · measured")
            try Console.say("  " + MeasuredRecord.words(pairs, verdict))
            if undefined > 0 { try Console.say("  \(Counted.of(undefined, "pair")) undefined, counted apart") }
            try Console.say("  " + MeasuredRecord.words(ledger.counts, left: nil))
        }
    }

    private func replacement() throws -> Replacement {
        switch kind {
        case .resample: .resample
        case .noOp: .noOp
        case .majority: .majority
        case .concatenation: .concatenation
        case .text: .text(try words(textFile, "--text-file"))
        case .reference: .reference(try words(textFile, "--text-file"))
        case .prompt: .prompt(try words(promptFile, "--prompt-file"))
        case .trace: try otherTrace()
        }
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
        guard !words.isEmpty else { throw ReplayError.noCell(turn: turn, agent: agent, trace: fromTrace) }
        return .trace(id: fromTrace, words: words)
    }

    private func record(
        _ trace: Trace, _ replacement: Replacement, _ pairs: PairedOutcomes, _ verdict: Verdict, _ undefined: Int,
        _ counts: ReplayCounts
    ) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("trace", trace.id)
            text.field("source", CreditSource.measured.rawValue)
            text.field("turn", turn)
            text.field("agent", agent)
            text.field("with", replacement.label)
            MeasuredRecord.write(pairs, verdict, to: &text)
            text.field("undefined_pairs", undefined)
            MeasuredRecord.write(counts, left: nil, to: &text)
        }
        text.endLine()
        return text.bytes
    }
}

/// What may take a message's place.
enum SwapKind: String, CaseIterable, ExpressibleByArgument {
    case resample
    case noOp = "no-op"
    case reference, text, trace, prompt, majority, concatenation
}
