import CreditEngine

/// How many turns and agents fit into the grid's box, and where each stands.
struct GridLayout: Sendable, Equatable {
    let rect: Rect
    let isTransposed: Bool
    /// The columns of a row's first field: the turn's number, or the agent's name.
    let head: Int
    /// The column of the first cell.
    let start: Int
    /// Columns from one cell to the next.
    let pitch: Int
    /// The columns of a cell's head.
    let label: Int
    /// The columns inside a cell's brackets: the figure, its source, and shades as far as there is room.
    let content: Int
    /// Cells side by side, and below each other.
    let across: Int, down: Int

    /// The fewest columns from one cell to the next at which a cell is as wide as its head.
    private static let widePitch = 9

    init(rect: Rect, isTransposed: Bool, turns: Int, agents: Int, longestName: Int) {
        self.rect = rect
        self.isTransposed = isTransposed
        let inner = rect.inner
        let digits = max(4, String(turns).count)
        down = max(1, inner.rows - 2)
        if isTransposed {
            head = max(4, min(16, longestName))
            // The number of a late turn begins behind the head, not in it.
            let longest = String(turns).count
            start = inner.column + 1 + head + 8 + (longest > 2 ? longest - 1 : 0)
            let room = inner.column + inner.columns - start
            pitch = max(digits + 2, min(14, (room + 1) / max(1, turns)))
            label = digits
            content = pitch >= Self.widePitch ? pitch - 3 : 3
            // The last cell needs its brackets, but no gap behind them.
            across = max(1, (room - content - 2) / pitch + 1)
        } else {
            head = digits
            start = inner.column + 17 + digits - 4
            let room = inner.column + inner.columns - start
            pitch = max(7, min(24, (room + 1) / max(1, agents)))
            let shown = min(agents, max(1, (room - 5) / 7 + 1))
            label = pitch > 7 ? pitch - 2 : (shown - 1) * 7 + 6 <= room ? 5 : 4
            content = pitch >= Self.widePitch ? label : 3
            // Behind the last head stands its cell's bracket.
            across = max(1, (room - label - 1) / pitch + 1)
        }
    }

    /// The first column of a cell: that of its left bracket.
    func column(_ place: Int) -> Int {
        start + place * pitch + (isTransposed ? 0 : label - content - 1)
    }

    /// Whether a cell is as wide as its head, so that it shows a stretch of shade.
    var isWide: Bool { content > 3 }

    /// The column of a cell's right bracket.
    func end(_ place: Int) -> Int { column(place) + content + 1 }

    /// The row of a cell.
    func row(_ place: Int) -> Int { rect.row + (isTransposed ? 3 : 2) + place }

    /// The cell place at a position of the frame.
    func place(column: Int, row: Int) -> (across: Int, down: Int)? {
        let lead = isTransposed ? 0 : 1
        let (x, y) = (column - start + lead, row - self.row(0))
        guard x >= 0, y >= 0, y < down, x / pitch < across else { return nil }
        return (x / pitch, y)
    }

    /// Draws the heads of the rows: the turn, what stands beside it, and the sums.
    func drawHeads(beside second: String, on canvas: inout Canvas) {
        let (left, style) = (rect.inner.column, Style(.title))
        canvas.right(.own("turn", style), end: left + 1 + head, row: headRow)
        canvas.own(second, column: left + 3 + head, row: headRow, style: style)
        canvas.own("all", column: left + 1, row: sumRow, style: style)
    }

    /// The row of the heads.
    var headRow: Int { rect.row + 1 }

    /// The row of the sums.
    var sumRow: Int { rect.row + rect.rows - 2 }

    /// The first turn or agent in sight, so that the cursor is in sight and nothing moves without need.
    static func scrolled(_ first: Int, to here: Int, shown: Int, range: ClosedRange<Int>) -> Int {
        let followed = max(min(first, here), here - shown + 1)
        return max(range.lowerBound, min(followed, range.upperBound - shown + 1))
    }
}
