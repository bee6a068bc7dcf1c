import CreditEngine

/// The problems that a revision broke, then those that it fixed, run by run.
enum ProblemList {
    /// One pair of runs that ended differently.
    struct Entry: Sendable, Hashable {
        let isBroken: Bool
        let pair: ValidationReport.Pair
    }

    /// The pairs that ended differently; those that got worse come first.
    static func entries(_ report: ValidationReport) -> [Entry] {
        let changed = report.pairs.compactMap { pair -> Entry? in
            guard let current = pair.current else { return nil }
            let candidate = pair.candidate ?? 0
            return candidate == current ? nil : Entry(isBroken: candidate < current, pair: pair)
        }
        return changed.filter(\.isBroken) + changed.filter { !$0.isBroken }
    }

    /// Draws the rows from `top` on.
    static func draw(_ entries: [Entry], selected: Int, top: Int, on canvas: inout Canvas, in rect: Rect) {
        if entries.isEmpty {
            canvas.own(" no pair of runs ended differently", column: rect.column, row: rect.row, style: Style(.quiet))
        }
        for line in 0..<rect.rows {
            guard let entry = entries[safe: top + line] else { break }
            let row = rect.row + line
            let isHere = top + line == selected
            let style = Style(.plain, bold: isHere, selected: isHere)
            canvas.fill(row: row, column: rect.column, columns: rect.columns, style: style)
            if isHere { canvas.own("▌", column: rect.column, row: row, style: Style(.title, bold: true)) }
            let role: Style.Role = entry.isBroken ? .hurts : .helps
            canvas.own(
                entry.isBroken ? "− broken" : "+ fixed", column: rect.column + 2, row: row, width: 9,
                style: Style(role, bold: true, selected: isHere))
            let room = max(6, rect.columns - 50)
            canvas.put(
                .foreign(ColumnNames.clipped(VisibleText.escape(entry.pair.problem), room), style),
                column: rect.column + 12, row: row, width: room)
            let words = "\(outcome(entry.pair.current)) → \(outcome(entry.pair.candidate))"
            canvas.own(
                words, column: rect.column + 13 + room, row: row, width: max(0, rect.columns - 14 - room), style: style)
        }
    }

    private static func outcome(_ y: Double?) -> String { y.map(Numeral.general) ?? "undefined" }
}
