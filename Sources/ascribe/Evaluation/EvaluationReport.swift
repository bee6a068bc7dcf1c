import CreditEngine
import Foundation
import TraceFiles

/// What `eval` found: accuracy of every ranker in every group of runs (the folders they lie in).
struct EvaluationReport {
    /// One labelled run.
    struct Run: Sendable {
        var group: String
        var rankings: [Ranker: Ranking]
    }

    private(set) var runs: [Run] = []
    /// Runs without a label, with one that names nothing in them, and unreadable ones.
    private(set) var unlabelled = 0
    private(set) var mislabelled = 0
    private(set) var unreadable = 0

    mutating func add(_ run: Run) { runs.append(run) }
    mutating func addUnlabelled() { unlabelled += 1 }
    mutating func addMislabelled() { mislabelled += 1 }
    mutating func addUnreadable() { unreadable += 1 }

    /// The groups in the order of their first run.
    var groups: [String] {
        var names: [String] = []
        for run in runs where !names.contains(run.group) { names.append(run.group) }
        return names
    }

    private func accuracy(_ ranker: Ranker, group: String?) -> AttributionAccuracy {
        AttributionAccuracy(
            runs.filter { group == nil || $0.group == group }.compactMap { $0.rankings[ranker] })
    }

    /// The unweighted mean of each figure over the groups.
    private func meanOfGroups(_ ranker: Ranker) -> [Double] {
        let figures = groups.map { accuracy(ranker, group: $0).figures.map(\.value) }
        return AttributionAccuracy.names.indices.map { index in
            figures.reduce(0) { $0 + $1[index] } / Double(max(1, figures.count))
        }
    }

    /// The report as lines for a person.
    var lines: [String] {
        guard !runs.isEmpty else { return ["no labelled runs (\(Counted.of(unlabelled, "run")) without a label)"] }
        var lines = [
            "\(Counted.of(runs.count, "labelled run")), \(unlabelled) without a label, \(mislabelled) with a label that "
                + "names nothing in the run, \(unreadable) unreadable · source: estimated"
        ]
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
        }
        if groups.count > 1 {
            lines.append("")
            lines.append("mean over the groups, each counting the same")
            for ranker in Ranker.allCases {
                let cells = zip(meanOfGroups(ranker), AttributionAccuracy.names).map { value, name in
                    name == "mean_reciprocal_rank" ? Decimal.text(value, 3) : Decimal.text(value * 100, 1)
                }
                lines.append(row(ranker.rawValue, cells))
            }
        }
        return lines
    }

    private func row(_ name: String, _ cells: [String]) -> String {
        let width = 21
        return "  " + name.padding(toLength: 9, withPad: " ", startingAt: 0)
            + cells.map { $0.padding(toLength: width, withPad: " ", startingAt: 0) }.joined()
    }

    private static func text(_ figure: AttributionAccuracy.Figure, isRank: Bool) -> String {
        let (scale, digits) = isRank ? (1.0, 3) : (100.0, 1)
        return "\(Decimal.text(figure.value * scale, digits)) "
            + "[\(Decimal.text(figure.low * scale, digits)), \(Decimal.text(figure.high * scale, digits))]"
    }

    /// The report as one JSON object.
    var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("source", CreditSource.estimated.rawValue)
            text.field("runs", runs.count)
            text.field("unlabelled", unlabelled)
            text.field("mislabelled", mislabelled)
            text.field("unreadable", unreadable)
            text.key("groups")
            text.array { text in
                for group in groups {
                    text.object { text in
                        text.field("group", group)
                        text.field("runs", runs.filter { $0.group == group }.count)
                        writeRankers(group, to: &text)
                    }
                }
            }
            text.key("all")
            text.object { writeRankers(nil, to: &$0) }
            text.key("mean_of_groups")
            text.object { text in
                for ranker in Ranker.allCases {
                    text.key(ranker.rawValue)
                    text.object { text in
                        for (name, value) in zip(AttributionAccuracy.names, meanOfGroups(ranker)) {
                            text.field(name, value)
                        }
                    }
                }
            }
        }
        text.endLine()
        return text.bytes
    }

    private func writeRankers(_ group: String?, to text: inout JSONText) {
        for ranker in Ranker.allCases {
            text.key(ranker.rawValue)
            text.object { text in
                for (name, figure) in zip(AttributionAccuracy.names, accuracy(ranker, group: group).figures) {
                    text.key(name)
                    text.object { text in
                        text.field("value", figure.value)
                        text.field("low", figure.low)
                        text.field("high", figure.high)
                    }
                }
            }
        }
    }
}
