import ArgumentParser
import CreditEngine
import CreditStore
import Foundation
import TraceFiles
import UseCases

/// `ascribe sample`: runs a team on problems and records traces.
struct Sample: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Run a team on problems and record the traces, one run a line.",
        discussion: """
            Example: ascribe sample --team simulated/root-echo --count 20 --out runs.jsonl
            Runs are written in problem order as they finish. Started again, it goes on where it stopped; answers \
            that were paid for are never asked for again. 'all' is all but the sealed test problems, which --split test \
            alone opens.
            """)

    @OptionGroup var modelling: ModelArguments

    @Option(help: "Whose problems: optimise, validate, test (sealed), or all that are not sealed.")
    var split: SplitChoice = .all

    @Option(help: "Runs to make.")
    var count = 20

    @Option(help: "The file to write; runs that are in it already are not made again.")
    var out: String

    @Option(help: "An earlier recording: compare success with it, pair by pair of the same problem and seed.")
    var against: String?

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { false }

    func validate() throws {
        if count < 1 { throw ValidationError("--count \(count): at least one run has to be made.") }
        if out == "-" {
            throw ValidationError("--out -: runs are added to what is there already, so a file has to be named.")
        }
        if modelling.team == nil { throw ValidationError("--team is missing: name a team file or simulated/SUITE.") }
    }

    func run() async throws {
        let command = self
        try await Interruption.guarding { try await command.sample() }
    }

    private func sample() async throws {
        let baseline = try against.map { try RecordedOutcomes($0) }
        let runtime = try await modelling.runtime(purpose: "sample \(out)")
        let tally = try await record(with: runtime)
        if let advice = tally.advice(runtime) { Console.complain(advice) }
        guard tally.failed == 0 else { throw ExitCode.modelFailed }
        guard let baseline else { return Console.complain(NextStep.open([out], options: modelling.given), .info) }
        try Console.say(RecordingComparison(of: out, with: baseline).line)
    }

    /// Makes the runs, and says at the end, whichever it is, what is there.
    private func record(with runtime: TeamRuntime) async throws -> SampleTally {
        let bar = ProgressBar("run", budget: runtime.budget)
        var soFar: SampleTally?
        defer {
            bar.clear()
            if let soFar { Console.complain(soFar.summary(out, runtime), .info) }
        }
        let order = SampleOrder(
            split: split, count: count, first: modelling.seed ?? 1, out: out, width: modelling.jobs,
            isFresh: modelling.fresh)
        return try await runtime.sample(order, access.permit) { event in
            switch event {
            case .progressed(let tally):
                soFar = tally
                bar.show(tally.there + tally.made, of: tally.wanted)
            case .failed(let run, let reason):
                bar.clear()
                Console.complain("\(run): \(reason)", .error)
            case .openedTest(let note): Console.complain(note)
            }
        }
    }
}

extension SplitChoice: ExpressibleByArgument {}
