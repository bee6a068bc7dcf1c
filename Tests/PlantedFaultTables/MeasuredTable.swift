import CreditEngine
import PlantedFaults
import TraceFiles
import UseCases

/// The table of `planted-faults` on measured credit: failed runs whose cause is known, every method on each.
struct MeasuredTable {
    let plan: FaultsPlan

    private static let methods: [MeasureSettings.Method] = [.adaptive, .article, .exhaustive]
    /// A run of 32 turns, on which exhaustive search gets four times the replays.
    private static let long = TeamShape(members: 3, steps: 31)
    private static let generosity = 4
    /// A run of 96 turns of five members.
    private static let vast = TeamShape(members: 5, steps: 95)
    /// How many times the replays a joint fault gets with free seeds.
    private static let jointly = 2

    private static let columns = Columns(widths: [18, 6, 9, 12, 8, 6, 24, 24, 6, 7, 6, 8, 6])

    /// Measures and prints a row for every condition and method, then the verdicts, then the figures asked for.
    func run() async throws {
        if !plan.json { try head() }
        let progress = TrialProgress()
        var all: [MeasuredGroup] = []
        for condition in conditions {
            let isLong = condition.shape == Self.long
            let group = try await measure(condition, exhaustive: isLong ? Self.generosity : 1, progress)
            all.append(group)
            for method in Self.methods where group.budgets[method] != nil {
                let row = MeasuredRow(group: group, method: method)
                if plan.json {
                    try Console.write(row.json)
                } else {
                    try Console.say(Self.columns.row(row.cells))
                }
            }
        }
        try tell(MeasuredFigure.all(all))
    }

    /// All faults and the sound team with coupled seeds and with free ones, in two sizes; long runs; and, with free seeds,
    /// runs of 480 cells.
    private var conditions: [FaultCondition] {
        let shapes = [TeamShape.cells15, .cells30].map { shape in
            TeamShape(members: shape.members, steps: shape.steps, language: plan.language)
        }
        var conditions = plan.suites.flatMap { suite in
            shapes.map { FaultCondition(suite: suite, shape: $0, coupling: 1) }
        }
        conditions += plan.suites.flatMap { suite in
            shapes.map { FaultCondition(suite: suite, shape: $0, coupling: 0) }
        }
        conditions += plan.suites.filter { $0.name == Suite.rootEcho.name }.map {
            FaultCondition(suite: $0, shape: Self.long, coupling: 1)
        }
        conditions += plan.suites.filter { [Suite.rootEcho.name, Suite.lossyAggregator.name].contains($0.name) }.map {
            FaultCondition(suite: $0, shape: Self.vast, coupling: 0)
        }
        return conditions
    }

    private func measure(_ condition: FaultCondition, exhaustive: Int, _ progress: TrialProgress) async throws
        -> MeasuredGroup
    {
        let what = "\(condition.suite.name), \(condition.cells) cells, \(condition.seeds) seeds"
        progress.say(what, 0, of: plan.seeds)
        defer { progress.clear() }
        let failures = try await PlantedFailures.make(condition, count: plan.seeds, jobs: plan.jobs)
        let isJointAndFree = condition.isJoint && condition.coupling < 1
        let budget = plan.budget * (isJointAndFree ? Self.jointly : 1)
        var budgets: [MeasureSettings.Method: Int] = [.adaptive: budget]
        if !condition.isVast { budgets[.exhaustive] = exhaustive * budget }
        if !condition.isVast, exhaustive == 1 { budgets[.article] = budget }
        let trial = LocalisationTrial(condition: condition, budgets: budgets)
        var runs: [Localisation] = []
        try await inOrder(failures.runs, width: plan.jobs) { run in
            try await trial.run(run)
        } consume: { _, result in
            runs.append(result)
            progress.say(what, runs.count, of: failures.runs.count)
        }
        return MeasuredGroup(
            condition: condition, budgets: budgets, runs: runs, unexplained: failures.unexplained)
    }

    private func head() throws {
        try Console.say(
            "measured localisation · at most \(plan.budget) replays a run · failed runs whose cause is known · all words "
                + "by simulated models")
        try Console.say(
            "exact: every realised culprit and nothing else is named; part: some of them; wrong: an innocent message; "
                + "none: nothing")
        try Console.say(
            Self.columns.row([
                "suite", "cells", "seeds", "method", "budget", "runs", "exact", "a culprit ranked first", "part",
                "wrong", "none", "found", "made",
            ]))
    }

    private func tell(_ figures: [MeasuredFigure]) throws {
        if !plan.json {
            try Console.say("found, made: median replays until the first message is found, and in all")
            try Console.say("")
        }
        let columns = Columns(widths: [64, 26, 8])
        for figure in figures where figure.rate.count > 0 {
            if plan.json {
                try Console.write(figure.json)
            } else {
                try Console.say(columns.row([figure.name, figure.rate.words, "n \(figure.rate.count)", figure.aim]))
            }
        }
    }
}
