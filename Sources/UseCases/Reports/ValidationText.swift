package import CreditEngine
package import CreditStore
import TraceFiles

/// A validation in words: while it goes, and what it came to.
package enum ValidationText {
    /// One line on how it goes.
    package static func line(_ progress: ValidationProgress) -> String {
        let gate = progress.gate
        var parts = ["\(Numeral.count(gate.count, "pair")), \(gate.wins) better, \(gate.losses) worse"]
        if let difference = progress.difference {
            let interval = progress.interval.map { " " + Numeral.signedShares($0.low, $0.high) } ?? ""
            parts.append(Numeral.signedShare(difference) + interval)
        }
        parts.append(EValue.words(gate.evidence.log, needed: gate.logThreshold))
        if progress.phase == .train { parts.append("now the optimiser's own problems") }
        if let more = gate.moreNeeded { parts.append("about \(Numeral.count(more, "more pair")) to decide") }
        parts.append("\(Numeral.count(progress.rollouts, "run")), \(Numeral.count(progress.calls, "call"))")
        if progress.undefined > 0 { parts.append("\(Numeral.count(progress.undefined, "pair")) without an outcome") }
        return parts.joined(separator: " · ")
    }

    /// What it came to, for a person.
    package static func lines(_ kept: ValidationRecord, _ proposal: ProposalRecord) -> [String] {
        let report = kept.report
        var lines = [
            "\(kept.id) · proposal \(proposal.id) · \(proposal.content.block.name)",
            report.sentence(version: nil),
        ]
        lines += held(report, version: nil)
        if report.ending == .accepted, let estimate = report.estimate {
            lines.append(
                "  expect about \(Numeral.signedRate(estimate)) of it: pairs were drawn until a gain was shown, which shows "
                    + "too large a one")
        }
        if report.reusesProblems {
            lines.append("  problems were drawn again with fresh seeds: the claim is about these problems only")
        }
        return lines
    }

    /// The held-out table and what it took, for a person.
    static func held(_ report: ValidationReport, version: Int?) -> [String] {
        let table = HeldOutTable(report, version: version)
        return [HeldOutTable.title(report)] + table.lines.map { "  " + $0 } + [
            "  \(Numeral.count(report.rollouts, "run")) made, \(Numeral.count(report.cached)) there already, "
                + Numeral.count(report.calls, "call")
        ]
    }

    /// The record as JSON: one object.
    package static func json(_ kept: ValidationRecord, _ proposal: ProposalRecord) -> [UInt8] {
        let report = kept.report
        var text = JSONText()
        text.object { text in
            text.field("validation", kept.id)
            text.field("proposal", proposal.id)
            text.field("block", proposal.content.block.name)
            text.field("lineage", proposal.content.lineage)
            text.field("ordinal", report.ordinal)
            text.field("simulated", report.isSimulated)
            text.field("ending", report.ending.rawValue)
            text.field("alpha", report.alpha)
            text.field("log_evidence", report.logEvidence)
            text.field("log_threshold", report.logThreshold)
            text.field("exact_p", report.exactP)
            text.field("difference", report.difference)
            text.field("estimate", report.estimate)
            if let interval = report.outcomes.interval() {
                text.field("interval", [-interval.high, -interval.low])
            } else {
                text.key("interval")
                text.null()
            }
            text.field("reuses_problems", report.reusesProblems)
            text.field("train_current", report.trainCurrent)
            text.field("train_candidate", report.trainCandidate)
            text.field("looks", report.looks)
            text.field("rollouts", report.rollouts)
            text.field("cached", report.cached)
            text.field("calls", report.calls)
            write(report.checks, to: &text)
            write(report.pairs, to: &text)
            text.field("fixed", report.fixed)
            text.field("broken", report.broken)
        }
        text.endLine()
        return text.bytes
    }

    private static func write(_ checks: [ValidationReport.Check], to text: inout JSONText) {
        text.key("checks")
        text.array { text in
            for check in checks {
                text.object { text in
                    text.field("name", check.kind.rawValue)
                    text.field("value", check.value)
                    text.field("limit", check.limit)
                    text.key("passes")
                    if let passes = check.passes { text.value(passes) } else { text.null() }
                }
            }
        }
    }

    private static func write(_ pairs: [ValidationReport.Pair], to text: inout JSONText) {
        text.key("pairs")
        text.array { text in
            for pair in pairs {
                text.object { text in
                    text.field("problem", pair.problem)
                    text.field("replay", Int(clamping: pair.replay))
                    text.field("current", pair.current)
                    text.field("candidate", pair.candidate)
                }
            }
        }
    }
}
