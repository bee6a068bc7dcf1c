import CreditEngine

/// What a validation has shown, in a few lines; the same while it runs and at its end.
enum ValidationText {
    /// Adds the figures of a validation.
    ///
    /// - Parameter version: the version of the block's text that is replaced.
    static func add(_ report: ValidationReport, version: Int, isRunning: Bool, to wrapper: inout TextWrapper) {
        wrapper.addLine(figures(report))
        var spans: [Span] = []
        if isRunning {
            let more =
                report.logEvidence >= report.logThreshold
                ? "enough; now the other conditions"
                : report.moreNeeded.map { "about \(Numeral.count($0, "more pair"))" } ?? "nobody can say how many more"
            spans.append(.own("\(report.evidenceWords) · \(more)"))
        } else {
            spans.append(.own(report.sentence(version: version), Style(.plain, bold: true)))
        }
        if report.ordinal > 1 { spans.append(.own(" · candidate \(report.ordinal) of its lineage", Style(.quiet))) }
        if report.isSimulated { spans.append(.own(" · simulated", Style(.quiet))) }
        wrapper.add(spans, indent: 2)
    }

    /// `21 pairs  .38 → .71  +.33 [+.05, +.57]  7 fixed, 0 broken`.
    private static func figures(_ report: ValidationReport) -> [Span] {
        guard let difference = report.difference, let rates = report.rates else {
            return [.own("no pair yet", Style(.quiet))]
        }
        let interval = report.outcomes.interval()
        return [
            .own("\(Numeral.count(report.pairs.count, "pair"))  "),
            .own("\(Numeral.share(rates.current)) → \(Numeral.share(rates.candidate))  "),
            .own(Numeral.signedShare(difference), Style(Style.Role(HeldOutTable.role(interval)), bold: true)),
            .own(interval.map { " " + Numeral.signedShares(-$0.high, -$0.low) } ?? ""),
            .own("  \(report.fixed.count) fixed, \(report.broken.count) broken"),
        ]
    }
}
