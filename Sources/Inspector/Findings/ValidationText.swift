import CreditEngine

/// What a validation has shown, in a few lines; the same while it runs and at its end.
enum ValidationText {
    /// Adds the figures of a validation.
    static func add(_ report: ValidationReport, isRunning: Bool, to wrapper: inout TextWrapper) {
        wrapper.addLine(figures(report))
        var spans: [Span] = [.own("evidence \(evidence(report)) of \(threshold(report)) needed")]
        if isRunning {
            let more =
                report.moreNeeded.map { "about \(Figure.count($0, "more pair"))" } ?? "nobody can say how many more"
            spans.append(.own(" · \(more)"))
        } else {
            spans.append(.own(" · " + words(report.ending), Style(.plain, bold: true)))
        }
        if report.ordinal > 1 { spans.append(.own(" · candidate \(report.ordinal) of its lineage", Style(.quiet))) }
        if report.isSimulated { spans.append(.own(" · simulated", Style(.quiet))) }
        wrapper.add(spans, indent: 2)
    }

    /// `21 pairs  .38 → .71  +.33 [+.05, +.57]  7 fixed, 0 broken`.
    static func figures(_ report: ValidationReport) -> [Span] {
        let outcomes = report.outcomes
        guard let difference = report.difference, let rates = rates(report) else {
            return [.own("no pair yet", Style(.quiet))]
        }
        let interval = outcomes.interval()
        return [
            .own("\(Figure.count(report.pairs.count, "pair"))  "),
            .own("\(Figure.share(rates.current)) → \(Figure.share(rates.candidate))  "),
            .own(Figure.signed(difference), Style(role(difference, interval), bold: true)),
            .own(interval.map { " [\(Figure.signed(-$0.high)), \(Figure.signed(-$0.low))]" } ?? ""),
            .own("  \(report.fixed.count) fixed, \(report.broken.count) broken"),
        ]
    }

    /// The success rates under the current and the proposed text; `nil` without pairs.
    static func rates(_ report: ValidationReport) -> (current: Double, candidate: Double)? {
        let pairs = report.outcomes.pairs
        guard !pairs.isEmpty else { return nil }
        let sums = pairs.reduce((0.0, 0.0)) { ($0.0 + $1.kept, $0.1 + $1.replaced) }
        return (sums.0 / Double(pairs.count), sums.1 / Double(pairs.count))
    }

    /// The role of a difference: helps when its interval lies above 0, hurts when below.
    static func role(_ difference: Double, _ interval: EffectInterval?) -> Style.Role {
        // The interval is that of current − proposed.
        interval.map { $0.high < 0 ? .helps : $0.low > 0 ? .hurts : .plain } ?? .plain
    }

    static func evidence(_ report: ValidationReport) -> String { number(report.logEvidence) }

    static func threshold(_ report: ValidationReport) -> String { number(report.logThreshold) }

    private static func number(_ log: Double) -> String {
        let value = EValue(log: log).value
        return value > 99_999 ? "over 99,999" : value >= 100 ? Figure.count(Int(value)) : Figure.general(value)
    }

    /// The p = 1/E that may be looked at after every pair.
    static func anytime(_ report: ValidationReport) -> Double { min(1, EValue(log: -report.logEvidence).value) }

    /// How it ended, in words.
    static func words(_ ending: ValidationReport.Ending) -> String {
        switch ending {
        case .accepted: "accepted: the rule passed, a person decides"
        case .capped: "refused: better, and a cap does not hold"
        case .futile: "refused: dropped early, it does not get there"
        case .notShown: "refused: all pairs spent, no gain shown"
        case .stopped: "stopped; it can go on"
        }
    }
}
