import CreditEngine

/// Draws the list of runs: heads, rule, rows.
struct RunListView {
    let list: RunList
    let catalogue: Catalogue

    /// Draws the list in a rectangle: heads, rule, rows.
    func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool = false) {
        let columns = RunColumns(width: rect.columns, catalogue, list.columns)
        columns.drawHeads(
            on: &canvas, column: rect.column, row: rect.row, sorting: list.rows.sorting, isFocused: isFocused)
        canvas.own(
            String(repeating: "─", count: rect.columns), column: rect.column, row: rect.row + 1, width: rect.columns,
            style: Style(.quiet))
        let box = Self.rows(in: rect)
        let rows = list.rows
        guard rows.count(catalogue) > 0 else {
            let words =
                rows.filter != nil && !catalogue.entries.isEmpty
                ? "no run passes the filter"
                : !catalogue.indexing.finished
                    ? "reading…"
                    : catalogue.counts.unknown > 0
                        ? "no runs here: nothing was recognised as one; L says why" : "no runs here"
            canvas.own(words, column: rect.column + 3, row: box.row, style: Style(.quiet))
            return
        }
        for line in 0..<box.rows {
            guard let row = rows.row(list.top + line, catalogue) else { break }
            let isSelected = row == list.selected
            switch row {
            case .run(let run):
                columns.draw(
                    run, on: &canvas, column: rect.column, row: box.row + line, isSelected: isSelected,
                    isMarked: list.marked.contains(run), catalogue)
            case .bad(let bad):
                columns.draw(
                    catalogue.badLines[bad], of: catalogue.fileName(of: catalogue.badLines[bad]), on: &canvas,
                    column: rect.column, row: box.row + line,
                    isSelected: isSelected)
            }
        }
    }

    /// What a click on the row of heads sorts by.
    func sorting(column: Int, in rect: Rect) -> Sorting.Column? {
        RunColumns(width: rect.columns, catalogue, list.columns).sorting(at: column - rect.column)
    }

    /// The part of the rectangle that holds rows.
    static func rows(in rect: Rect) -> Rect {
        Rect(column: rect.column, row: rect.row + 2, columns: rect.columns, rows: max(0, rect.rows - 2))
    }
}
