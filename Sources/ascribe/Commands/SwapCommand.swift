public import ArgumentParser
public import CreditEngine
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

    @Argument(help: "Files or folders.", completion: Completions.files)
    var paths: [String]

    @OptionGroup var replaying: ReplayArguments
    @OptionGroup var reading: ReadingArguments

    @Option(help: "The message's turn.")
    var turn: Int

    @Option(help: "The message's agent.", completion: Completions.agents)
    var agent: String

    @Option(name: .customLong("with"), help: "What takes its place.")
    var kind: Replacement.Kind = .resample

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
        let cell = try trace.cell(turn: turn, agent: agent)
        let runtime = try await replaying.modelling.runtime(for: trace, purpose: "swap \(trace.id)")
        let replacement = try replacement(runtime)
        let bar = ProgressBar("pair", budget: runtime.budget)
        defer { bar.clear() }
        let samples = samples
        let findings = try await runtime.swap(
            SwapOrder(
                cell: cell, replacement: replacement, pairs: samples, firstSeed: replaying.modelling.swapSeed,
                width: replaying.jobs), in: trace, access.permit,
            observer: ReplayObserver(
                begin: {
                    Console.tell($0.notes)
                    bar.show(0, of: samples)
                }, progressed: { bar.show($0.drawn, of: samples) }))
        bar.clear()
        let report = SwapReport(trace, cell, replacement, findings, runtime)
        try Console.say(report.lines, or: json ? report.json : nil)
        if findings.counts.allFailed { throw ExitCode.modelFailed }
        guard !json, case .hurts = report.verdict else { return }
        let options = reading.words + replaying.modelling.given
        Console.complain(NextStep.critique(paths, trace, turn: turn, agent: agent, options: options), .info)
    }

    private func replacement(_ runtime: TeamRuntime) throws -> Replacement {
        let replacement: Replacement? =
            switch kind {
            case .resample, .noOp, .majority, .concatenation: kind.replacement()
            case .text, .reference: kind.replacement(text: try words(textFile, "--text-file"))
            case .prompt: kind.replacement(text: try words(promptFile, "--prompt-file"))
            case .model: kind.replacement(text: try otherModel(runtime))
            case .trace: try otherTrace()
            }
        guard let replacement else { throw ReplayError.missing(option: "--with", kind: kind.rawValue) }
        return replacement
    }

    private func otherModel(_ runtime: TeamRuntime) throws -> String {
        guard let withModel else { throw ReplayError.missing(option: "--with-model", kind: kind.rawValue) }
        _ = try runtime.model(named: withModel)
        return withModel
    }

    private func words(_ path: String?, _ option: String) throws -> String {
        guard let path else { throw ReplayError.missing(option: option, kind: kind.rawValue) }
        return try WordFile.words(at: path)
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
}

extension Replacement.Kind: ExpressibleByArgument {}
