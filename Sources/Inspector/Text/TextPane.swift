import CreditEngine

/// Lines in a box with a scroll offset.
struct TextPane: Sendable {
    private(set) var lines: [TextLine] = []
    private(set) var top = 0
    private(set) var height = 1
    /// Where the person last scrolled to, and in how many lines, so that a resize and back loses nothing.
    private var anchor = (top: 0, of: 1)

    /// Shows other lines from their start.
    mutating func set(_ lines: [TextLine]) {
        self.lines = lines
        top = 0
        anchor = (0, 1)
    }

    /// Shows the same text in other lines, about where it was.
    mutating func rewrap(_ lines: [TextLine]) { self.lines = lines }

    /// Shows the same lines with more behind them.
    mutating func extend(_ lines: [TextLine]) {
        if anchor.of == self.lines.count { anchor.of = lines.count }
        self.lines = lines
    }

    /// Scrolls.
    mutating func scroll(_ movement: Movement) {
        switch movement {
        case .up: scroll(to: top - 1)
        case .down: scroll(to: top + 1)
        case .pageUp: scroll(to: top - height)
        case .pageDown: scroll(to: top + height)
        case .halfUp: scroll(to: top - max(1, height / 2))
        case .halfDown: scroll(to: top + max(1, height / 2))
        case .first: scroll(to: 0)
        case .last: scroll(to: lines.count)
        case .left, .right, .leftmost, .rightmost: break
        }
    }

    /// Scrolls by steps of the wheel.
    mutating func scroll(steps: Int) { scroll(to: top + 3 * max(-1000, min(1000, steps))) }

    /// Brings the first marked line into sight.
    mutating func showFirst(_ mark: TextLine.Mark) {
        guard let place = lines.firstIndex(where: { $0.mark == mark }), place >= top + height || place < top else {
            return
        }
        scroll(to: place - height / 3)
    }

    /// Derives the offset for a height.
    mutating func layOut(height: Int) {
        self.height = max(1, height)
        let wanted = anchor.of == lines.count ? anchor.top : anchor.top * lines.count / max(1, anchor.of)
        top = max(0, min(wanted, lines.count - self.height))
    }

    private mutating func scroll(to line: Int) {
        top = max(0, min(line, lines.count - height))
        anchor = (top, lines.count)
    }

    /// Where the visible part lies: `1–12 of 38`; empty when all is visible.
    var note: String {
        lines.count <= height ? "" : "\(top + 1)–\(min(lines.count, top + height)) of \(Numeral.count(lines.count))"
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
