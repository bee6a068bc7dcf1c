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
        let baseline = try against.map { try RecordingComparison.Baseline($0) }
        let runtime = try await modelling.runtime(purpose: "sample \(out)")
        let numbers = (0..<UInt64(count)).map { (modelling.seed ?? 1) &+ $0 }
        let plans = try numbers.map { number in
            RunPlan(
                id: split.runName(number), problem: try runtime.problem(number, in: split.part),
                seeding: Seeding(replay: number))
        }
        let job = try JobName.of("sample", runtime, ["split": .string(split.rawValue), "out": .string(out)])
        if !runtime.isSimulated { _ = try await runtime.journal(of: job) }
        if split == .test { try await openTest(runtime, job) }
        let recording = try RunRecording(
            path: out, fresh: modelling.fresh, prompts: PromptSet(runtime.team))
        let wanted = plans.filter { !recording.holds($0.id) }
        var tally = Tally(there: plans.count - wanted.count)
        let bar = ProgressBar("run", budget: runtime.budget)
        bar.show(tally.there, of: plans.count)
        let isTimed = !runtime.isSimulated
        do {
            try await inOrder(wanted, width: modelling.jobs, mayBegin: runtime.mayBegin) { plan in
                let started = isTimed ? Date() : nil
                do {
                    var trace = try await runtime.runner.run(plan, as: runtime.team)
                    trace.started = started?.formatted(.iso8601)
                    return Result<Trace, any Error>.success(trace)
                } catch {
                    if error is CancellationError || error is TeamRunError || error.endsAllWork { throw error }
                    return .failure(error)
                }
            } consume: { plan, made in
                switch made {
                case .success(let trace):
                    try recording.append(trace)
                    tally.add(trace.outcome)
                    bar.show(tally.there + tally.made, of: plans.count)
                case .failure(let error):
                    tally.failed += 1
                    bar.clear()
                    Console.complain("\(plan.id): \(error)", .error)
                }
            }
        } catch {
            bar.clear()
            Console.complain(tally.words(out, runtime), .info)
            throw error
        }
        bar.clear()
        Console.complain(tally.words(out, runtime), .info)
        if let advice = tally.advice(runtime) { Console.complain(advice) }
        guard tally.failed == 0 else { throw ExitCode.modelFailed }
        try await runtime.finish(job: job)
        guard let baseline else { return Console.complain(NextStep.open(out), .info) }
        for line in try RecordingComparison(of: out, with: baseline).lines { try Console.say(line) }
    }

    /// Opens the sealed problems: the store counts it once, and later looks are told that they are not the first.
    private func openTest(_ runtime: TeamRuntime, _ job: String) async throws {
        guard !runtime.problemSet.name.isEmpty else { return }
        let store = try runtime.store
        try await store.keep(runtime.split, as: runtime.problemSet.name)
        let purpose = "sample \(runtime.label), \(job)"
        do {
            try await store.openTest(ofSplit: runtime.problemSet.name, purpose: purpose)
            Console.complain(
                "the sealed test problems are opened now, which is counted once: optimise no further against them")
        } catch StoreError.testOpened(let at, let before) where before != purpose {
            Console.complain("the sealed test problems were opened at \(at) (\(before)), so this is not a first look")
        } catch StoreError.testOpened {
            // The same work goes on.
        }
    }
}

/// What `sample` has done.
private struct Tally {
    /// Runs that were in the file already.
    let there: Int
    private(set) var made = 0
    private var solved = 0
    private var unjudged = 0
    /// Runs that came to nothing; they are made when the command is given again.
    var failed = 0

    init(there: Int) { self.there = there }

    mutating func add(_ outcome: Outcome?) {
        made += 1
        if let outcome { solved += outcome.success ? 1 : 0 } else { unjudged += 1 }
    }

    /// What to do about runs without an outcome; `nil` when there is none.
    func advice(_ runtime: TeamRuntime) -> String? {
        guard unjudged > 0 else { return nil }
        return runtime.evaluator == nil
            ? "nobody judges the runs: add an 'evaluator' to the team file, or 'outcomes' by --outcomes when reading them"
            : "the outcome is unknown where a problem has no reference or nobody answered: add 'reference' to the problems"
    }

    func words(_ out: String, _ runtime: TeamRuntime) -> String {
        "\(Numeral.count(made, "run")) recorded in \(out), \(solved) solved, "
            + (unjudged > 0 ? "\(unjudged) without an outcome, " : "")
            + (failed > 0 ? "\(failed) failed and left for the next time, " : "")
            + "\(there) there already · \(runtime.label)"
            + (runtime.budget.map { " · " + $0.spent } ?? "")
    }
}

/// Whose problems a team is run on.
enum SplitChoice: String, CaseIterable, ExpressibleByArgument {
    case all, optimise, validate, test

    /// The part of the split; `nil` for all that are not sealed.
    var part: ProblemSplit.Part? { ProblemSplit.Part(rawValue: rawValue) }

    /// What a numbered run is called.
    func runName(_ number: UInt64) -> String { self == .all ? "run-\(number)" : "\(rawValue)-\(number)" }
}
