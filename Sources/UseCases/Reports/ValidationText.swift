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
            parts.append(Numeral.signed(difference, 3) + (progress.interval.map(interval) ?? ""))
        }
        parts.append("E \(evidence(gate.evidence.log)) of \(evidence(gate.logThreshold))")
        if progress.phase == .train { parts.append("now the optimiser's own problems") }
        if let more = gate.moreNeeded { parts.append("about \(more) more") }
        parts.append("\(Numeral.count(progress.rollouts, "run")), \(Numeral.count(progress.calls, "call"))")
        if progress.undefined > 0 { parts.append("\(progress.undefined) undefined") }
        return parts.joined(separator: " · ")
    }

    /// What it came to, for a person.
    package static func lines(_ kept: ValidationRecord, _ proposal: ProposalRecord) -> [String] {
        let report = kept.report
        let problems = Set(report.pairs.map(\.problem)).count
        let means = report.outcomes
        var lines = [
            "\(kept.id) · proposal \(proposal.id) · \(proposal.content.block.name) · candidate \(report.ordinal) of its "
                + "lineage" + (report.isSimulated ? " · simulated" : ""),
            "\(ending(report)) after \(Numeral.count(report.pairs.count, "pair")) on \(Numeral.count(problems, "held-out problem"))",
        ]
        if let difference = report.difference, let before = means.mean(\.kept), let after = means.mean(\.replaced) {
            let reach = means.interval().map { interval(EffectInterval(low: -$0.high, high: -$0.low)) } ?? ""
            lines.append(
                "  success \(Numeral.fixed(before, 3)) → \(Numeral.fixed(after, 3)) · \(Numeral.signed(difference, 3))\(reach) · "
                    + "\(Numeral.count(report.fixed.count, "problem")) fixed, \(report.broken.count) broken")
            if report.ending == .accepted, let estimate = report.estimate {
                lines.append(
                    "  expect about \(Numeral.signed(estimate, 3)) of it: pairs were drawn until a gain was shown, which shows "
                        + "too large a one")
            }
        }
        lines += report.checks.map(check)
        if let own = report.trainCurrent, let other = report.trainCandidate {
            lines.append("  on the optimiser's own problems \(Numeral.fixed(own, 3)) → \(Numeral.fixed(other, 3))")
        }
        if report.reusesProblems {
            lines.append("  problems were drawn again with fresh seeds: the claim is about these problems only")
        }
        lines.append(
            "  \(Numeral.count(report.rollouts, "run")) made, \(report.cached) there already, "
                + "\(Numeral.count(report.calls, "call")) · looks at this validation set: \(report.looks)")
        return lines
    }

    private static func ending(_ report: ValidationReport) -> String {
        let figures = "E \(evidence(report.logEvidence)), asked for \(evidence(report.logThreshold))"
        let exact = report.exactP.map { ", exact p \(p($0))" } ?? ""
        return switch report.ending {
        case .accepted: "accepted by the gate (\(figures)\(exact))"
        case .capped: "refused: better, but a limit was passed (\(figures)\(exact))"
        case .futile: "refused: it leads by too little to go on (\(figures))"
        case .notShown: "refused: no gain shown (\(figures)\(exact))"
        case .stopped: "stopped, can go on (\(figures))"
        }
    }

    private static func check(_ check: ValidationReport.Check) -> String {
        let mark =
            switch check.passes {
            case true?: "✓"
            case false?: "✗"
            case nil: "⚠"
            }
        func words(_ value: Double) -> String {
            switch check.name {
            case "evidence": "p " + p(value)
            case "cost", "latency": "×" + Numeral.fixed(value, 2)
            case "length", "lost successes": Numeral.fixed(value, 0)
            default: Numeral.fixed(value, 3)
            }
        }
        return "  \(mark) \(check.name): \(check.value.map(words) ?? "not known"), limit \(words(check.limit))"
    }

    private static func interval(_ interval: EffectInterval) -> String {
        " [\(Numeral.signed(interval.low, 3)), \(Numeral.signed(interval.high, 3))]"
    }

    /// E from its logarithm: huge ones as a power of ten.
    private static func evidence(_ log: Double) -> String {
        let value = EValue(log: log).value
        if value < 1_000_000 { return Numeral.fixed(value, value < 10 ? 2 : 0) }
        return "10^" + Numeral.fixed((log / 2.302_585_092_994_046).rounded(.down), 0)
    }

    private static func p(_ value: Double) -> String { value < 0.0001 ? "under .0001" : Numeral.fixed(value, 4) }

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
            text.key("interval")
            if let interval = report.outcomes.interval() {
                text.array { text in
                    text.value(-interval.high)
                    text.value(-interval.low)
                }
            } else {
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
            for (name, problems) in [("fixed", report.fixed), ("broken", report.broken)] {
                text.key(name)
                text.array { text in for problem in problems { text.value(problem) } }
            }
        }
        text.endLine()
        return text.bytes
    }

    private static func write(_ checks: [ValidationReport.Check], to text: inout JSONText) {
        text.key("checks")
        text.array { text in
            for check in checks {
                text.object { text in
                    text.field("name", check.name)
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
