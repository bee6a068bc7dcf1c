/// Where the parts of a comparison are: the head, the grid, and below it the words of the selected cell.
///
/// In less than 16 rows only the part that has the keyboard is shown, below a head that names the runs.
struct DiffLayout: Sendable, Equatable {
    /// The rows of the head: the counts, the two runs, the prompts; only the two runs where there is little room.
    let headRows: Int
    private(set) var grid: Rect?
    private(set) var text: Rect?

    init(size: Size, turns: Int, focus: DiffScreen.Focus, isZoomed: Bool) {
        headRows = size.rows >= 16 ? 4 : 2
        let body = Rect(
            column: 0, row: headRows, columns: size.columns, rows: max(0, size.rows - headRows - 2))
        if isZoomed {
            text = body
            return
        }
        guard size.rows >= 16 else {
            if focus == .text { text = body } else { grid = body }
            return
        }
        // A short run needs no more than its turns, two borders, the names and the counts.
        let wanted = min(turns, body.rows) + 4
        let rows = max(5, min(wanted, body.rows * 9 / 20))
        grid = Rect(column: 0, row: body.row, columns: body.columns, rows: rows)
        text = Rect(column: 0, row: body.row + rows, columns: body.columns, rows: body.rows - rows)
    }
}
