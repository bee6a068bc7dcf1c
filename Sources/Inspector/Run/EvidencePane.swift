import CreditEngine

/// Draws the lower pane: the evidence for the cell, or the value curve.
struct EvidencePane {
    let screen: RunScreen

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let (on, off) = (Style(.title, bold: true), Style(.quiet))
        let isCurve = screen.lowerTab == .curve
        let title: [Span] = [
            .own("evidence: ", isCurve ? off : on),
            .foreign("\(screen.cell.turn) \(screen.book.agent(screen.cell))", isCurve ? off : on),
            .own(" · ", off), .own("value curve", isCurve ? on : off),
        ]
        canvas.box(rect, title: title, note: screen.lowerPane.note, isFocused: screen.focus.isLower)
        screen.lowerPane.draw(on: &canvas, in: rect.inner)
    }
}
