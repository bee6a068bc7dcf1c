import CreditEngine

/// What a key asks for that costs money or writes: shown first, and done by Enter.
struct Confirmation: Sendable {
    /// What Enter does.
    enum Step: Sendable, Equatable {
        case start(ReviewTask)
        case decide(ReviewDecision)
        case revise(proposal: String, text: String)
        case export(ExportPlan)
    }

    let title: [Span]
    /// What is to be known before, each on lines of its own.
    let words: [[Span]]
    /// What it costs or writes, in one line.
    let price: String
    let step: Step
    /// How many screens lay over the runs when it was asked; it waits under any that come later.
    let depth: Int

    /// Draws it over the lower part of the screen.
    func draw(on canvas: inout Canvas, size: Size) {
        var wrapper = TextWrapper(width: size.columns - 4)
        for line in words { wrapper.add(line, indent: 2) }
        let room = max(0, size.rows - 6)
        var lines = Array(wrapper.lines.prefix(max(0, room - 1)))
        if lines.count < wrapper.lines.count {
            lines.append(
                TextLine(spans: [.own("… and \(wrapper.lines.count - lines.count) more lines", Style(.quiet))]))
        }
        var last = TextWrapper(width: size.columns - 4)
        last.add(price, Style(.title, bold: true))
        lines += last.lines
        let rows = min(size.rows - 2, lines.count + 2)
        let box = Rect(column: 0, row: size.rows - 2 - rows, columns: size.columns, rows: rows)
        for row in box.row..<box.row + box.rows {
            canvas.fill(row: row, column: 0, columns: box.columns, style: .plain)
        }
        canvas.box(box, title: title, note: "Enter goes on · Esc leaves", isFocused: true)
        for (place, line) in lines.suffix(max(0, rows - 2)).enumerated() {
            canvas.put(line.spans, column: 2, row: box.row + 1 + place, width: max(0, box.columns - 4))
        }
    }
}

/// Where the person was before a run of a validation or of a comparison was opened.
struct Visit: Sendable {
    let run: RunScreen?
    let isRunShown: Bool
    /// The screen to go back to.
    let overlay: App.Overlay
}
