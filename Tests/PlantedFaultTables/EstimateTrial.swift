import CreditEngine
import PlantedFaults
import UseCases

/// How well the estimate finds planted faults: many runs of one suite against the realised causes.
struct EstimateTrial: Sendable {
    /// Runs made, and those that failed.
    private(set) var runs = 0
    private(set) var failed = 0
    /// Failed runs with a realised cause.
    private(set) var caused = 0
    /// Of these, how often a culprit is the first suspect, and among the first three.
    private(set) var first = 0
    private(set) var firstThree = 0
    /// Failed runs in which no suspect stands out.
    private(set) var none = 0
    /// Runs with an echo (a later cell that carries the error on), and those in which the cause is hotter than it.
    private(set) var echoed = 0
    private(set) var rootFirst = 0

    /// Failed runs with a realised cause, ranked by the estimate and by the trivial rules.
    private(set) var ranked: [EvaluationReport.Run] = []

    /// Adds a run and its estimate.
    mutating func add(_ run: PlantedRun, _ credit: EstimatedCredit) {
        runs += 1
        guard run.trace.outcome?.success == false else { return }
        failed += 1
        if credit.suspects.isEmpty { none += 1 }
        guard let cause = run.cause else { return }
        caused += 1
        let names = run.trace.agents.map(\.name)
        let culprits = Set(
            cause.culprits.compactMap { culprit in
                names.firstIndex(of: culprit.agent).map { Cell(turn: culprit.turn, agent: $0) }
            })
        let suspects = credit.suspects.map(\.cell)
        if let head = suspects.first, culprits.contains(head) { first += 1 }
        if suspects.prefix(3).contains(where: culprits.contains) { firstThree += 1 }
        addEcho(culprits, credit)
    }

    /// The root against the latest turn that carries credit: temporal credit must put the cause's turn before it.
    private mutating func addEcho(_ culprits: Set<Cell>, _ credit: EstimatedCredit) {
        guard let root = culprits.map(\.turn).min() else { return }
        let scored = credit.temporal.compactMap { turn in turn.score.value.map { (turn: turn.turn, value: $0) } }
        guard let rootValue = scored.first(where: { $0.turn == root })?.value else { return }
        let later = scored.filter { $0.turn > root }
        guard let echo = later.map(\.value).max() else { return }
        echoed += 1
        if rootValue > echo { rootFirst += 1 }
    }

    /// Makes the runs of a suite, one for each seed, and estimates each.
    static func run(_ suite: Suite, _ language: Language, seeds: Int, settings: CreditSettings) async throws
        -> EstimateTrial
    {
        var trial = EstimateTrial()
        try await inOrder(Array(0..<UInt64(max(0, seeds))), width: 4) { seed in
            let run = try await suite.run(seed, shape: TeamShape(language: language))
            let credit = estimateCredit(of: run.trace, settings: settings)
            let label = run.cause.flatMap(LabelledRuns.label)
            return (run, credit, label.flatMap { EvaluationReport.Run(run.trace, credit, $0, group: suite.name) })
        } consume: { _, made in
            trial.add(made.0, made.1)
            if let ranked = made.2 { trial.ranked.append(ranked) }
        }
        return trial
    }
}
