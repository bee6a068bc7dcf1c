import CreditEngine

/// A legend as a box over the lower part of the screen that it explains; the first rows of that stay in sight.
struct LegendBox: Sendable {
    private let title: String
    private var pane = TextPane()
    private let rect: Rect

    init(_ legend: Legend, _ size: Size) {
        title = legend.title
        pane.set(legend.lines(width: size.columns - 4))
        let height = max(0, min(max(6, size.rows - 11), size.rows - 4, pane.lines.count))
        rect = Rect(column: 0, row: size.rows - 4 - height, columns: size.columns, rows: height + 2)
        pane.layOut(height: height)
    }

    /// Whether there are more lines than fit.
    var isCut: Bool { !pane.note.isEmpty }

    mutating func scroll(_ movement: Movement) { pane.scroll(movement) }

    /// Draws the lines in sight, and in the frame which they are and a note.
    func draw(note: String, on canvas: inout Canvas) {
        for row in rect.row..<rect.row + rect.rows {
            canvas.fill(row: row, column: 0, columns: rect.columns, style: .plain)
        }
        let note = isCut ? "\(pane.note) · \(note)" : note
        canvas.box(rect, title: [.own(title, Style(.title))], note: note, isFocused: true)
        pane.draw(on: &canvas, in: rect.inner)
    }
}
