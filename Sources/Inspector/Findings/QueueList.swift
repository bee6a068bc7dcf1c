import CreditEngine

/// The queue as a list: what waits first, then what is stale, then what was decided, the latest first.
enum QueueList {
    static func ordered(_ items: [ReviewItem]) -> [ReviewItem] {
        items.enumerated().sorted { a, b in
            let ranks = (rank(a.element), rank(b.element))
            return ranks.0 == ranks.1 ? a.offset > b.offset : ranks.0 < ranks.1
        }.map(\.element)
    }

    private static func rank(_ item: ReviewItem) -> Int {
        switch item.status {
        case .waiting: item.refusal == nil ? 0 : 1
        case .stale: 1
        case .approved, .rejected: 2
        }
    }

    /// What a proposal is called: `researcher v7 → v8`.
    static func name(_ item: ReviewItem) -> String {
        let name =
            switch item.proposal.block {
            case .role(let agent): VisibleText.escape(agent)
            case .aggregation: "aggregation"
            }
        return "\(name) v\(item.version) → v\(item.version + 1)"
    }

    /// Its name and as much of its identifier as there is room for, since two proposals may have one name.
    private static func nameAndID(_ item: ReviewItem, _ columns: Int) -> String {
        let name = ColumnNames.clipped(name(item), columns)
        let room = columns - Glyph.columns(of: name) - 2
        return room >= 4 ? "\(name)  \(VisibleText.escape(item.id).prefix(room))" : name
    }

    /// `1 of 2 waiting · 1 stale`, of a queue in order.
    static func counts(_ items: [ReviewItem], selected: String?) -> String {
        let waiting = items.filter { $0.status == .waiting && $0.refusal == nil }
        let refused = items.count { $0.status == .waiting && $0.refusal != nil }
        let stale = items.count { $0.status == .stale }
        let place = waiting.firstIndex { $0.id == selected }.map { "\($0 + 1) of " } ?? ""
        return "\(place)\(Numeral.count(waiting.count)) waiting" + (refused > 0 ? " · \(refused) refused" : "")
            + (stale > 0 ? " · \(stale) stale" : "")
    }

    /// Draws the rows from `top` on.
    static func draw(
        _ items: [ReviewItem], selected: Int, top: Int, running: Set<String>, on canvas: inout Canvas, in rect: Rect
    ) {
        for line in 0..<rect.rows {
            guard let item = items[safe: top + line] else { break }
            let row = rect.row + line
            let isHere = top + line == selected
            let style = Style(.plain, bold: isHere, selected: isHere)
            canvas.fill(row: row, column: rect.column, columns: rect.columns, style: style)
            if isHere { canvas.own("▌", column: rect.column, row: row, style: Style(.title, bold: true)) }
            let status = item.status == .waiting && item.refusal != nil ? "refused" : item.status.rawValue
            canvas.own(status, column: rect.column + 2, row: row, width: 9, style: style)
            let isWide = rect.columns >= 70
            let nameColumns = isWide ? 32 : max(8, rect.columns - 18)
            canvas.put(
                .own(nameAndID(item, nameColumns), style), column: rect.column + 11, row: row, width: nameColumns)
            let words = isWide ? figures(item, running) : difference(item)
            let start = rect.column + 11 + nameColumns + 1
            canvas.own(words, column: start, row: row, width: max(0, rect.column + rect.columns - start), style: style)
            if rect.columns >= 110 {
                canvas.right(
                    .own(VisibleText.escape(item.proposal.team), style), end: rect.column + rect.columns - 1, row: row)
            }
        }
    }

    private static func difference(_ item: ReviewItem) -> String {
        item.validation?.report.difference.map(Numeral.signedShare) ?? ""
    }

    private static func figures(_ item: ReviewItem, _ running: Set<String>) -> String {
        if running.contains(item.id) { return "being validated" }
        guard let report = item.validation?.report else { return "not validated" }
        guard let difference = report.difference else { return "no pair" }
        let interval =
            report.outcomes.interval()
            .map { " " + Numeral.signedShares(-$0.high, -$0.low) } ?? ""
        return Numeral.signedShare(difference) + interval
            + (report.ending == .accepted ? " passed the gate" : " refused")
    }
}
