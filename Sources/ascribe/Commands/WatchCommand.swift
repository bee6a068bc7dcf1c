import ArgumentParser
import CreditEngine
import Foundation
import TraceFiles
import UseCases

/// `ascribe watch`: scores runs as they finish, and says when they get worse.
struct WatchCommand: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow files and folders: score each run when it is finished, and tell when runs get worse.",
        discussion: """
            Example: ascribe watch runs/ --baseline before.jsonl
            Each run is kept in the store with the position of its file: killed and started again, the same command loses \
            and repeats nothing. Ctrl-C ends it with the sums.
            """)

    @Argument(help: "Files and folders; what is not there yet may come.", completion: Completions.files)
    var paths: [String]

    @Option(help: "Recorded runs that the stream is held against.", completion: Completions.files)
    var baseline: String?

    @Option(help: "The team of the runs, named in the command that an alarm proposes.", completion: Completions.teams)
    var team: String?

    @Option(help: "Seconds without a record after which a run of several records counts as finished.")
    var quiet = 2.0

    @Option(help: "The share of runs that is drawn for the review queue by chance, from 0 to 1.")
    var draw = 0.02

    @Option(
        help: ArgumentHelp(
            "Run the command that an alarm proposes, with at most so many rollouts; what it finds waits for a person.",
            valueName: "rollouts"))
    var auto: Double?

    @Flag(help: "End when everything that is there has been scored.")
    var once = false

    @Flag(help: "One line a run also on a terminal, in the place of a table that is kept up to date.")
    var headless = false

    @Flag(help: "JSON lines: runs, alarms, and the sums at the end.")
    var json = false

    @Option(help: "Serve metrics for Prometheus to programs of this machine: 127.0.0.1:PORT, or PORT.")
    var metrics: String?

    @Option(
        help: ArgumentHelp(
            "Send metrics by OTLP as JSON: to a collector, or as lines of a file.", valueName: "URL|FILE"))
    var metricsOtlp: String?

    @OptionGroup var place: StoreArguments
    @OptionGroup var reading: ReadingArguments
    @OptionGroup var scoring: ScoringArguments
    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if !(quiet >= 0 && quiet <= 86_400) { throw ValidationError("--quiet \(quiet): seconds, from 0 to a day.") }
        if let auto, !(auto >= 1 && auto.isFinite) { throw ValidationError("--auto \(auto): at least one rollout.") }
        if !(draw >= 0 && draw <= 1) { throw ValidationError("--draw \(draw): it is a share, from 0 to 1.") }
    }

    func run() async throws {
        // Nothing comes any more when the watch ends at once.
        if once, let missing = paths.first(where: { $0 != "-" && !FileManager.default.fileExists(atPath: $0) }) {
            throw TraceFileError.unreadable(path: missing, reason: "no such file or folder")
        }
        try WrittenFile.check([metricsOtlp], sparing: paths + [baseline])
        let order = WatchOrder(
            paths: paths, options: try reading.options(), estimator: scoring.estimator, baseline: baseline,
            store: place.store, quiet: quiet, endsWhenIdle: once, team: team, chance: draw,
            repair: auto.flatMap(RepairOrder.init))
        let isTable = !headless && isatty(STDOUT_FILENO) == 1
        let board = WatchBoard(
            isJSON: json, terminal: isTable ? Descriptor.terminalSize : nil, write: Console.write)
        let (counts, metrics, collector, access) = (WatchMetrics(), metrics, metricsOtlp, access)
        do {
            try await Interruption.guarding {
                try await MetricsExport.serve(counts, to: collector, told: { Console.complain($0) }) {
                    try await MetricsServer.serve({ counts.text }, at: metrics, told: { Console.complain($0, .info) }) {
                        try await Watching.run(order, access.access.permit(or: .writing)) { event in
                            counts.take(event)
                            try board.tell(event)
                        }
                    }
                }
            }
        } catch WorkStopped.interrupted {
            // The usual end.
        }
        try board.end()
    }
}

extension Console {
    /// Writes what a watch tells.
    @Sendable fileprivate static func write(_ output: WatchBoard.Output) throws {
        switch output {
        case .line(let line): try say(line)
        case .records(let records): try write(records)
        case .complaint(let complaint): complain(complaint)
        case .control(let sequence): FileHandle.standardOutput.write(Data(sequence.utf8))
        }
    }
}
