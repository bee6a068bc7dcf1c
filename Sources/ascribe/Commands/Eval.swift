public import ArgumentParser
import CreditEngine
import Foundation
public import TraceFiles

/// `ascribe eval`: how often the estimate points at the labelled mistake.
struct Eval: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare estimated credit with labels: step@1/3/5, mean reciprocal rank, agent@1.",
        discussion: """
            Example: ascribe eval whowhen/ --labels who-and-when
            Random order and trivial orders are printed beside it every time. Labels are read here only: the engine's \
            traces have no room for them.
            """)

    @Argument(help: "Files, folders, or - for standard input.")
    var paths: [String]

    @OptionGroup var reading: ReadingArguments
    @OptionGroup var scoring: ScoringArguments

    @Option(help: "who-and-when: mistake_agent and mistake_step; native: label records.")
    var labels: LabelForm

    @Flag(help: "One JSON object instead of tables.")
    var json = false

    func run() throws {
        let catalogue = try reading.catalogue(paths)
        let check = try CheckReport(indexing: catalogue)
        let report = try evaluate(catalogue)
        for line in check.problems { Console.complain(line) }
        if json {
            try Console.write(report.json)
        } else {
            for line in report.lines { try Console.say(line) }
        }
        try check.exitUnlessSound()
    }

    private enum Outcome: Sendable {
        case ranked([Ranker: Ranking])
        case unlabelled
        case mislabelled
    }

    private func evaluate(_ catalogue: Catalogue) throws -> EvaluationReport {
        let estimator = scoring.estimator
        let form = labels
        var report = EvaluationReport()
        try RunStream.forEach(catalogue) { reader, run -> Outcome in
            let trace = try reader.trace(run)
            let credit = estimator.estimate(trace)
            guard let label = try reader.label(run, form: form) else { return .unlabelled }
            guard let truth = Truth(label, in: trace) else { return .mislabelled }
            return .ranked(
                Dictionary(uniqueKeysWithValues: Ranker.allCases.map { ($0, $0.ranking(trace, credit, truth)) }))
        } consume: { run, result in
            switch result {
            case .success(.ranked(let rankings)):
                report.add(.init(group: group(of: run, catalogue), rankings: rankings))
            case .success(.unlabelled): report.addUnlabelled()
            case .success(.mislabelled): report.addMislabelled()
            case .failure(let error):
                report.addUnreadable()
                Console.complain("\(error)")
            }
        }
        return report
    }

    /// The folder that a run's file lies in.
    private func group(of run: Int, _ catalogue: Catalogue) -> String {
        guard let entry = catalogue.entry(run) else { return "" }
        let path = catalogue.paths[entry.file] as NSString
        return (path.deletingLastPathComponent as NSString).lastPathComponent
    }
}

extension LabelForm: ExpressibleByArgument {}
