/// A rectangle of the frame, in columns and rows from 0.
struct Rect: Sendable, Equatable {
    var column: Int
    var row: Int
    var columns: Int
    var rows: Int

    /// The part inside a border one cell wide; never negative in size.
    var inner: Rect {
        Rect(column: column + 1, row: row + 1, columns: max(0, columns - 2), rows: max(0, rows - 2))
    }

    /// Whether a position of the frame lies inside.
    func contains(column c: Int, row r: Int) -> Bool {
        c >= column && c < column + columns && r >= row && r < row + rows
    }
}

/// The size of the terminal, at least 1×1.
struct Size: Sendable, Equatable {
    var columns: Int
    var rows: Int

    init(columns: Int, rows: Int) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
    }

    /// Whether there is too little room for anything but one line that says so.
    var isTiny: Bool { columns < 40 || rows < 10 }
}
