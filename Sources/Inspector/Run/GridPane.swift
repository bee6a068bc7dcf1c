import CreditEngine

/// Draws the grid: turns and agents, heat as digit, shade and colour together, and only what is in sight.
struct GridPane {
    let screen: RunScreen
    let layout: GridLayout

    private var tables: RunTables { screen.tables }

    func draw(on canvas: inout Canvas) {
        let measured = screen.mode == .joint ? screen.measurement?.effects.count ?? 0 : 0
        let short = "credit: \(screen.mode.rawValue)"
        let source = short + (measured > 0 ? " · measured, ~ estimated" : " · estimated")
        let title =
            [source + " · \(tables.credit.metric)", source].first { $0.count + 6 <= layout.rect.columns } ?? short
        let scored =
            "\(Figure.count(tables.scoredCells[screen.mode] ?? 0)) of \(Figure.count(tables.slots.count)) scored"
        canvas.box(
            layout.rect, title: [.own(title, Style(.title))],
            note: measured > 0 ? "\(Figure.count(measured)) measured · \(scored)" : scored)
        guard layout.rect.inner.rows >= 3, tables.turns > 0, !tables.trace.agents.isEmpty else {
            canvas.own(
                "no messages in this run", column: layout.rect.column + 2, row: layout.rect.row + 1,
                style: Style(.quiet))
            return
        }
        if layout.isTransposed { drawTransposed(on: &canvas) } else { drawUpright(on: &canvas) }
    }

    private func drawUpright(on canvas: inout Canvas) {
        let head = Style(.title)
        let left = layout.rect.inner.column
        let right = left + layout.rect.inner.columns
        let first = layout.rect.row + 1
        let all = layout.rect.row + layout.rect.rows - 2
        canvas.right(.own("turn", head), end: left + 1 + layout.head, row: first)
        canvas.own("temporal", column: left + 3 + layout.head, row: first, style: head)
        canvas.own("all", column: left + 1, row: all, style: head)
        let agents = min(layout.across, tables.trace.agents.count - screen.firstAgent)
        for place in 0..<max(0, agents) {
            let agent = screen.firstAgent + place
            let end = layout.start + place * layout.pitch + layout.label
            let isHere = agent == screen.cell.agent
            canvas.right(
                .own(screen.labels[safe: agent] ?? "", Style(.title, bold: isHere)), end: end, row: first,
                width: layout.label)
            let share = tables.share(agent).value.map(Figure.share) ?? "?"
            canvas.right(.own(share, Style(.title)), end: end, row: all)
        }
        if screen.firstAgent > 0 { canvas.own("‹", column: layout.start - 2, row: first, style: head) }
        if screen.firstAgent + agents < tables.trace.agents.count {
            canvas.own("›", column: right - 1, row: first, style: head)
        }
        for place in 0..<layout.down {
            let turn = screen.firstTurn + place
            let row = layout.row(place)
            guard turn <= tables.turns, row < all else { break }
            let isHere = turn == screen.cell.turn
            canvas.right(
                .own(String(turn), isHere ? Style(.title, bold: true) : .plain), end: left + layout.head, row: row)
            canvas.own(tables.temporalBar(turn), column: left + 3 + layout.head, row: row)
            for place in 0..<max(0, agents) {
                drawCell(
                    Cell(turn: turn, agent: screen.firstAgent + place), on: &canvas, column: layout.column(place),
                    row: row)
            }
        }
    }

