import CreditEngine

/// A legend as a box over the lower part of the screen that it explains; the first rows of that stay in sight.
struct LegendBox: Sendable {
    let title: String
    let lines: [TextLine]
    /// The lines that fit.
    let height: Int

    init(_ legend: Legend, _ size: Size) {
        title = legend.title
        lines = legend.lines(width: size.columns - 4)
        height = max(0, min(max(6, size.rows - 11), size.rows - 4, lines.count))
    }

    /// Draws the lines from `top` on, and in the frame which they are and a note.
    func draw(from top: Int = 0, note: String, on canvas: inout Canvas, size: Size) {
        let box = Rect(column: 0, row: size.rows - 4 - height, columns: size.columns, rows: height + 2)
        for row in box.row..<box.row + box.rows {
            canvas.fill(row: row, column: 0, columns: box.columns, style: .plain)
        }
        let part = height < lines.count ? "\(top + 1)–\(top + height) of \(lines.count) · " : ""
        canvas.box(box, title: [.own(title, Style(.title))], note: part + note, isFocused: true)
        for (place, line) in lines.dropFirst(top).prefix(height).enumerated() {
            canvas.put(line.spans, column: 2, row: box.row + 1 + place, width: max(0, box.columns - 4))
        }
    }
}
