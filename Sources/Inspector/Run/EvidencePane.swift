import CreditEngine

/// Draws the lower pane: the evidence for the cell, the value curve, or what a critic says.
struct EvidencePane {
    let screen: RunScreen

    /// The tabs in order, with their words.
    private static func tabs(of screen: RunScreen) -> [(pane: Pane, name: String)] {
        [
            (.evidence, "evidence: \(screen.cell.turn) \(screen.tables.agent(screen.cell))"), (.curve, "value curve"),
            (.critique, "critique"), (.task, "task"), (.times, "times"),
        ]
    }

    /// The tab at a column of the title, counted from its first.
    static func tab(at column: Int, of screen: RunScreen) -> Pane? {
        var start = 0
        for tab in tabs(of: screen) {
            let end = start + Glyph.columns(of: tab.name) + (tab.pane == screen.lowerTab ? 2 : 0)
            if column >= start, column < end { return tab.pane }
            start = end + 3
        }
        return nil
    }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        var title: [Span] = []
        for (place, tab) in Self.tabs(of: screen).enumerated() {
            let style = tab.pane == screen.lowerTab ? Style(.title, bold: true) : Style(.quiet)
            if place > 0 { title.append(.own(" · ", Style(.quiet))) }
            let isHere = tab.pane == screen.lowerTab
            if isHere { title.append(.own("[", style)) }
            title.append(tab.pane == .evidence ? .foreign(tab.name, style) : .own(tab.name, style))
            if isHere { title.append(.own("]", style)) }
        }
        canvas.box(rect, title: title, note: screen.lowerPane.note, isFocused: screen.focus.isLower)
        screen.lowerPane.draw(on: &canvas, in: rect.inner)
    }
}
