import CreditEngine
import PlantedFaults
import TraceFiles
import UseCases

/// A row of the article's table of trade-offs, measured: one strategy and who decides, over all suites with a usual effect.
///
/// Source: the article's "Implementation Trade-offs"; Method §7 calls its figures a claim to reproduce or refute.
struct StrategyRow: Sendable {
    /// What the repairs have in common; it names no suite.
    private(set) var condition: RepairCondition
    private(set) var trials: [RepairTrial]

    /// The rows, in the order of the conditions that they are made of.
    static func all(_ rows: [RepairRow]) -> [StrategyRow] {
        var found: [StrategyRow] = []
        for row in rows where row.condition.isUsual {
            var condition = row.condition
            condition.suite = ""
            if let place = found.firstIndex(where: { $0.condition == condition }) {
                found[place].trials += row.trials
            } else {
                found.append(StrategyRow(condition: condition, trials: row.trials))
            }
        }
        return found
    }

    /// What the article says of rollouts an update; `nil` where it says nothing.
    var claim: String? {
        switch condition.method {
        case .credit: "10–20"
        case .evolutionary: "100+"
        case .reinforce: "50+"
        case .roundRobin, .reflective, .none: nil
        }
    }

    private var fixed: HitRate { HitRate(of: trials) { $0.fixedAt != nil } }
    private var harmful: HitRate { HitRate(of: trials) { $0.harmful > 0 } }
    private var updates: MeanInterval { MeanInterval(trials.compactMap(\.perUpdate)) }
    private var calls: MeanInterval { MeanInterval(trials.map { Double($0.teamCalls + $0.criticCalls) }) }
    private var toFix: MedianInterval { MedianInterval(trials.map(\.fixedAt)) }

    static let columns = Columns(widths: [38, 15, 13, 21, 21, 21, 20])

    static let heads = [
        "strategy", "rollouts a try", "article says", "rollouts to the fix", "fix found, accepted", "harmful accepted",
        "model calls",
    ]

    /// The row in words.
    var cells: [String] {
        [
            condition.words, updates.words, claim ?? "—", toFix.words, fixed.words, harmful.words, calls.words,
        ]
    }

    /// The row as a JSON object.
    var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("table", FaultsTable.repair.rawValue)
            text.field("figure", "strategy")
            text.field("simulated", true)
            text.field("strategy", condition.method.rawValue)
            text.field("accept", condition.acceptance.rawValue)
            text.field("critic_wrong", condition.wrong)
            text.field("coupling", condition.coupling)
            text.field("runs", trials.count)
            text.field("fixed", fixed.hits)
            text.field("harmful", harmful.hits)
            text.field("article_rollouts_per_update", claim)
            for (name, mean) in [("rollouts_per_update", updates), ("model_calls", calls)] {
                text.key(name)
                text.object { text in
                    text.field("mean", mean.mean)
                    text.field("low", mean.low)
                    text.field("high", mean.high)
                }
            }
            text.key("median_rollouts_to_fix")
            text.object { text in
                text.field("median", toFix.median)
                text.field("low", toFix.low)
                text.field("high", toFix.high)
            }
        }
        text.endLine()
        return text.bytes
    }
}
