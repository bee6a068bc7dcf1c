package import CreditEngine
import TraceFiles

/// An optimisation in words: while it goes, and what it came to.
package struct DescentText: Sendable {
    /// Who was optimised.
    package let label: String
    /// What it came to.
    package let report: DescentReport
    /// The candidates' names in the queue, in their order.
    package let queued: [String]

    /// Makes one.
    package init(label: String, report: DescentReport, queued: [String]) {
        self.label = label
        self.report = report
        self.queued = queued
    }

    // MARK: While it goes

    /// One line on how it goes; `nil` when there is nothing to say.
    package static func line(_ event: DescentEvent, of budget: Double) -> String? {
        switch event {
        case .progressed(let phase, let costs):
            "\(words(phase)) · \(rollouts(costs.rollouts)) of \(rollouts(budget)) rollouts, "
                + "\(Numeral.count(costs.calls, "call"))"
        case .chose(let block, let shares):
            "\(block.name) has \(Numeral.percent(shares[block] ?? 0)) of the failures (\(shares.source.rawValue), "
                + "\(Numeral.count(shares.traces, "run")))"
        case .validating(let ordinal, let progress): "candidate \(ordinal) · \(ValidationText.line(progress))"
        case .decided: nil
        }
    }

    /// One line on a candidate that was decided about.
    package static func line(_ trial: DescentReport.Trial) -> String {
        var parts = ["candidate \(trial.ordinal)", trial.proposal.block.name, ending(trial)]
        if let report = trial.validation {
            parts.append("\(Numeral.count(report.pairs.count, "pair"))")
            if let difference = report.difference { parts.append(Numeral.signed(difference, 3)) }
        }
        if let share = trial.share, let source = trial.source {
            parts.append("share \(Numeral.percent(share)), \(source.rawValue)")
        }
        parts.append("after \(rollouts(trial.decidedAt)) rollouts")
        return parts.joined(separator: " · ")
    }

    private static func words(_ phase: DescentEvent.Phase) -> String {
        switch phase {
        case .sampling: "sampling failed runs"
        case .credit: "replaying them to see which prompt they hang on"
        case .critique: "asking the critic"
        case .trial: "comparing candidates"
        case .validation: "validating"
        case .final: "estimating the result"
        }
    }

    private static func ending(_ trial: DescentReport.Trial) -> String {
        switch trial.validation?.ending {
        case .stopped: "undecided when the budget ended"
        case let ending?: ending.words
        case nil:
            switch trial.decision {
            case .accepted: "taken by the strategy's own rule"
            case .dropped: "dropped by the strategy's own rule"
            case .undecided: "undecided when the budget ended"
            }
        }
    }

    // MARK: What it came to

    /// The report for a person.
    package var lines: [String] {
        var lines = ["\(label) · \(report.settings.method.rawValue) · \(rule)"]
        if let shares = report.shares, !shares.ranking.isEmpty {
            let parts = shares.ranking.prefix(5).map { "\($0.block.name) \(Numeral.percent($0.share))" }
            lines.append(
                "failures hang on: \(parts.joined(separator: ", ")) (\(shares.source.rawValue), "
                    + "\(Numeral.count(shares.traces, "failed run")))")
        }
        for (trial, id) in zip(report.trials, queued) {
            lines.append("\(id)  \(Self.line(trial))")
            lines.append("    \(trial.proposal.reason)")
        }
        if report.trials.isEmpty { lines.append("no candidate was handed over") }
        lines.append("")
        lines += costs
        lines.append("")
        lines.append(ending)
        if let together = report.together { lines += TogetherText.lines(together) }
        if let final { lines.append(final) }
        if !report.accepted.isEmpty { lines.append("nothing is approved: ascribe review list") }
        return lines
    }

    private var rule: String {
        switch report.settings.acceptance {
        case .gate: "passed by the held-out gate, then decided by a person"
        case .rule: "the held-out gate's edits became current at once, not approved"
        case .customary: "the strategy's own rule, which has no error bound"
        }
    }

    private var ending: String {
        let counts = "\(report.accepted.count) passed of \(Numeral.count(report.trials.count, "candidate"))"
        switch report.ending {
        case .budget: return "\(counts) · ended by the budget"
        case .saturated(let why): return "\(counts) · saturated: \(why)"
        }
    }

    private var final: String? {
        let undefined = report.finalUndefined
        guard let mean = report.finalMean else {
            guard undefined > 0 else { return nil }
            return
                "success of the resulting prompts is not known: \(Numeral.count(undefined, "run")) on held-out problems "
                + "came to no outcome"
        }
        let reach = report.finalInterval.map { " " + Numeral.interval($0.low, $0.high, 2) } ?? ""
        return
            "success of the resulting prompts, on held-out problems with fresh seeds: \(Numeral.fixed(mean, 2))\(reach), "
            + "n \(report.finalOutcomes.count)"
            + (undefined > 0 ? ", and \(Numeral.count(undefined, "run")) without an outcome not in it" : "")
            + (report.isSimulated ? ", simulated" : "")
    }

    /// Where the rollouts went; the columns add up.
    private var costs: [String] {
        let columns = Columns(widths: [14, 11, 9, 9, 11, 9])
        var lines = [columns.row(["spent on", "rollouts", "made", "cached", "undefined", "calls"])]
        var sum = DescentCosts.Entry()
        for purpose in DescentCosts.Purpose.allCases {
            let entry = report.costs[purpose]
            guard entry.made + entry.cached > 0 else { continue }
            lines.append(columns.row([purpose.rawValue] + Self.cells(entry)))
            sum.made += entry.made
            sum.cached += entry.cached
            sum.undefined += entry.undefined
            sum.calls += entry.calls
        }
        sum.rollouts = report.costs.rollouts
        lines.append(columns.row(["together"] + Self.cells(sum)))
        lines.append(
            "of \(Self.rollouts(report.settings.budget)) rollouts; the critic was asked "
                + "\(Numeral.count(report.costs.criticCalls, "time")) besides")
        return lines
    }

    private static func cells(_ entry: DescentCosts.Entry) -> [String] {
        [rollouts(entry.rollouts)] + [entry.made, entry.cached, entry.undefined, entry.calls].map { String($0) }
    }

    private static func rollouts(_ value: Double) -> String { Numeral.fixed(value, value.rounded() == value ? 0 : 1) }
}
