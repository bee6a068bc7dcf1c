import CreditEngine

/// Draws which cells are the same in two runs, one sign a cell, and only what is in sight.
struct DiffGrid {
    let screen: DiffScreen
    let layout: GridLayout

    private var comparison: RunComparison { screen.comparison }

    func draw(on canvas: inout Canvas) {
        canvas.box(
            layout.rect, title: [.own("turn × agent", Style(.title))], note: legend(layout.rect.columns),
            isFocused: screen.focus == .grid)
        guard layout.rect.inner.rows >= 3, !comparison.entries.isEmpty else {
            canvas.own(
                "neither run has a message", column: layout.rect.column + 2, row: layout.rect.row + 1,
                style: Style(.quiet))
            return
        }
        drawHeads(on: &canvas)
        let all = layout.rect.row + layout.rect.rows - 2
        for place in 0..<layout.down {
            let turn = screen.firstTurn + place
            guard turn <= comparison.turns, layout.row(place) < all else { break }
            drawTurn(turn, on: &canvas, row: layout.row(place))
        }
    }

    /// How many cells relate in which way, which is also what the signs mean.
    private func legend(_ columns: Int) -> String {
        let parts = RunComparison.Match.allCases.map { match in
            "\(Self.sign(match)) \(Numeral.count(comparison.count(match))) \(Self.words(match))"
        }
        let whole = parts.joined(separator: " · ")
        return whole.count + 6 <= columns ? whole : parts[1]
    }

    private func drawHeads(on canvas: inout Canvas) {
        let head = Style(.title)
        let left = layout.rect.inner.column
        let right = left + layout.rect.inner.columns
        let (first, all) = (layout.headRow, layout.sumRow)
        layout.drawHeads(beside: "differ", on: &canvas)
        canvas.own(
            Numeral.count(comparison.differences.count), column: left + 3 + layout.head, row: all, style: head)
        let agents = max(0, min(layout.across, comparison.agents.count - screen.firstAgent))
        for place in 0..<agents {
            let agent = screen.firstAgent + place
            let end = layout.start + place * layout.pitch + layout.label
            canvas.right(
                .foreign(screen.labels[safe: agent] ?? "", Style(.title, bold: agent == screen.cell.agent)), end: end,
                row: first, width: layout.label)
            let count = comparison.differingByAgent[safe: agent] ?? 0
            canvas.right(.own(count == 0 ? "·" : Numeral.count(count), head), end: end - 2, row: all)
        }
        if screen.firstAgent > 0 { canvas.own("‹", column: layout.start - 2, row: first, style: head) }
        if screen.firstAgent + agents < comparison.agents.count {
            canvas.own("›", column: right - 1, row: first, style: head)
        }
    }

    private func drawTurn(_ turn: Int, on canvas: inout Canvas, row: Int) {
        let left = layout.rect.inner.column
        let isHere = turn == screen.cell.turn
        canvas.right(
            .own(String(turn), isHere ? Style(.title, bold: true) : .plain), end: left + layout.head, row: row)
        let range = comparison.entries(ofTurn: turn)
        let entries = comparison.entries[range]
        let differing = entries.count { $0.match != .same }
        if comparison.firstDivergence?.cell.turn == turn {
            canvas.own("▸ first", column: left + 3 + layout.head, row: row, style: Style(.problem, bold: true))
        } else if differing > 0 {
            canvas.own("\(Numeral.count(differing))", column: left + 3 + layout.head, row: row)
        }
        for entry in entries {
            let place = entry.cell.agent - screen.firstAgent
            guard place >= 0, place < layout.across else { continue }
            draw(entry, on: &canvas, column: layout.column(place) + layout.content / 2, row: row)
        }
        let place = screen.cell.agent - screen.firstAgent
        guard isHere, place >= 0, place < layout.across else { return }
        put("[", on: &canvas, column: layout.column(place), row: row, Style(.title, bold: true))
        put("]", on: &canvas, column: layout.end(place), row: row, Style(.title, bold: true))
    }

    private func draw(_ entry: RunComparison.Entry, on canvas: inout Canvas, column: Int, row: Int) {
        let isHere = entry.cell == screen.cell
        if entry == comparison.firstDivergence {
            put("▸", on: &canvas, column: column + 1, row: row, Style(.problem, bold: true, selected: isHere))
        }
        let style = Style(Self.role(entry.match), bold: entry.match != .same, selected: isHere)
        put(Self.sign(entry.match), on: &canvas, column: column + 2, row: row, style)
    }

    private func put(_ text: String, on canvas: inout Canvas, column: Int, row: Int, _ style: Style) {
        guard column < layout.rect.column + layout.rect.columns - 1 else { return }
        canvas.own(text, column: column, row: row, style: style)
    }

    /// The sign of a way in which two cells relate: the same signs stand before their lines.
    static func sign(_ match: RunComparison.Match) -> String {
        switch match {
        case .same: "="
        case .differs: "≠"
        case .onlyLeft: "−"
        case .onlyRight: "+"
        }
    }

    /// The same in words.
    static func words(_ match: RunComparison.Match) -> String {
        switch match {
        case .same: "same"
        case .differs: "differ"
        case .onlyLeft: "only left"
        case .onlyRight: "only right"
        }
    }

    private static func role(_ match: RunComparison.Match) -> Style.Role {
        switch match {
        case .same: .quiet
        case .differs: .problem
        case .onlyLeft: .hurts
        case .onlyRight: .helps
        }
    }
}
