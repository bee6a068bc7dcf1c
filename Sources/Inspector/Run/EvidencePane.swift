import CreditEngine

/// Draws the lower pane: the evidence for the cell, the value curve, or what a critic says.
struct EvidencePane {
    let screen: RunScreen

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let (on, off) = (Style(.title, bold: true), Style(.quiet))
        let tab = screen.lowerTab
        let isEvidence = tab == .evidence
        let title: [Span] = [
            .own("evidence: ", isEvidence ? on : off),
            .foreign("\(screen.cell.turn) \(screen.tables.agent(screen.cell))", isEvidence ? on : off),
            .own(" · ", off), .own("value curve", tab == .curve ? on : off),
            .own(" · ", off), .own("critique", tab == .critique ? on : off),
            .own(" · ", off), .own("task", tab == .task ? on : off),
        ]
        canvas.box(rect, title: title, note: screen.lowerPane.note, isFocused: screen.focus.isLower)
        screen.lowerPane.draw(on: &canvas, in: rect.inner)
    }
}
