import CreditEngine
import PlantedFaults
import UseCases

/// The table of `planted-faults` on repair: the article's table as a measurement.
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
            let what = "\(condition.suite), \(condition.words)"
            if !plan.json, rows.last?.condition.suite != condition.suite { try head(of: condition) }
            var trials: [RepairTrial] = []
            try await inOrder((0..<UInt64(plan.repairs)).map { plan.first &+ $0 }, width: plan.jobs) { seed in
                try await RepairTrial(condition.run(seed), of: suite, plan.language, truth)
            } consume: { _, trial in
                trials.append(trial)
                progress.say(what, trials.count, of: plan.repairs)
            }
            progress.clear()
            let row = RepairRow(condition: condition, trials: trials)
            rows.append(row)
            if plan.json { try Console.write(row.json) } else { try Console.say(RepairRow.columns.row(row.cells)) }
        }
        let strategies = StrategyRow.all(rows)
        if !plan.json, !strategies.isEmpty { try head(of: strategies) }
        for strategy in strategies {
            if plan.json {
                try Console.write(strategy.json)
            } else {
                try Console.say(StrategyRow.columns.row(strategy.cells))
            }
        }
        try tell(RepairFigure.all(rows))
    }

    /// Every strategy under the gate and under its own rule; where critiques are read, also with a critic that is wrong
    /// half of the time.
    private var conditions: [RepairCondition] {
        let methods = DescentSettings.Method.allCases.filter { plan.strategy == nil || plan.strategy == $0 }
        return plan.repaired.flatMap { suite in
            methods.flatMap { method in plan.couplings.map { (method, $0) } }.flatMap {
                method, coupling -> [RepairCondition] in
                func condition(_ acceptance: DescentSettings.Acceptance, wrong: Double = 0) -> RepairCondition {
                    RepairCondition(
                        suite: suite.name, method: method, acceptance: acceptance, wrong: wrong,
                        coupling: coupling, language: plan.language, budget: plan.repairBudget)
                }
                if method == .none { return [condition(.gate)] }
                // A pool of prompts is a way to decide; under the gate it would be round robin.
                if method == .reflective { return [condition(.customary), condition(.customary, wrong: 0.5)] }
                if suite.name == Suite.crowd.name {
                    return method.needsCritic ? [condition(.gate), condition(.gate, wrong: 0.5)] : [condition(.gate)]
                }
                return [.gate, .customary].flatMap { acceptance in
                    [condition(acceptance)] + (method.needsCritic ? [condition(acceptance, wrong: 0.5)] : [])
                }
            }
        }
    }

    private func head() throws {
        let lines = [
            "repair · at most \(Numeral.fixed(plan.repairBudget, 0)) rollouts a repair · seeds fix what is said, "
                + "or nothing of it (free) · all words by simulated models",
            "what an edit really does is its success rate on \(TrueSuccess.problems) problems that no repair sees",
            "fix: at least \(Numeral.fixed(RepairTrial.fix, 1)) of the known edit's effect; harmful: an effect below 0; "
                + "gain: of the true success rate; [95 %]",
            "gate: the held-out gate decides; customary: the strategy's own rule; wrong .5: a critic that is wrong half of "
                + "the time",
            "median, p90: rollouts to the accepted fix over all repairs; a try: rollouts of the search for each edit tried",
            "calls, critic: model calls of the team and of the critic; all per repair",
        ]
        for line in lines { try Console.say(line) }
    }

    private func head(of condition: RepairCondition) throws {
        try Console.say("")
        try Console.say("\(condition.suite) · \(plan.repairs) repairs a row")
        try Console.say(RepairRow.columns.row(RepairRow.heads(hasFix: condition.hasFix)))
    }

    private func head(of strategies: [StrategyRow]) throws {
        let count = strategies.first?.trials.count ?? 0
        try Console.say("")
        try Console.say("the article's table, measured · all suites whose edit adds about .35 · \(count) repairs a row")
        try Console.say(StrategyRow.columns.row(StrategyRow.heads))
    }

    private func tell(_ figures: [RepairFigure]) throws {
        if !plan.json, !figures.isEmpty { try Console.say("") }
        let columns = Columns(widths: [76, 26, 8])
        for figure in figures {
            if plan.json { try Console.write(figure.json) } else { try Console.say(columns.row(figure.cells)) }
        }
    }
}
