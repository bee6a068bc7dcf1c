import ArgumentParser
import CreditEngine
import Foundation
import SpanReceiver
import Synchronization
import UseCases

/// `ascribe record`: runs a program once and keeps the run, replayable as it is, or by its own spans.
struct RecordCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record a run of a program through the recording proxy, or by its own spans.",
        discussion: """
            Example: ascribe record --out runs.jsonl --input 'What does May cost?' -- python3 app.py '{input}'
            With --otlp a program that is instrumented with OpenTelemetry sends its spans here: any number of runs, in \
            any protocol of models; they can be looked at and scored, and not be replayed.
            """)

    @OptionGroup var program: ProgramArguments

    @Option(
        help: "The file that the run is added to (default: runs.jsonl); with --otlp the folder for spans (default: .).")
    var out: String?

    @Flag(help: "Take in the program's OpenTelemetry spans instead of its calls of models.")
    var otlp = false

    @Flag(help: "With --otlp: open the inspector at once, not when the program has ended.")
    var view = false

    @Option(help: "A team file whose prompts name the agents.")
    var team: String?

    @Option(help: "The reference answer, for an evaluator later.")
    var reference: String?

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if view, !otlp {
            throw ValidationError("--view goes with --otlp; a recorded run is opened with 'ascribe FILE'.")
        }
        if otlp, (team ?? reference ?? program.upstream) != nil || !program.input.isEmpty {
            throw ValidationError("--otlp takes none of --input, --upstream, --team and --reference.")
        }
    }

    func run() async throws {
        if otlp { return try await recordSpans() }
        let out = out ?? "runs.jsonl"
        let known = try team.map { try TeamFile(path: TeamSource.file(at: $0)).team }
        try RecordedRun.check(out)
        let id = "rec-\(Int(Date().timeIntervalSince1970 * 1000))"
        var recording = try await program.record(id: id, team: known)
        recording.trace.problem?.reference = reference
        for line in recording.lines { try Console.say(line) }
        let (file, refusal) = try RecordedRun.add(recording.trace, to: out)
        if let refusal { Console.complain("ascribe: \(refusal)", .warning) }
        try Console.say("added to \(file) as \(id)")
        try Console.say("next: ascribe \(file)" + (team.map { " --team \($0)" } ?? ""))
    }

    /// Runs the program with its spans sent here, and opens the inspector on them where there is a terminal.
    private func recordSpans() async throws {
        // Any free port of this machine.
        var settings = SpanReceiver.Settings()
        settings.port = 0
        let receiving = try Receiving(
            into: out ?? ".", settings: settings, permit: access.access.permit(or: .writing),
            warn: { Console.complain("ascribe: \($0)", .warning) })
        let ending = Mutex<Int32?>(nil)
        try await Interruption.guarding { [view, program] in
            let status = try await receiving.record(program.command) {
                if view { try await ReceiveCommand.inspect(receiving.file) }
            }
            ending.withLock { $0 = status }
        }
        try Console.say("recorded \(receiving.summary)")
        let counts = receiving.counts
        guard counts.traces + counts.logs > 0 else {
            Console.complain(
                "ascribe: no span arrived; instrument the program with OpenTelemetry (in Python: opentelemetry-instrument "
                    + "before its name), or leave --otlp out to record its calls of models", .error)
            throw ExitCode.unreadable
        }
        if !view, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
            try await ReceiveCommand.inspect(receiving.file)
        } else {
            try Console.say("next: ascribe \(receiving.file)")
        }
        let status = ending.withLock { $0 }
        guard status == 0 else {
            Console.complain("ascribe: the program ended with \(status.map { "status \($0)" } ?? "a signal")", .warning)
            throw ExitCode(status ?? ExitCode.modelFailed.rawValue)
        }
    }
}
