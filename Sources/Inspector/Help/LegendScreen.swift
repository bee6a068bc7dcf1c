import CreditEngine

extension Place {
    static let legend = Place("the legend")
}

/// What the signs and words of the screen below mean, over its lower part.
struct LegendScreen: Screen {
    static let places: [Place] = [.legend]
    static let opening: CommandName? = CommandName("legend", [.character("H")], "what the signs on the screen mean")
    let place = Place.legend
    let isPartial = true
    private var title = ""
    private var lines: [TextLine] = []
    private var top = 0
    private var height = 1

    // MARK: update

    static let table: [Command<LegendScreen>] = moves()

    static func open(_ before: LegendScreen?, isOnTop: Bool, _ context: inout Context) -> LegendScreen? {
        LegendScreen()
    }

    mutating func move(_ movement: Movement, _ context: inout Context) {
        switch movement {
        case .up: top -= 1
        case .down: top += 1
        case .pageUp: top -= height
        case .pageDown: top += height
        case .halfUp: top -= max(1, height / 2)
        case .halfDown: top += max(1, height / 2)
        case .first: top = 0
        case .last: top = lines.count
        case .left, .right, .leftmost, .rightmost: break
        }
    }

    mutating func layOut(_ view: View, _ context: inout Context) {
        guard let legend = context.beneath?.legend(context.session) else { return }
        title = legend.title
        lines = legend.lines(width: view.size.columns - 4)
        // The first rows of what is explained stay in sight.
        height = max(0, min(max(6, view.size.rows - 11), view.size.rows - 4, lines.count))
        top = max(0, min(top, lines.count - height))
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        let rows = min(size.rows - 2, height + 2)
        let box = Rect(column: 0, row: size.rows - 2 - rows, columns: size.columns, rows: rows)
        for row in box.row..<box.row + box.rows {
            canvas.fill(row: row, column: 0, columns: box.columns, style: .plain)
        }
        let part = height < lines.count ? "\(top + 1)–\(top + height) of \(lines.count) · j scrolls · " : ""
        canvas.box(box, title: [.own(title, Style(.title))], note: part + "Esc leaves", isFocused: true)
        for (place, line) in lines.dropFirst(top).prefix(max(0, rows - 2)).enumerated() {
            canvas.put(line.spans, column: 2, row: box.row + 1 + place, width: max(0, box.columns - 4))
        }
    }
}
