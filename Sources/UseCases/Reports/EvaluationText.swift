import CreditEngine
import Foundation

extension EvaluationReport {
    /// The report as lines for a person.
    package var lines: [String] {
        guard labelled > 0 else { return ["no labelled runs (\(Numeral.count(unlabelled, "run")) without a label)"] }
        var lines = [
            "\(Numeral.count(labelled, "labelled run")), \(unlabelled) without a label, \(mislabelled) with a label that "
                + "names nothing in the run, \(unreadable) unreadable · source: \(source.rawValue)"
        ]
        if source != .estimated { lines += costs }
        guard !runs.isEmpty else { return lines }
        for group in groups.count > 1 ? groups.map({ $0 as String? }) + [nil] : [nil] {
            lines.append("")
            lines.append(
                "\(group ?? (groups.count > 1 ? "all runs" : groups[0])): figures with 95 % intervals (bootstrap)")
            lines.append(row("", ["step@1", "step@3", "step@5", "MRR", "agent@1"]))
            for ranker in Ranker.allCases {
                let accuracy = accuracy(ranker, group: group)
                let cells = zip(accuracy.figures, AttributionAccuracy.names).map { figure, name in
                    Self.text(figure, isRank: name == "mean_reciprocal_rank")
                }
                lines.append(row(ranker.rawValue, cells) + (ranker == .ascribe ? "  n \(accuracy.runs)" : ""))
            }
            if let ranges = ranges(group: group) {
                let level = Numeral.fixed(RangeCalibration.level * 100, 0)
                lines.append(
                    "  a stretch of turns for \(level) %, calibrated on the other labels: holds the label in \(ranges.held) of "
                        + "\(ranges.tried), median width \(Numeral.fixed(ranges.medianWidth * 100, 0)) % of the turns")
            }
        }
        if groups.count > 1 {
            lines.append("")
            lines.append("mean over the groups, each counting the same")
            for ranker in Ranker.allCases {
                let cells = zip(meanOfGroups(ranker), AttributionAccuracy.names).map { value, name in
                    name == "mean_reciprocal_rank" ? Numeral.fixed(value, 3) : Numeral.fixed(value * 100, 1)
                }
                lines.append(row(ranker.rawValue, cells))
            }
        }
        return lines
    }

    /// How many runs were judged or measured, at what cost, and why the others were not.
    private var costs: [String] {
        let noun = source == .judged ? "call" : "replay"
        var line = "\(runs.count) of them \(source.rawValue) with \(Numeral.count(spent, noun))"
        if simulated > 0 { line += simulated == runs.count ? ", simulated" : ", \(simulated) by simulated models" }
        if partial > 0 {
            line +=
                source == .judged
                ? ", \(partial) with messages that have no score"
                : ", \(partial) in which nothing can be ranked (a miss)"
        }
        if let budget { line += " · " + budget.spent }
        return [line + (apart.isEmpty ? "" : "; \(unranked) not, and in no figure below:")]
            + apart.map { "  \(Numeral.count($0.runs, "run")): \($0.reason)" }
    }

    private func row(_ name: String, _ cells: [String]) -> String {
        let width = 21
        return "  " + name.padding(toLength: 9, withPad: " ", startingAt: 0)
            + cells.map { $0.padding(toLength: width, withPad: " ", startingAt: 0) }.joined()
    }

    private static func text(_ figure: AttributionAccuracy.Figure, isRank: Bool) -> String {
        let (scale, digits) = isRank ? (1.0, 3) : (100.0, 1)
        return "\(Numeral.fixed(figure.value * scale, digits)) "
            + Numeral.interval(figure.low * scale, figure.high * scale, digits)
    }
}
