package import CreditEngine
import TraceFiles

/// The JSON line of a proposal in the queue.
package enum ReviewRecord {
    /// One object and a line end.
    package static func line(_ item: ReviewItem) -> [UInt8] {
        var text = JSONText()
        text.object { text in write(item, to: &text) }
        text.endLine()
        return text.bytes
    }

    private static func write(_ item: ReviewItem, to text: inout JSONText) {
        let proposal = item.proposal
        text.field("proposal", item.id)
        text.field("status", item.status.rawValue)
        text.field("stale_block", item.staleBlock)
        text.field("team", proposal.team)
        text.field("block", proposal.block.name)
        text.field("version", item.version)
        text.field("ordinal", item.ordinal)
        text.field("lineage", proposal.lineage)
        text.field("at", item.at)
        text.field("old_text", proposal.oldText)
        text.field("new_text", proposal.newText)
        text.field("reason", proposal.reason)
        text.field("simulated", proposal.isSimulated)
        text.field("quotes_found", item.quotes.found)
        text.field("quotes", item.quotes.all)
        text.field("critiqued", proposal.critiqued)
        if let validation = item.validation {
            text.key("validation")
            text.object { text in write(validation, to: &text) }
        }
        if let decision = item.decision {
            text.key("decision")
            text.object { text in
                text.field("verdict", decision.isApproval ? "approved" : "rejected")
                text.field("who", decision.who)
                text.field("at", decision.at)
                text.field("reason", decision.reason)
            }
        }
        text.field("warnings", item.warnings)
        text.field("hash", item.approvalHash)
    }

    private static func write(_ validation: ReviewItem.Validation, to text: inout JSONText) {
        let report = validation.report
        text.field("validation", validation.id)
        text.field("at", validation.at)
        text.field("ending", report.ending.rawValue)
        text.field("source", CreditSource.measured.rawValue)
        text.field("pairs", report.pairs.count)
        text.field("difference", report.difference)
        text.field("estimate", report.estimate)
        if let interval = report.outcomes.interval() {
            text.field("interval", [-interval.high, -interval.low])
        }
        text.field("fixed", report.fixed)
        text.field("broken", report.broken)
        text.key("checks")
        text.array { text in
            for check in report.checks {
                text.object { text in
                    text.field("name", check.kind.rawValue)
                    text.field("value", check.value)
                    text.field("limit", check.limit)
                    text.field("passes", check.passes)
                }
            }
        }
        text.field("train_current", report.trainCurrent)
        text.field("train_candidate", report.trainCandidate)
        text.field("looks", report.looks)
        text.field("rollouts", report.rollouts)
        text.field("cached", report.cached)
        text.field("calls", report.calls)
        text.field("simulated", report.isSimulated)
    }
}
