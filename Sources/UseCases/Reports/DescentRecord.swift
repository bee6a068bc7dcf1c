import CreditEngine
import TraceFiles

extension DescentText {
    /// The report as JSON: one object.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("team", label)
            text.field("simulated", report.isSimulated)
            text.field("strategy", report.settings.method.rawValue)
            text.field("accept", report.settings.acceptance.rawValue)
            text.field("seed", Int(clamping: report.settings.seed))
            text.field("budget", report.settings.budget)
            switch report.ending {
            case .budget: text.field("ending", "budget")
            case .saturated(let why):
                text.field("ending", "saturated")
                text.field("why", why)
            }
            writeShares(to: &text)
            writeTrials(to: &text)
            writeCosts(to: &text)
            writeFinal(to: &text)
        }
        text.endLine()
        return text.bytes
    }

    /// Fractions of rollouts are sums of many; what is below a millionth of one is rounding.
    private static func rounded(_ rollouts: Double) -> Double { (rollouts * 1e6).rounded() / 1e6 }

    private func writeShares(to text: inout JSONText) {
        guard let shares = report.shares else { return }
        text.key("shares")
        text.object { text in
            text.field("source", shares.source.rawValue)
            text.field("traces", shares.traces)
            text.key("blocks")
            text.object { text in
                for (block, share) in shares.ranking { text.field(block.name, share) }
            }
        }
    }

    private func writeTrials(to text: inout JSONText) {
        text.key("candidates")
        text.array { text in
            for (trial, id) in zip(report.trials, queued) {
                text.object { text in
                    text.field("proposal", id)
                    text.field("ordinal", trial.ordinal)
                    text.field("block", trial.proposal.block.name)
                    text.field("decision", trial.decision.rawValue)
                    text.field("gate", trial.validation?.ending.rawValue)
                    text.field("pairs", trial.validation?.pairs.count)
                    text.field("difference", trial.validation?.difference)
                    text.field("estimate", trial.validation?.estimate)
                    text.field("share", trial.share)
                    text.field("source", trial.source?.rawValue)
                    text.field("proposed_at", Self.rounded(trial.proposedAt))
                    text.field("decided_at", Self.rounded(trial.decidedAt))
                    text.field("reason", trial.proposal.reason)
                }
            }
        }
    }

    private func writeCosts(to text: inout JSONText) {
        text.key("rollouts")
        text.object { text in
            for purpose in DescentCosts.Purpose.allCases {
                let entry = report.costs[purpose]
                text.key(purpose.rawValue)
                text.object { text in
                    text.field("rollouts", Self.rounded(entry.rollouts))
                    text.field("made", entry.made)
                    text.field("cached", entry.cached)
                    text.field("undefined", entry.undefined)
                    text.field("calls", entry.calls)
                }
            }
            text.field("together", Self.rounded(report.costs.rollouts))
        }
        text.field("rollouts_per_update", report.rolloutsPerUpdate.map(Self.rounded))
        text.field("team_calls", report.costs.teamCalls)
        text.field("critic_calls", report.costs.criticCalls)
    }

    private func writeFinal(to text: inout JSONText) {
        guard report.finalMean != nil || report.finalUndefined > 0 else { return }
        text.key("final")
        text.object { text in
            text.field("success", report.finalMean)
            text.field("runs", report.finalOutcomes.count)
            text.field("undefined", report.finalUndefined)
            if let interval = report.finalInterval {
                text.field("interval", [interval.low, interval.high])
            }
        }
    }
}
