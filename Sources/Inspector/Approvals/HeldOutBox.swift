import CreditEngine

/// The held-out figures of a proposal as a box: the table of its validation, or what there is in its place.
struct HeldOutBox {
    let item: ReviewItem
    /// What a validation under way has shown so far; it is shown in place of the last one.
    let progress: ValidationReport?
    let width: Int

    /// The box's title.
    var title: [Span] {
        let report = progress ?? item.validation?.report
        return [.own(report.map(HeldOutTable.title) ?? "held-out", Style(.title))]
    }

    /// The rows.
    var lines: [TextLine] {
        var wrapper = TextWrapper(width: width)
        if let progress {
            ValidationText.add(progress, version: item.version, isRunning: true, to: &wrapper)
            return wrapper.lines
        }
        guard let report = item.validation?.report else {
            let words =
                item.decision != nil
                ? "it was decided without a validation"
                : item.staleBlock != nil
                    ? "not validated, and stale now"
                    : "not validated yet: v holds it against problems that nobody tuned on"
            wrapper.add(words, Style(.quiet), isOwn: true, indent: 2)
            return wrapper.lines
        }
        // More room goes before the gate's words.
        let table = HeldOutTable(
            report, version: item.version, gateColumn: max(HeldOutTable.gateColumn, min(60, width - 40)),
            hasLimits: width >= 90, key: "g")
        if !table.caps.isEmpty { wrapper.add(table.caps.map(Span.init), indent: HeldOutTable.figureColumn - 1) }
        return table.rows.map { TextLine(spans: $0.map(Span.init)) } + wrapper.lines
            + [TextLine(spans: [.own(table.looks + " · ")] + standing(report))]
    }

    /// The rows for a place that may be narrower than the table's columns: what does not fit goes on in the next line.
    var narrowLines: [TextLine] {
        var wrapper = TextWrapper(width: width)
        for line in lines { wrapper.add(width < 80 ? line.spans.map(\.packed) : line.spans, indent: 2) }
        return wrapper.lines
    }

    /// Whether what was validated still stands.
    private func standing(_ report: ValidationReport) -> [Span] {
        if let block = item.staleBlock {
            return [
                .own("✗ ", Style(.problem)), .foreign(VisibleText.escape(block), Style(.problem)),
                .own(" has changed since", Style(.problem)),
            ]
        }
        if item.decision == nil { return [.own("other blocks unchanged "), .own("✓", Style(.success))] }
        return [.own(report.ending == .accepted ? "it had passed the gate" : "it had not passed the gate")]
    }
}

extension Style.Role {
    init(_ role: HeldOutTable.Piece.Role) {
        self =
            switch role {
            case .plain: .plain
            case .title: .title
            case .quiet: .quiet
            case .helps: .helps
            case .hurts: .hurts
            case .success: .success
            case .problem: .problem
            }
    }
}

extension Span {
    fileprivate init(_ piece: HeldOutTable.Piece) { self = .own(piece.text, Style(Style.Role(piece.role))) }

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
