/// Where the parts of the approvals screen are.
///
/// From 120 columns the list stands beside the proposal. The held-out figures have a box of their own where they fit whole
/// beside eight rows of the diff; else they stand behind the diff and are scrolled with it.
struct ApprovalsLayout: Sendable, Equatable {
    private(set) var list = Rect(column: 0, row: 0, columns: 0, rows: 0)
    private(set) var diff = Rect(column: 0, row: 0, columns: 0, rows: 0)
    private(set) var table = Rect(column: 0, row: 0, columns: 0, rows: 0)
    private(set) var problems = Rect(column: 0, row: 0, columns: 0, rows: 0)
    /// The lines under the boxes.
    private(set) var words = Rect(column: 0, row: 0, columns: 0, rows: 0)

    init(size: Size, level: ApprovalsScreen.Level, tableLines: Int, diffLines: Int, wordLines: Int = 3) {
        var body = Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 3))
        if size.columns >= 120 {
            list = Rect(column: 0, row: 2, columns: 44, rows: max(0, body.rows - 1))
            body = Rect(column: 45, row: 2, columns: size.columns - 45, rows: max(0, body.rows - 1))
        } else if level == .list {
            list = Rect(column: 0, row: 2, columns: size.columns, rows: max(0, body.rows - 1))
            return
        }
        let wordRows = min(3, wordLines, max(0, body.rows - 6))
        words = Rect(
            column: body.column, row: body.row + body.rows - wordRows, columns: body.columns, rows: wordRows)
        body.rows -= wordRows
        if level == .problems {
            problems = body
            return
        }
        let wanted = tableLines == 0 ? 0 : tableLines + 2
        let tableRows = wanted <= body.rows - 8 ? wanted : 0
        diff = body
        diff.rows = min(diff.rows - tableRows, max(8, min(diffLines, 10_000) + 2))
        table = Rect(column: body.column, row: diff.row + diff.rows, columns: body.columns, rows: tableRows)
        words.row = table.row + table.rows
    }
}
