import CreditEngine
import PlantedFaults
import TraceFiles

/// All measured runs of one condition.
struct MeasuredGroup: Sendable {
    let condition: FaultCondition
    let budgets: [MeasureSettings.Method: Int]
    let runs: [Localisation]
    /// Failed runs left out because no error of the team explains them.
    let unexplained: Int
}

/// How one method did on one group: exact + part + wrong + none = runs.
struct MeasuredRow {
    let group: MeasuredGroup
    let method: MeasureSettings.Method

    private var runs: [Localisation] { group.runs }

    private func count(_ naming: Localisation.Naming) -> Int { runs.count { $0.naming(method) == naming } }

    private var exact: HitRate { HitRate(of: runs) { $0.naming(method) == .exact } }

    /// Only runs in which a message is to blame can have a culprit ranked first.
    private var first: HitRate {
        HitRate(of: runs.filter { !$0.culprits.isEmpty }) { run in
            run.found[method]?.first.map(run.culprits.contains) == true
        }
    }

    private func median(_ value: (Localisation.Finding) -> Int) -> Int? {
        let sorted = runs.compactMap { $0.found[method].map(value) }.sorted()
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }

    private func words(_ number: Int?) -> String { number.map { String($0) } ?? "—" }

    /// The row in words.
    var cells: [String] {
        [
            group.condition.suite.name, String(group.condition.cells), group.condition.seeds, method.rawValue,
            words(group.budgets[method]), String(runs.count), exact.words, first.words, String(count(.part)),
            String(count(.wrong)), String(count(.none)), words(median(\.searchCost)), words(median(\.made)),
        ]
    }

    /// The row as a JSON object.
    var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("table", FaultsTable.measured.rawValue)
            text.field("suite", group.condition.suite.name)
            text.field("source", CreditSource.measured.rawValue)
            text.field("simulated", true)
            text.field("cells", group.condition.cells)
            text.field("coupling", group.condition.coupling)
            text.field("method", method.rawValue)
            text.field("budget", group.budgets[method])
            text.field("runs", runs.count)
            text.field("unexplained", group.unexplained)
            for naming in Localisation.Naming.allCases { text.field(naming.rawValue, count(naming)) }
            text.field("culprit_ranked_first", first.hits)
            text.field("with_culprit", first.count)
            text.field("median_replays_to_find", median(\.searchCost))
            text.field("median_replays", median(\.made))
        }
        text.endLine()
        return text.bytes
    }
}

/// One figure over several groups, with what is aimed at.
struct MeasuredFigure {
    let name: String
    /// The name in JSON.
    let key: String
    let rate: HitRate
    /// What is aimed at, in words; empty when nothing is.
    let aim: String

