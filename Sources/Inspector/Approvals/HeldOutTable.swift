import CreditEngine

/// The held-out figures of a proposal as a table: before, after, difference with its interval, and what the gate says.
struct HeldOutTable {
    let item: ReviewItem
    /// What a validation under way has shown so far; it is shown in place of the last one.
    let progress: ValidationReport?
    let width: Int

    // Columns at 80, as in the design; more room goes before the gate's words.
    private let first = 12
    private let second = 19
    private let difference = 26
    private var gate: Int { max(49, min(60, width - 40)) }

    /// The box's title.
    var title: [Span] {
        let style = Style(.title)
        guard let report = progress ?? item.validation?.report else { return [.own("held-out", style)] }
        let problems = Set(report.pairs.map(\.problem)).count
        return [
            .own(
                "held-out: \(Figure.count(problems, "problem")) nobody tuned on, paired seeds"
                    + (report.isSimulated ? ", simulated" : ""), style)
        ]
    }

    /// The rows.
    var lines: [TextLine] {
        if let progress {
            var wrapper = TextWrapper(width: width)
            ValidationText.add(progress, isRunning: true, to: &wrapper)
            return wrapper.lines
        }
        guard let report = item.validation?.report else {
            var wrapper = TextWrapper(width: width)
            let words =
                item.decision != nil
                ? "it was decided without a validation"
                : item.staleBlock != nil
                    ? "not validated, and stale now"
                    : "not validated yet: v holds it against problems that nobody tuned on"
            wrapper.add(words, Style(.quiet), isOwn: true, indent: 2)
            return wrapper.lines
        }
        return [heads, success(report), problems(report), train(report)] + checks(report) + [looks(report)]
    }

    /// The rows for a place that may be narrower than the table's columns: what does not fit goes on in the next line.
    var narrowLines: [TextLine] {
        var wrapper = TextWrapper(width: width)
        for line in lines { wrapper.add(width < 80 ? line.spans.map(\.packed) : line.spans, indent: 2) }
        return wrapper.lines
    }

    // MARK: rows

    private var heads: TextLine {
        row(
            "", [(first, "v\(item.version)"), (second, "v\(item.version + 1)"), (difference, "difference [95 %]")],
            [.own("gate", Style(.title))], Style(.title))
    }

    private func success(_ report: ValidationReport) -> TextLine {
        guard let rates = ValidationText.rates(report), let mean = report.difference else {
            return row("success", [], [.own("no pair of runs has an outcome", Style(.problem))])
        }
        let interval = report.outcomes.interval()
        let words = Self.signed(mean) + (interval.map { " [\(Self.signed(-$0.high)), \(Self.signed(-$0.low))]" } ?? "")
        return row(
            "success", [(first, Self.rate(rates.current)), (second, Self.rate(rates.candidate)), (difference, words)],
            evidence(report), ValidationText.role(mean, interval))
    }

    private func evidence(_ report: ValidationReport) -> [Span] {
        let isExact = report.exactP != nil && report.logEvidence < report.logThreshold
        let p = isExact ? report.exactP ?? 1 : ValidationText.anytime(report)
        let limit = EValue(log: -report.logThreshold).value
        let name = isExact ? "exact p" : "anytime p"
        return Self.verdict(p <= limit, "\(name) \(Self.p(p)) \(p <= limit ? "≤" : ">") \(Self.p(limit))")
    }

    private func problems(_ report: ValidationReport) -> TextLine {
        let (fixed, broken) = (report.fixed.count, report.broken.count)
        var gate = Self.verdict(true, "none got worse")
        if broken > 0 {
            gate = [.own("⚠ open them with g", Style(.problem))]
            if report.checks.contains(where: { $0.name == "regressions" && $0.passes == false }) {
                gate = Self.verdict(false, "too many; g opens them")
            }
        }
        let pairs = Figure.count(report.pairs.count, "pair")
        return row("problems", [(first, "\(fixed) fixed, \(broken) broken, \(pairs)")], gate)
    }

    private func train(_ report: ValidationReport) -> TextLine {
        let check = report.checks.first { $0.name == "train gap" }
        let gate = check.map(Self.gate) ?? [.own("not measured", Style(.quiet))]
        guard let current = report.trainCurrent, let candidate = report.trainCandidate else {
            return row("train", [(first, "not measured")], gate)
        }
        let gap = check?.value ?? (candidate - current - (report.difference ?? 0))
        return row(
            "train",
            [(first, Self.rate(current)), (second, Self.rate(candidate)), (difference, "gap " + Figure.share(gap))],
            gate)
    }

