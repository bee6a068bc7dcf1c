import CreditEngine

/// Draws one cell of the grid: its figure, source and shade, its brackets when it is selected, and its marks.
struct GridCell {
    let screen: RunScreen
    let layout: GridLayout
    let cell: Cell

    private var isHere: Bool { cell == screen.cell }

    func draw(on canvas: inout Canvas, column: Int, row: Int) {
        let end = layout.rect.column + layout.rect.columns - 1
        func put(_ span: Span, _ at: Int) {
            guard at < end else { return }
            canvas.put(span, column: at, row: row, width: end - at)
        }
        let behind = column + layout.content + 1
        if isHere {
            put(.own("[", Style(.title, bold: true)), column)
            put(.own("]", Style(.title, bold: true)), behind)
        }
        guard let figure else { return }
        let marks = marks
        // A wide cell holds its marks itself, so that none of them is lost at the border.
        let inside = layout.isWide ? marks : []
        put(filled(figure, columns: layout.content - inside.count), column + 1)
        for (place, mark) in inside.enumerated() { put(mark, behind - inside.count + place) }
        if inside.isEmpty { for (mark, at) in placed(marks, column, behind, end) { put(mark, at) } }
    }

    // MARK: the figure

    /// What the cell shows; `nil` where nobody speaks.
    private var figure: (text: String, shade: String, style: Style)? {
        let mode = screen.mode
        guard let score = screen.tables.score(cell, mode) else { return nil }
        if mode == .joint, let effect = screen.measurement?.effects[cell] { return measured(effect) }
        guard let heat = score.value else { return ("?", "", Style(.quiet, selected: isHere)) }
        let tenths = Symbols.tenths(heat)
        if tenths == 0 { return ("·", " ", Style(.heat(0), selected: isHere)) }
        // The digit is absolute; shade and colour compare the cells of this run.
        let relative = heat / screen.tables.topHeat(mode)
        return ("\(tenths)~", Symbols.shade(relative), Style(.heat(Symbols.step(relative)), selected: isHere))
    }

    /// A measured effect: tenths, sign and shade; bold with its sign where the verdict is clear.
    private func measured(_ effect: MeasuredEffects.Effect) -> (text: String, shade: String, style: Style) {
        let size = abs(effect.value)
        return (
            effect.figure, Symbols.tenths(size) == 0 ? " " : Symbols.shade(size),
            Style(effect.role, bold: effect.isClear, selected: isHere)
        )
    }

    /// The figure in so many columns, its shade in all that are left.
    private func filled(_ figure: (text: String, shade: String, style: Style), columns: Int) -> Span {
        let left = max(0, columns - figure.text.count)
        let isUnknown = figure.shade.isEmpty
        return .own(figure.text + (isUnknown ? "" : String(repeating: figure.shade, count: left)), figure.style)
    }

    // MARK: marks

    private var isStop: Bool { screen.stops?.cells.contains(cell) ?? false }

    /// Breakpoint, hit, note.
    private var marks: [Span] {
        var marks: [Span] = []
        if isStop { marks.append(.own("●", Style(.hit, bold: true))) }
        if screen.hitCells.contains(cell) { marks.append(.own("*", Style(.hit, bold: true))) }
        if screen.notes.cells.contains(cell) { marks.append(.own("✎", Style(.title, bold: true))) }
        return marks
    }

    /// Where marks stand around a narrow cell: the breakpoint before it, the others behind it, or before it as well
    /// where the last column leaves no room.
    private func placed(_ marks: [Span], _ column: Int, _ behind: Int, _ end: Int) -> [(Span, Int)] {
        var before = [isHere ? column - 1 : column]
        var after = [behind + (isHere ? 1 : 0), behind + (isHere ? 2 : 1)].filter { $0 < end }
        // The bracket gives way to a hit that has no other place.
        if isHere, after.isEmpty { after = [behind] }
        var places: [(Span, Int)] = []
        for mark in marks {
            if mark.text == "●" || after.isEmpty {
                if let place = before.popLast() { places.append((mark, place)) }
            } else {
                places.append((mark, after.removeFirst()))
            }
        }
        return places
    }
}
