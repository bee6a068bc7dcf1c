/// Where the panes of an opened run are.
///
/// The message pane stands beside the grid, from 120 columns at full height; from 160 the runs list joins. In less than
/// 20 rows the evidence drops, in less than 72 columns the message pane; a dropped pane takes the whole body while it
/// has the keyboard.
struct RunLayout: Sendable, Equatable {
    private(set) var grid: Rect?
    private(set) var message: Rect?
    private(set) var evidence: Rect?
    private(set) var runs: Rect?

    /// The rows above the panes.
    let headRows: Int

    init(size: Size, focus: Pane, isZoomed: Bool) {
        headRows = 1 + RunTaskHead.rows(size)
        let body = Rect(column: 0, row: headRows, columns: size.columns, rows: max(0, size.rows - headRows - 2))
        if isZoomed {
            if focus.isLower { evidence = body } else { message = body }
            return
        }
        let showsEvidence = size.rows >= 20
        let showsMessage = size.columns >= 72
        if focus.isLower, !showsEvidence {
            evidence = body
            return
        }
        if focus.isMessage, !showsMessage {
            message = body
            return
        }
        var left = body
        if size.columns >= 160 {
            let list = Rect(column: 0, row: body.row, columns: 42, rows: body.rows)
            runs = list
            left.column = list.columns
            left.columns -= list.columns
        }
        if size.columns >= 120 {
            let width = min(96, left.columns * 9 / 20)
            message = Rect(column: left.column + left.columns - width, row: body.row, columns: width, rows: body.rows)
            left.columns -= width
        }
        if showsEvidence {
            let height = max(6, body.rows * 3 / 10)
            evidence = Rect(
                column: left.column, row: body.row + body.rows - height, columns: left.columns, rows: height)
            left.rows -= height
        }
        if message == nil, showsMessage {
            let width = left.columns * 7 / 20
            message = Rect(column: left.column + left.columns - width, row: left.row, columns: width, rows: left.rows)
            left.columns -= width
        }
        grid = left
    }

    /// The pane at a position.
    func pane(column: Int, row: Int, tab: Pane) -> Pane? {
        if grid?.contains(column: column, row: row) ?? false { return .grid }
        if message?.contains(column: column, row: row) ?? false { return tab }
        if evidence?.contains(column: column, row: row) ?? false { return .evidence }
        return runs?.contains(column: column, row: row) ?? false ? .runs : nil
    }
}