    /// The other conditions of the gate, all in one row.
    private func checks(_ report: ValidationReport) -> [TextLine] {
        let shown = report.checks.filter { !["evidence", "train gap", "regressions"].contains($0.name) }
        guard !shown.isEmpty else { return [] }
        var spans: [Span] = [.own("caps       ")]
        for (place, check) in shown.enumerated() {
            if place > 0 { spans.append(.own(" · ")) }
            spans.append(.foreign(VisibleText.escape(check.name) + " "))
            let sign = check.name == "length" ? "" : "×"
            spans.append(.own((check.value.map { sign + Figure.general($0) } ?? "not known") + " "))
            spans += Self.mark(check.passes)
            if check.value != nil, width >= 90 || check.passes == false {
                spans.append(.own(" of \(sign)\(Figure.general(check.limit))", Style(.quiet)))
            }
        }
        var wrapper = TextWrapper(width: width)
        wrapper.add(spans, indent: first - 1)
        return wrapper.lines
    }

    private func looks(_ report: ValidationReport) -> TextLine {
        var spans: [Span] = [
            .own("looks at this validation set: \(Figure.count(report.looks)) · candidate \(report.ordinal) · ")
        ]
        if let block = item.staleBlock {
            spans += [
                .own("✗ ", Style(.problem)), .foreign(VisibleText.escape(block), Style(.problem)),
                .own(" has changed since", Style(.problem)),
            ]
        } else if item.decision == nil {
            spans += [.own("other blocks unchanged "), .own("✓", Style(.success))]
        } else {
            spans.append(.own("the gate had " + (report.ending == .accepted ? "accepted it" : "not accepted it")))
        }
        return TextLine(spans: spans)
    }

    // MARK: cells

    /// A row of a label, cells at their columns, and the gate's words.
    private func row(
        _ label: String, _ cells: [(column: Int, text: String)], _ gate: [Span], _ role: Style.Role = .plain
    ) -> TextLine {
        row(label, cells, gate, Style(role))
    }

    private func row(
        _ label: String, _ cells: [(column: Int, text: String)], _ gate: [Span], _ style: Style
    ) -> TextLine {
        var spans: [Span] = [.own(label)]
        var at = label.count
        for cell in cells {
            let pad = String(repeating: " ", count: max(1, cell.column - 1 - at))
            let isFigure = cell.column == difference || style.role == .title
            spans.append(.own(pad + cell.text, isFigure ? style : .plain))
            at += pad.count + cell.text.count
        }
        spans.append(.own(String(repeating: " ", count: max(1, self.gate - 1 - at))))
        return TextLine(spans: spans + gate)
    }

    private static func gate(_ check: ValidationReport.Check) -> [Span] {
        guard let passes = check.passes else { return [.own("⚠ not known", Style(.problem))] }
        return verdict(passes, (passes ? "under " : "over ") + Figure.share(check.limit))
    }

    private static func verdict(_ passes: Bool, _ words: String) -> [Span] { mark(passes) + [.own(" " + words)] }

    private static func mark(_ passes: Bool?) -> [Span] {
        switch passes {
        case true?: [.own("✓", Style(.success))]
        case false?: [.own("✗", Style(.problem))]
        case nil: [.own("⚠", Style(.problem))]
        }
    }

    /// A rate to three places: `.413`.
    private static func rate(_ x: Double) -> String {
        let text = Figure.fixed(x, places: 3)
        return text.hasPrefix("0") ? String(text.dropFirst()) : text
    }

    private static func signed(_ x: Double) -> String {
        let text = rate(abs(x))
        return text == ".000" ? text : (x < 0 ? "−" : "+") + text
    }

    /// A probability to four places at most, and never below `.0001`: `.31`, `.0125`, `.0002`.
    private static func p(_ x: Double) -> String {
        guard x < 0.0995 else { return Figure.share(x) }
        var text = Figure.fixed(max(0.0001, x), places: 4).drop { $0 == "0" }
        while text.last == "0" { text.removeLast() }
        return String(text)
    }
}

extension Span {
    /// The same words with single blanks between them.
    fileprivate var packed: Span {
        var span = self
        var last: Character?
        span.text = String(
            text.filter { character in
                defer { last = character }
                return character != " " || last != " "
            })
        return span
    }
}
