/// Lines in a box with a scroll offset.
struct TextPane: Sendable {
    private(set) var lines: [TextLine] = []
    private(set) var top = 0
    private(set) var height = 1

    /// Shows other lines from their start.
    mutating func set(_ lines: [TextLine]) {
        self.lines = lines
        top = 0
    }

    /// Shows the same text in other lines, about where it was.
    mutating func rewrap(_ lines: [TextLine]) {
        let was = self.lines.count
        top = was > 0 ? top * lines.count / was : 0
        self.lines = lines
    }

    /// Scrolls; returns whether the action is one that scrolls.
    mutating func scroll(_ action: Action) -> Bool {
        switch action {
        case .up: top -= 1
        case .down: top += 1
        case .pageUp: top -= height
        case .pageDown: top += height
        case .halfUp: top -= max(1, height / 2)
        case .halfDown: top += max(1, height / 2)
        case .first: top = 0
        case .last: top = lines.count
        default: return false
        }
        settle(height: height)
        return true
    }

    /// Scrolls by steps of the wheel.
    mutating func scroll(steps: Int) {
        top += 3 * max(-1000, min(1000, steps))
        settle(height: height)
    }

    /// Brings the first marked line into sight.
    mutating func showFirst(_ mark: TextLine.Mark) {
        guard let place = lines.firstIndex(where: { $0.mark == mark }), place >= top + height || place < top else {
            return
        }
        top = max(0, place - height / 3)
        settle(height: height)
    }

    /// Keeps the offset inside the text.
    mutating func settle(height: Int) {
        self.height = max(1, height)
        top = max(0, min(top, lines.count - self.height))
    }

    /// Where the visible part lies: `1–12 of 38`; empty when all is visible.
    var note: String {
        lines.count <= height ? "" : "\(top + 1)–\(min(lines.count, top + height)) of \(Figure.count(lines.count))"
    }

    /// Draws the visible lines, marks in the first column.
    func draw(on canvas: inout Canvas, in rect: Rect) {
        for row in 0..<rect.rows {
            guard let line = lines[safe: top + row] else { break }
            if line.mark != .none {
                canvas.own(
                    line.mark.symbol, column: rect.column, row: rect.row + row, width: rect.columns,
                    style: Style(line.mark.role, bold: true))
            }
            canvas.put(line.spans, column: rect.column + 1, row: rect.row + row, width: max(0, rect.columns - 1))
        }
    }
}
