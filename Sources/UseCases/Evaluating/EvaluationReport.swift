package import CreditEngine
package import LanguageModels
package import TraceFiles

/// What `eval` found: accuracy of every ranker in every group of runs (the folders they lie in).
///
/// All runs are accounted for: labelled, unlabelled, mislabelled or unreadable; of the labelled ones each is ranked or
/// counted apart with a reason.
package struct EvaluationReport {
    /// What one run's ranking took.
    package struct Cost: Sendable {
        /// Calls of a judge, or replays.
        package var count: Int
        /// Whether simulated models spoke.
        package var isSimulated: Bool
        /// Whether the judge left messages without a score, or the measurement found nothing to rank.
        var isPartial: Bool
    }

    /// One labelled run that was ranked.
    package struct Run: Sendable {
        package var group: String
        var rankings: [Ranker: Ranking]
        /// How far one has to go in it to hold the labelled turn; `nil` where nothing is estimated.
        var trial: RangeCalibration.Trial?
        /// `nil` for an estimate, which costs nothing.
        package var cost: Cost?
    }

    /// Labelled runs that have no ranking, for one reason.
    struct Apart: Sendable, Equatable {
        var reason: String
        var runs: Int
    }

    /// Where the engine's rankings come from.
    package let source: CreditSource
    private(set) var runs: [Run] = []
    /// Labelled runs without a ranking by reason, in the order in which the reasons came up.
    private(set) var apart: [Apart] = []
    /// Runs without a label, with one that names nothing in them, and unreadable ones.
    private(set) var unlabelled = 0
    private(set) var mislabelled = 0
    private(set) var unreadable = 0
    /// Whether a model or a runner failed on a run.
    package private(set) var hasFailures = false
    /// What was spent; `nil` when nothing can be.
    package var budget: CallBudget?

    package init(source: CreditSource) { self.source = source }

    package mutating func add(_ run: Run) { runs.append(run) }
    mutating func addUnlabelled() { unlabelled += 1 }
    mutating func addMislabelled() { mislabelled += 1 }
    mutating func addUnreadable() { unreadable += 1 }

    /// Counts a labelled run that could not be ranked.
    mutating func addApart(_ reason: String, isFailure: Bool) {
        hasFailures = hasFailures || isFailure
        if let index = apart.firstIndex(where: { $0.reason == reason }) {
            apart[index].runs += 1
        } else {
            apart.append(Apart(reason: reason, runs: 1))
        }
    }

    /// Labelled runs without a ranking.
    var unranked: Int { apart.reduce(0) { $0 + $1.runs } }
    /// Runs with a label that names something in them.
    package var labelled: Int { runs.count + unranked }
    /// All runs.
    package var all: Int { labelled + unlabelled + mislabelled + unreadable }
    /// Ranked runs in which simulated models judged or replayed.
    package var simulated: Int { runs.count { $0.cost?.isSimulated == true } }
    /// Ranked runs with messages that the source could not tell.
    var partial: Int { runs.count { $0.cost?.isPartial == true } }
    /// Calls of the judge, or replays, in ranked runs.
    package var spent: Int { runs.reduce(0) { $0 + ($1.cost?.count ?? 0) } }

    /// The groups in the order of their first run.
    package var groups: [String] {
        var names: [String] = []
        for run in runs where !names.contains(run.group) { names.append(run.group) }
        return names
    }

    /// The accuracy of a ranker in one group, or in all runs.
    func accuracy(_ ranker: Ranker, group: String?) -> AttributionAccuracy {
        AttributionAccuracy(
            runs.filter { group == nil || $0.group == group }.compactMap { $0.rankings[ranker] })
    }

    /// How stretches of turns do in one group, or in all runs, each calibrated on the labels of the group's other runs.
    ///
    /// `nil` when too few runs are labelled.
    func ranges(group: String?) -> (held: Int, tried: Int, medianWidth: Double)? {
        let trials = runs.filter { group == nil || $0.group == group }.compactMap(\.trial)
        let outcomes = trials.indices.compactMap { place in
            var others = trials.map(\.reach)
            others.remove(at: place)
            return trials[place].outcome(by: RangeCalibration(others))
        }
        guard !outcomes.isEmpty else { return nil }
        let widths = outcomes.map(\.width).sorted()
        return (outcomes.count { $0.holds }, outcomes.count, widths[widths.count / 2])
    }

    /// The unweighted mean of each figure over the groups.
    func meanOfGroups(_ ranker: Ranker) -> [Double] {
        let figures = groups.map { accuracy(ranker, group: $0).figures.map(\.value) }
        return AttributionAccuracy.names.indices.map { index in
            figures.reduce(0) { $0 + $1[index] } / Double(max(1, figures.count))
        }
    }
}

extension EvaluationReport.Run {
    /// A run's estimate held against its label; `nil` when the label names nothing in the run.
    package init?(_ trace: Trace, _ credit: EstimatedCredit, _ label: RunLabel, group: String) {
        guard let truth = Truth(label, in: trace) else { return nil }
        self.group = group
        rankings = Ranker.rankings(trace, Suspicion(trace, credit), truth)
        trial = truth.turn(in: trace).flatMap { RangeCalibration.Trial(trace, credit, turn: $0) }
    }
}
