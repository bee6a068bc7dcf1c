import CreditEngine
import PlantedFaults
import TraceFiles
import UseCases

/// All repairs of one condition.
struct RepairRow: Sendable {
    let condition: RepairCondition
    let trials: [RepairTrial]

    /// Repairs in which the fix was found and accepted.
    var fixed: HitRate { HitRate(of: trials) { $0.fixedAt != nil } }

    /// Repairs in which an edit was accepted that really lowers the success rate.
    var harmful: HitRate { HitRate(of: trials) { $0.harmful > 0 } }

    /// Repairs in which anything was accepted.
    var accepted: HitRate { HitRate(of: trials) { $0.accepted > 0 } }

    /// Rollouts to the fix that a share of all repairs keeps to; `nil` when fewer found it.
    func rolloutsToFix(_ share: Double) -> Double? { Self.rolloutsToFix(share, trials) }

    /// The same for any repairs: those that never found it count as later than all others.
    static func rolloutsToFix(_ share: Double, _ trials: [RepairTrial]) -> Double? {
        trials.map(\.fixedAt).ranked(Int((share * Double(trials.count)).rounded(.up)))
    }

    /// The true gain.
    var gain: MeanInterval { MeanInterval(trials.map(\.gain)) }

    private func mean(_ value: (RepairTrial) -> Double?) -> Double? {
        let known = trials.compactMap(value)
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    static let columns = Columns(widths: [40, 21, 8, 7, 21, 21, 7, 8, 7, 7])

    /// The heads of the columns; what is accepted is the fix, or anything where there is nothing to fix.
    static func heads(hasFix: Bool) -> [String] {
        [
            "  strategy", hasFix ? "fix found, accepted" : "anything accepted", "median", "p90", "harmful accepted",
            "gain",
            "tried", "a try", "calls", "critic",
        ]
    }

    /// The row in words.
    var cells: [String] {
        func words(_ value: Double?, _ digits: Int = 0) -> String { value.map { Numeral.fixed($0, digits) } ?? "—" }
        func late(_ share: Double) -> String {
            guard condition.hasFix else { return "—" }
            return rolloutsToFix(share).map { Numeral.fixed($0, 0) } ?? "never"
        }
        return [
            "  " + condition.words, (condition.hasFix ? fixed : accepted).words, late(0.5), late(0.9), harmful.words,
            gain.words(digits: 3), words(mean { Double($0.candidates) }, 1), words(mean(\.perUpdate)),
            words(mean { Double($0.teamCalls) }), words(mean { Double($0.criticCalls) }),
        ]
    }

    /// The row as a JSON object.
    var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("table", FaultsTable.repair.rawValue)
            text.field("suite", condition.suite)
            text.field("simulated", true)
            text.field("strategy", condition.method.rawValue)
            text.field("accept", condition.acceptance.rawValue)
            text.field("critic_wrong", condition.wrong)
            text.field("coupling", condition.coupling)
            text.field("budget", condition.budget)
            text.field("runs", trials.count)
            text.field("has_fix", condition.hasFix)
            text.field("fixed", fixed.hits)
            text.field("median_rollouts_to_fix", rolloutsToFix(0.5))
            text.field("p90_rollouts_to_fix", rolloutsToFix(0.9))
            text.field("harmful", harmful.hits)
            text.field("accepted", accepted.hits)
            text.field("mean_gain", gain.mean)
            text.field("gain_low", gain.low)
            text.field("gain_high", gain.high)
            text.field("mean_candidates", mean { Double($0.candidates) })
            text.field("mean_rollouts", mean(\.rollouts))
            text.field("rollouts_per_update", mean(\.perUpdate))
            text.field("mean_team_calls", mean { Double($0.teamCalls) })
            text.field("mean_critic_calls", mean { Double($0.criticCalls) })
            text.field("first_block_right", trials.count { $0.firstBlockRight == true })
            text.field("first_block_chosen", trials.count { $0.firstBlockRight != nil })
            text.field("saturated", trials.count { $0.saturated })
        }
        text.endLine()
        return text.bytes
    }
}
