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
    /// Cells side by side, and below each other.
    let across: Int, down: Int

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
            pitch = max(7, digits + 3)
            label = digits
            across = max(1, (inner.column + inner.columns - start) / pitch)
        } else {
            head = digits
            start = inner.column + 17 + digits - 4
            let room = inner.column + inner.columns - start
            pitch = max(7, min(19, longestName + 3, (room + 2) / max(1, agents)))
            // One blank between names does where that shows more of them.
            let isTight = longestName > pitch - 2 && pitch * agents <= room
            label = pitch == 7 ? 4 : isTight ? pitch - 1 : pitch - 2
            across = max(1, (room + 2) / pitch)
        }
    }

    /// The first of the five columns of a cell: bracket, digit, source, shade, bracket.
    func column(_ place: Int) -> Int {
        start + place * pitch + (isTransposed ? 0 : label - 4)
    }

    /// The row of a cell.
    func row(_ place: Int) -> Int { rect.row + (isTransposed ? 3 : 2) + place }

    /// The cell place at a position of the frame.
    func place(column: Int, row: Int) -> (across: Int, down: Int)? {
        let lead = isTransposed || label == pitch - 1 ? 0 : 1
        let (x, y) = (column - start + lead, row - self.row(0))
        guard x >= 0, y >= 0, y < down, x / pitch < across else { return nil }
        return (x / pitch, y)
    }

    /// The first turn or agent in sight, so that the cursor is in sight and nothing moves without need.
    static func scrolled(_ first: Int, to here: Int, shown: Int, range: ClosedRange<Int>) -> Int {
        let followed = max(min(first, here), here - shown + 1)
        return max(range.lowerBound, min(followed, range.upperBound - shown + 1))
    }
}