    /// The figures over all groups.
    static func all(_ groups: [MeasuredGroup]) -> [MeasuredFigure] {
        let short = groups.filter { $0.runs.isEmpty == false && $0.condition.cells <= 30 }
        let coupled = short.filter { $0.condition.coupling == 1 }.flatMap(\.runs)
        let free = short.filter { $0.condition.coupling == 0 }.flatMap(\.runs)
        let halves = short.filter {
            $0.condition.coupling == 0 && $0.condition.cells == 15 && $0.condition.suite.sizes.base == 0.5
        }.flatMap(\.runs).filter { $0.relation == .single }
        let single = coupled.filter { $0.relation == .single }
        // Where either of two errors is enough, the other one keeps down what a single message can show.
        let named = short.filter { $0.condition.coupling == 1 && $0.condition.suite.sizes.base == 0.5 }.flatMap(\.runs)
            .filter { $0.relation == .single && $0.naming(.adaptive) == .exact }
        let long = groups.filter { $0.condition.cells > 30 && !$0.condition.isVast }.flatMap(\.runs)
        let vast = groups.filter { $0.condition.isVast }.flatMap(\.runs)
        let small = free.filter { $0.relation == .single }
        func exact(_ runs: [Localisation], _ method: MeasureSettings.Method = .adaptive) -> HitRate {
            HitRate(of: runs) { $0.naming(method) == .exact }
        }
        func accused(_ runs: [Localisation]) -> HitRate {
            HitRate(of: runs.filter { $0.relation == nil }) { $0.found[.adaptive]?.named.isEmpty == false }
        }
        func hurts(_ runs: [Localisation], _ shown: (Localisation.Finding) -> Set<Int>) -> HitRate {
            HitRate(of: runs) { run in
                run.found[.adaptive].map { run.culprits.isSubset(of: shown($0)) } == true
            }
        }
        return [
            MeasuredFigure(
                name: "one culprit, coupled seeds: named exactly", key: "single_exact", rate: exact(single),
                aim: "aim: at least 0.98"),
            MeasuredFigure(
                name: "all had to err, coupled seeds: the exact set", key: "every_exact",
                rate: exact(coupled.filter { $0.relation == .every }), aim: "aim: at least 0.95"),
            MeasuredFigure(
                name: "each was enough, coupled seeds: the exact set", key: "any_exact",
                rate: exact(coupled.filter { $0.relation == .any }), aim: "aim: at least 0.95"),
            MeasuredFigure(
                name: "one culprit, free seeds: named exactly", key: "single_exact_free",
                rate: exact(small), aim: "aim: at least 0.80"),
            MeasuredFigure(
                name: "one culprit of effect .5, 15 cells, free seeds: named exactly", key: "half_exact_free",
                rate: exact(halves), aim: "aim: at least 0.95"),
            MeasuredFigure(
                name: "all had to err, free seeds: the exact set", key: "every_exact_free",
                rate: exact(free.filter { $0.relation == .every }), aim: "aim: at least 0.70"),
            MeasuredFigure(
                name: "all had to err, free seeds: an innocent named", key: "every_wrong_free",
                rate: HitRate(of: free.filter { $0.relation == .every }) { $0.naming(.adaptive) == .wrong }, aim: ""),
            MeasuredFigure(
                name: "480 cells, free seeds: an innocent named", key: "vast_wrong",
                rate: HitRate(of: vast) { $0.naming(.adaptive) == .wrong }, aim: "aim: 0"),
            MeasuredFigure(
                name: "480 cells, free seeds: a stretch of turns in place of a name", key: "vast_range",
                rate: HitRate(of: vast) { $0.found[.adaptive]?.rangeHolds != nil }, aim: ""),
            MeasuredFigure(
                name: "480 cells, free seeds: the stretch holds the cause", key: "vast_range_holds",
                rate: HitRate(of: vast.filter { $0.found[.adaptive]?.rangeHolds != nil }) {
                    $0.found[.adaptive]?.rangeHolds == true
                }, aim: "aim: at least 0.90"),
            MeasuredFigure(
                name: "one culprit of effect .5, named: hurts, 20 fresh pairs more", key: "hurts_fresh",
                rate: hurts(named, \.hurtingByFresh), aim: "aim: at least 0.90"),
            MeasuredFigure(
                name: "one culprit of effect .5, named: hurts, within the budget", key: "hurts_in_budget",
                rate: hurts(named, \.hurting), aim: ""),
            MeasuredFigure(
                name: "nobody to blame, coupled seeds: a message is accused", key: "accused", rate: accused(coupled),
                aim: "aim: at most 0.05"),
            MeasuredFigure(
                name: "nobody to blame, free seeds: a message is accused", key: "accused_free", rate: accused(free),
                aim: "aim: at most 0.05"),
            MeasuredFigure(
                name: "32 turns: named exactly", key: "long_exact", rate: exact(long),
                aim: "aim: exhaustive search is no better with four times the replays"),
            MeasuredFigure(
                name: "32 turns: exhaustive search with four times the replays", key: "long_exhaustive",
                rate: exact(long, .exhaustive), aim: ""),
        ]
    }

    /// The figure as a JSON object.
    var json: [UInt8] {
        let interval = WilsonInterval(rate.hits, of: rate.count)
        var text = JSONText()
        text.object { text in
            text.field("table", FaultsTable.measured.rawValue)
            text.field("figure", key)
            text.field("source", CreditSource.measured.rawValue)
            text.field("simulated", true)
            text.field("hits", rate.hits)
            text.field("count", rate.count)
            text.key("interval")
            text.array { text in
                text.value(interval.low)
                text.value(interval.high)
            }
        }
        text.endLine()
        return text.bytes
    }
}
