import CreditEngine
import PlantedFaults
import TraceFiles
import UseCases

/// The table of `planted-faults` on the estimate: no replay, one row a suite.
struct EstimatedTable {
    let plan: FaultsPlan

    private static let columns = Columns(widths: [18, 6, 8, 7, 24, 24, 24, 24])

    /// Makes the runs and prints the rows.
    func run() async throws {
        var report = EvaluationReport(source: .estimated)
        if !plan.json {
            try Console.say(
                "estimated localisation · no replays · all words by simulated models that speak \(plan.language.rawValue)"
            )
            try Console.say(
                Self.columns.row([
                    "suite", "runs", "failed", "cause", "first suspect", "in first three", "root above echo",
                    "none stands out",
                ]))
        }
        for suite in plan.suites {
            let trial = try await EstimateTrial.run(suite, plan.language, seeds: plan.seeds, settings: plan.settings)
            for run in trial.ranked { report.add(run) }
            if plan.json { try Console.write(record(suite, trial)) } else { try Console.say(row(suite, trial)) }
        }
        guard !report.groups.isEmpty else { return }
        if plan.json {
            try Console.write(report.json)
        } else {
            try Console.say("")
            try Console.say("the message that a cause begins with, by the estimate and by trivial rules")
            for line in report.lines { try Console.say(line) }
        }
    }

    private func row(_ suite: Suite, _ trial: EstimateTrial) -> String {
        Self.columns.row([
            suite.name, String(trial.runs), String(trial.failed), String(trial.caused),
            HitRate(trial.first, of: trial.caused).words, HitRate(trial.firstThree, of: trial.caused).words,
            HitRate(trial.rootFirst, of: trial.echoed).words, HitRate(trial.none, of: trial.failed).words,
        ])
    }

    private func record(_ suite: Suite, _ trial: EstimateTrial) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("table", FaultsTable.estimated.rawValue)
            text.field("suite", suite.name)
            text.field("source", CreditSource.estimated.rawValue)
            text.field("simulated", true)
            text.field("language", plan.language.rawValue)
            text.field("runs", trial.runs)
            text.field("failed", trial.failed)
            text.field("caused", trial.caused)
            text.field("first_suspect", trial.first)
            text.field("in_first_three", trial.firstThree)
            text.field("echoed", trial.echoed)
            text.field("root_above_echo", trial.rootFirst)
            text.field("none_stands_out", trial.none)
        }
        text.endLine()
        return text.bytes
    }
}
