import CreditEngine

/// The held-out table of a validation as lines of plain text, as the approvals screen has it.
enum HeldOutLines {
    private typealias Row = (name: String, before: String, after: String, difference: String, gate: String)

    /// The heading, a row a figure, and what else a person should know.
    static func lines(_ report: ValidationReport, version: Int) -> [String] {
        let problems = Set(report.pairs.map(\.problem)).count
        let who = report.isSimulated ? " · simulated" : ""
        let rows: [Row] =
            [("", "v\(version)", "v\(version + 1)", "difference [95 %]", "gate"), success(report)]
            + [changed(report), train(report)] + others(report)
        return [
            "held-out: \(Numeral.count(problems, "problem")) nobody tuned on, \(Numeral.count(report.pairs.count, "pair")), "
                + "paired seeds · \(words(report.ending))" + who
        ] + table(rows) + [
            "  looks at this validation set: \(report.looks) · candidate \(report.ordinal) of its lineage · "
                + "\(Numeral.count(report.rollouts, "run")) made, \(report.cached) there already, "
                + "\(Numeral.count(report.calls, "call"))"
        ]
    }

    /// How the gate ended, in words.
    static func words(_ ending: ValidationReport.Ending) -> String {
        switch ending {
        case .accepted: "accepted by the gate"
        case .capped: "refused: a limit was passed"
        case .futile: "dropped early"
        case .notShown: "refused: no gain shown"
        case .stopped: "stopped, can go on"
        }
    }

    private static func success(_ report: ValidationReport) -> Row {
        let pairs = report.outcomes.pairs
        guard !pairs.isEmpty, let difference = report.difference else { return ("success", "—", "—", "no pairs", "") }
        let count = Double(pairs.count)
        let before = pairs.reduce(0) { $0 + $1.kept } / count
        let after = pairs.reduce(0) { $0 + $1.replaced } / count
        let interval =
            report.outcomes.interval().map { " [\(Numeral.signed(-$0.high, 3)), \(Numeral.signed(-$0.low, 3))]" } ?? ""
        let evidence = report.checks.first { $0.name == "evidence" }
        let gate = evidence.map { check in
            "\(mark(check.passes)) p \(p(check.value)) \(check.passes == true ? "<" : "not under") \(p(check.limit))"
        }
        return (
            "success", Numeral.fixed(before, 3), Numeral.fixed(after, 3), Numeral.signed(difference, 3) + interval,
            gate ?? ""
        )
    }

    private static func changed(_ report: ValidationReport) -> Row {
        let (fixed, broken) = (report.fixed.count, report.broken.count)
        let cap = report.checks.first { $0.name == "regressions" }
        let gate = cap?.passes == false ? "✗ too many broken" : broken > 0 ? "⚠ a reason is needed" : "✓"
        return ("problems", "", "", "\(fixed) fixed, \(broken) broken", gate)
    }

    private static func train(_ report: ValidationReport) -> Row {
        let check = report.checks.first { $0.name == "train gap" }
        let gate = check.map { "\(mark($0.passes)) gap \(figure($0.value)), limit \(figure($0.limit))" } ?? ""
        let difference = report.trainCurrent.flatMap { a in report.trainCandidate.map { Numeral.signed($0 - a, 3) } }
        return ("train", figure(report.trainCurrent), figure(report.trainCandidate), difference ?? "not measured", gate)
    }

    /// Cost, latency and length: the proposed text's as a multiple or a count, against its limit.
    private static func others(_ report: ValidationReport) -> [Row] {
        let shown = ["evidence", "regressions", "train gap"]
        return report.checks.filter { !shown.contains($0.name) }.map { check in
            let isRatio = check.name == "cost" || check.name == "latency"
            func words(_ value: Double) -> String { isRatio ? "×" + Numeral.fixed(value, 2) : Numeral.fixed(value, 0) }
            let value = check.value.map(words) ?? "not known"
            return (check.name, "", "", value, "\(mark(check.passes)) limit \(words(check.limit))")
        }
    }

    private static func table(_ rows: [Row]) -> [String] {
        let first = max(10, (rows.map(\.name.count).max() ?? 0) + 2)
        return rows.map { row in
            let line =
                "  " + padded(row.name, first) + padded(row.before, 8) + padded(row.after, 8)
                + padded(row.difference, 26)
                + row.gate
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func mark(_ passes: Bool?) -> String {
        switch passes {
        case true?: "✓"
        case false?: "✗"
        case nil: "⚠"
        }
    }

    private static func figure(_ value: Double?) -> String { value.map { Numeral.fixed($0, 3) } ?? "—" }

    private static func p(_ value: Double?) -> String {
        guard let value else { return "—" }
        return value < 0.0001 ? "under .0001" : Numeral.fixed(value, 4)
    }
}
