import CreditEngine
import PlantedFaults

/// The table of `ascribe faults` on repair: the article's table as a measurement.
///
/// Every strategy gets the same teams, problems, model, critic and budget, and each is decided about by the gate and by
/// its customary rule, so that what the gate does and what credit does can be told apart.
struct RepairTable {
    let plan: FaultsPlan

    /// Makes the repairs and prints a row for every condition, then the figures asked for.
    func run() async throws {
        if !plan.json { try head() }
        let truth = TrueSuccess()
        let progress = TrialProgress()
        var rows: [RepairRow] = []
        for condition in conditions {
            guard let suite = Suite.named(condition.suite) else { continue }
            let what = "\(condition.suite), \(condition.method.rawValue), \(condition.acceptance.rawValue)"
            var trials: [RepairTrial] = []
            try await OrderedRuns.forEach(Array(1...UInt64(plan.repairs)), width: plan.jobs) { seed in
                try await RepairTrial(condition.run(seed), of: suite, truth)
            } consume: { _, trial in
                trials.append(trial)
                progress.say(what, trials.count, of: plan.repairs)
            }
            progress.clear()
            let row = RepairRow(condition: condition, trials: trials)
            rows.append(row)
            if plan.json { try Console.write(row.json) } else { try Console.say(RepairRow.columns.row(row.cells)) }
        }
        try tell(RepairFigure.all(rows))
    }

    /// Every strategy under the gate and under its own rule; where critiques are read, also with a critic that is wrong
    /// half of the time, under the gate.
    private var conditions: [RepairCondition] {
        let methods = DescentSettings.Method.allCases.filter { plan.strategy == nil || plan.strategy == $0 }
        return plan.repaired.flatMap { suite in
            methods.flatMap { method -> [RepairCondition] in
                func condition(_ acceptance: DescentSettings.Acceptance, wrong: Double = 0) -> RepairCondition {
                    RepairCondition(
                        suite: suite.name, method: method, acceptance: acceptance, wrong: wrong,
                        coupling: plan.coupling, budget: plan.repairBudget)
                }
                if method == .none { return [condition(.gate)] }
                if suite.name == Suite.crowd.name {
                    return method.needsCritic ? [condition(.gate), condition(.gate, wrong: 0.5)] : [condition(.gate)]
                }
                let both = [condition(.gate), condition(.customary)]
                return method.needsCritic
                    ? [condition(.gate), condition(.gate, wrong: 0.5), condition(.customary)] : both
            }
        }
    }

    private func head() throws {
        try Console.say(
            "repair · at most \(Decimal.text(plan.repairBudget, 0)) rollouts a repair · \(Decimal.text(plan.coupling * 100, 0)) % of what is said follows from seeds · all words by simulated "
                + "models")
        try Console.say(
            "what an edit really does is its success rate on \(TrueSuccess.problems) problems that no repair sees; a fix has at "
                + "least \(Decimal.text(RepairTrial.fix, 1)) of the known edit's effect, a harmful edit an effect below 0"
        )
        try Console.say(
            "median, p90: rollouts to the accepted fix over all repairs; a try: rollouts of the search for each edit tried; "
                + "calls, critic: model calls of team and critic; all per repair")
        try Console.say(RepairRow.columns.row(RepairRow.heads))
    }

    private func tell(_ figures: [RepairFigure]) throws {
        if !plan.json, !figures.isEmpty { try Console.say("") }
        let columns = Columns(widths: [70, 26, 8])
        for figure in figures {
            if plan.json { try Console.write(figure.json) } else { try Console.say(columns.row(figure.cells)) }
        }
    }
}