    private func drawTransposed(on canvas: inout Canvas) {
        let head = Style(.title)
        let left = layout.rect.inner.column + 1
        let first = layout.rect.row + 1
        canvas.own("agent", column: left, row: first, style: head)
        canvas.own("share", column: left + layout.head + 2, row: first, style: head)
        canvas.own("temporal", column: left, row: first + 1, style: head)
        let turns = max(0, min(layout.across, tables.turns - screen.firstTurn + 1))
        for place in 0..<turns {
            let turn = screen.firstTurn + place
            let isHere = turn == screen.cell.turn
            canvas.right(.own(String(turn), Style(.title, bold: isHere)), end: layout.column(place) + 2, row: first)
            canvas.own(tables.temporalBar(turn), column: layout.column(place) + 1, row: first + 1)
        }
        if screen.firstTurn > 1 {
            canvas.own("‹", column: layout.start + 1 - max(2, String(tables.turns).count), row: first, style: head)
        }
        if screen.firstTurn + turns <= tables.turns {
            canvas.own("›", column: layout.rect.inner.column + layout.rect.inner.columns - 1, row: first, style: head)
        }
        for place in 0..<layout.down {
            let agent = screen.firstAgent + place
            let row = layout.row(place)
            guard agent < tables.trace.agents.count, row < layout.rect.row + layout.rect.rows - 1 else { break }
            let isHere = agent == screen.cell.agent
            canvas.put(
                .own(screen.labels[safe: agent] ?? "", isHere ? Style(.title, bold: true) : .plain), column: left,
                row: row, width: layout.head)
            canvas.right(
                .own(tables.share(agent).value.map(Figure.share) ?? "?"), end: left + layout.head + 6, row: row)
            for place in 0..<turns {
                drawCell(
                    Cell(turn: screen.firstTurn + place, agent: agent), on: &canvas, column: layout.column(place),
                    row: row)
            }
        }
    }

    /// Draws a measured effect: tenths, sign and shade; bold with its sign when the interval excludes 0.
    private func drawMeasured(_ effect: MeasuredEffects.Effect, isHere: Bool, put: (String, Style) -> Void) {
        let size = abs(effect.value)
        let sign = effect.isClear ? (effect.value < 0 ? "−" : "+") : " "
        let role: Style.Role = effect.isClear ? (effect.value < 0 ? .hurts : .helps) : .plain
        let shade = Symbols.tenths(size) == 0 ? " " : Symbols.shade(size)
        put("\(Symbols.tenths(size))\(sign)\(shade)", Style(role, bold: effect.isClear, selected: isHere))
    }

    /// Draws the five columns of a cell.
    private func drawCell(_ cell: Cell, on canvas: inout Canvas, column: Int, row: Int) {
        let isHere = cell == screen.cell
        let end = layout.rect.column + layout.rect.columns - 1
        func put(_ text: String, _ offset: Int, _ style: Style) {
            guard column + offset < end else { return }
            canvas.own(text, column: column + offset, row: row, width: end - column - offset, style: style)
        }
        if let score = tables.score(cell, screen.mode) {
            let isHit = screen.hitCells.contains(cell)
            if screen.mode == .joint, let effect = screen.measurement?.effects[cell] {
                drawMeasured(effect, isHere: isHere) { put($0, 1, $1) }
            } else if let heat = score.value {
                let tenths = Symbols.tenths(heat)
                let text = tenths == 0 ? "·" : "\(tenths)~\(Symbols.shade(heat))"
                put(text, 1, Style(.heat(Symbols.step(heat)), selected: isHere))
            } else {
                put("?", 1, Style(.quiet, selected: isHere))
            }
            // Before the cell, so that it stands beside every other sign.
            if screen.stops?.cells.contains(cell) ?? false {
                put("●", isHere ? -1 : 0, Style(.hit, bold: true))
            }
            if screen.notes.cells.contains(cell) {
                // Behind the cell and its hit, as near as they leave room: the last column ends soon after.
                put("✎", (isHere ? 5 : 4) + (isHit ? 1 : 0), Style(.title, bold: true))
            }
            if isHit { put("*", isHere ? 5 : 4, Style(.hit, bold: true)) }
        }
        if isHere {
            put("[", 0, Style(.title, bold: true))
            put("]", 4, Style(.title, bold: true))
        }
    }
}
