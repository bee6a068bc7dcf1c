public import ArgumentParser
public import CreditEngine
import LanguageModels
import TraceFiles
import UseCases

/// `ascribe eval`: how often a source of credit points at the labelled mistake.
struct Eval: AsyncParsableCommand, CommandWithAccess {
    static let configuration = CommandConfiguration(
        abstract: "Compare credit with labels: step@1/3/5, mean reciprocal rank, agent@1.",
        discussion: """
            Example: ascribe eval whowhen/ --labels who-and-when
            Random order and trivial orders are printed beside it every time. Labels are read here only: the engine's \
            traces have no room for them.
            With --source judged a model scores every labelled run (see 'ascribe judge'), with --source measured every \
            labelled failed run is replayed (see 'ascribe measure'); what could not be is counted apart, with its reason.
            """)

    @Argument(help: "Files, folders, or - for standard input.", completion: Completions.files)
    var paths: [String]

    @Option(help: "who-and-when: mistake_agent and mistake_step; native: label records.")
    var labels: LabelForm

    @Option(help: "estimated: from the text alone; judged: a model's scores; measured: replays of failed runs.")
    var source: CreditSource = .estimated

    @OptionGroup var reading: ReadingArguments
    @OptionGroup(title: "Options of --source estimated") var scoring: ScoringArguments
    @OptionGroup(title: "Options of --source judged") var judging: JudgingArguments
    @OptionGroup(title: "Options of --source measured") var measuring: MeasuringArguments
    @OptionGroup(title: "Options of the sources that run models") var modelling: ModelArguments

    @Flag(help: "One JSON object instead of tables.")
    var json = false

    @OptionGroup var access: AccessArguments

    var onlyReads: Bool { source == .estimated }

    func run() async throws {
        guard source != .estimated else { return try await evaluate() }
        let command = self
        try await Interruption.guarding { try await command.evaluate() }
    }

    private func evaluate() async throws {
        let catalogue = try reading.catalogue(paths)
        let check = try CheckReport(indexing: catalogue)
        let report =
            switch source {
            case .estimated:
                try FreeEvaluation(
                    catalogue: catalogue, form: labels, estimator: scoring.estimator, remark: Console.take
                ).run()
            case .judged: try await paid(.judged(critic: judging.critic, weight: judging.ownWeight), catalogue)
            case .measured: try await paid(.measured(measuring.settings(modelling)), catalogue)
            }
        for line in check.problems { Console.complain(line) }
        if json {
            try Console.write(report.json)
        } else {
            for line in report.lines { try Console.say(line) }
        }
        if report.hasFailures, check.failures.isEmpty { throw ExitCode.modelFailed }
        try check.exitUnlessSound()
    }

    private func paid(_ way: PaidEvaluation.Way, _ catalogue: Catalogue) async throws -> EvaluationReport {
        let teams = try modelling.source(purpose: "eval --source \(way.source.rawValue)").sharing()
        let bar = ProgressBar("run", budget: teams.services?.budget)
        defer { bar.clear() }
        return try await PaidEvaluation(
            way: way, catalogue: catalogue, form: labels,
            teams: teams, width: modelling.jobs, remark: Console.take
        ).run(access.permit) { bar.show($0, of: $1) }
    }
}

extension LabelForm: ExpressibleByArgument {}
extension CreditSource: ExpressibleByArgument {}
