import CreditEngine

/// Draws the message pane: who, tabs, and the text of the tab.
struct MessagePane {
    let screen: RunScreen

    private static let tabs: [(pane: Pane, name: String)] = [
        (.text, "text"), (.saw, "saw"), (.tools, "tools"), (.json, "JSON"), (.role, "role"),
    ]

    /// The rows above the text: the tabs and a blank, or less where there is little room.
    static func headRows(_ rows: Int) -> Int { rows >= 6 ? 2 : rows >= 2 ? 1 : 0 }

    /// The tab at a column of the tab row, counted from its first.
    static func tab(at column: Int) -> Pane? {
        var start = 0
        for tab in tabs {
            if column >= start, column < start + tab.name.count + 1 { return tab.pane }
            start += tab.name.count + 1
        }
        return nil
    }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let messages = screen.tables.messages(screen.cell)
        var title = [Span.foreign("\(screen.cell.turn) \(screen.tables.agent(screen.cell))", Style(.title))]
        if messages.count > 1 { title.append(.own("  \(screen.nth + 1) of \(messages.count)", Style(.title))) }
        if let message = screen.message, screen.stops?.contains(message) ?? false {
            title.append(.own("  ● breakpoint", Style(.hit, bold: true)))
        }
        canvas.box(rect, title: title, note: screen.messagePane.note, isFocused: screen.focus.isMessage)
        let inner = rect.inner
        let head = Self.headRows(inner.rows)
        if head > 0 { drawTabs(on: &canvas, in: inner) }
        screen.messagePane.draw(
            on: &canvas,
            in: Rect(
                column: inner.column, row: inner.row + head, columns: inner.columns, rows: max(0, inner.rows - head)))
    }

    private func drawTabs(on canvas: inout Canvas, in inner: Rect) {
        let end = inner.column + inner.columns
        var at = inner.column + 1
        for (pane, name) in Self.tabs {
            let isOn = pane == screen.tab
            let style = isOn ? Style(.title, bold: true) : Style(.quiet)
            let next = canvas.own(name, column: at, row: inner.row, width: max(0, end - at), style: style)
            if isOn {
                canvas.own("[", column: at - 1, row: inner.row, style: style)
                if next < end { canvas.own("]", column: next, row: inner.row, style: style) }
            }
            at = next + 1
        }
    }
}
