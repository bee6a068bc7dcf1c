import ArgumentParser
import CreditEngine
import Foundation
import TraceFiles
import UseCases

/// `ascribe score`: estimated credit of every trace, one JSON line each.
struct ScoreCommand: ParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Estimate which turn and which agent cost each run its outcome; one JSON line a trace.",
        discussion: """
            Example: ascribe score runs.jsonl | jq .suspects
            Works as a filter: ascribe score - < runs.jsonl
            With --lines as a filter for engines: one line in, one line out, in order, each line a whole run.
            No model is called. What cannot be scored says why in "unscored", in place of its value.
            """)

    @Argument(help: "Files, folders, or - for standard input.", completion: Completions.files)
    var paths: [String]

    @Flag(help: "One line in, one line out: lines of standard input hold a run each, with status, line and offset.")
    var lines = false

    @Option(help: "With --lines, for a line that holds no run: report writes its reason, skip nothing, fail ends.")
    var bad: LineScoring.BadLines = .report

    @Option(help: "Write one run with its credit to this file, as HTML that needs nothing else.")
    var html: String?

    @Option(help: "The identifier of the one run that is wanted.", completion: Completions.runs)
    var trace: String?

    @Flag(help: "What comes out is JSON either way.")
    var json = false

    @OptionGroup var reading: ReadingArguments
    @OptionGroup var scoring: ScoringArguments

    @Option(
        help: ArgumentHelp(
            "Labelled runs that show how wide the stretch of turns must be that holds the first mistake with 90 %.",
            valueName: "path"))
    var calibrate: [String] = []

    @Option(help: "The form of those labels: native or who-and-when.")
    var labels: LabelForm = .native

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { html == nil }

    func validate() throws {
        if lines, paths != ["-"] || trace != nil {
            throw ValidationError("--lines reads all of standard input: ascribe score --lines -")
        }
        if !lines, bad != .report { throw ValidationError("--bad goes with --lines.") }
    }

    func run() throws {
        if lines {
            return try LineScoring(
                options: reading.options(), estimator: scoring.estimator, calibration: calibration(), bad: bad
            ).run(STDIN_FILENO) { try Console.write($0) }
        }
        if let html { try WrittenFile.check([html], sparing: paths + [reading.outcomes]) }
        let catalogue = try reading.catalogue(paths)
        if html != nil || trace != nil { _ = try CheckReport(indexing: catalogue) }
        if let html {
            let text = try RunHTML(catalogue, run: trace, estimator: scoring.estimator).text
            return try Console.write(Array(text.utf8), toPath: html)
        }
        var report = CheckReport(paths: catalogue.paths)
        let calibration = try calibration()
        if let trace {
            let run = try catalogue.run(called: trace)
            return try write(catalogue, run..<run + 1, calibration)
        }
        var scored = 0
        // What comes through a pipe is scored while the rest is still being written.
        repeat {
            try catalogue.index(waiting: false) { update in
                report.add(update)
                return true
            }
            let ready = (scored..<catalogue.count).prefix { catalogue.isFinal($0) }
            try write(catalogue, ready, calibration)
            scored = ready.upperBound
        } while catalogue.waitForMore()
        try write(catalogue, scored..<catalogue.count, calibration)
        report.addWhole(catalogue)
        for line in report.problems { Console.complain(line) }
        try report.exitUnlessSound()
    }

    private func calibration() throws -> RangeCalibration {
        guard !calibrate.isEmpty else { return RangeCalibration([]) }
        let catalogue = try reading.catalogue(calibrate)
        _ = try CheckReport(indexing: catalogue)
        let ranges = try LabelledRanges(catalogue, form: labels, estimator: scoring.estimator)
        if ranges.left > 0 {
            Console.complain("\(Numeral.count(ranges.left, "run")) of --calibrate without a label that names a turn")
        }
        return ranges.calibration
    }

    private func write(_ catalogue: Catalogue, _ runs: Range<Int>, _ calibration: RangeCalibration) throws {
        let estimator = scoring.estimator
        try RunStream.forEach(catalogue, runs: runs, atOnce: 16) { reader, run in
            let trace = try reader.trace(run)
            return ScoreRecord.line(trace, estimator.estimate(trace), calibration)
        } consume: { run, result in
            switch result {
            case .success(let line): try Console.write(line)
            case .failure(let error):
                try Console.write(ScoreRecord.line(unreadable: catalogue.entry(run)?.id ?? "", reason: "\(error)"))
            }
        }
    }
}

extension LineScoring.BadLines: ExpressibleByArgument {}
