import CreditEngine

/// Draws the evidence pane.
struct EvidencePane {
    let screen: RunScreen

    func draw(on canvas: inout Canvas, in rect: Rect) {
        canvas.box(
            rect,
            title: [
                .own("evidence: ", Style(.title)),
                .foreign("\(screen.cell.turn) \(screen.book.agent(screen.cell))", Style(.title)),
            ],
            note: screen.evidencePane.note, isFocused: screen.focus == .evidence)
        screen.evidencePane.draw(on: &canvas, in: rect.inner)
    }
}
