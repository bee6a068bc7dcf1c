import CreditEngine

/// What the screen shows: a grid of styled cells.
///
/// Tests compare frames; a driver draws them.
public struct Frame: Sendable, Equatable {
    /// One position of the screen.
    public struct Cell: Sendable, Equatable {
        /// The glyph's text; empty for the right half of a glyph that is two columns wide.
        public var text: String
        /// How it is drawn.
        public var style: Style

        /// Makes a cell.
        public init(text: String = " ", style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// The number of columns, at least 1.
    public let columns: Int
    /// The number of rows, at least 1.
    public let rows: Int
    /// All cells, row by row: `columns * rows` of them.
    public private(set) var cells: [Cell]
    /// Where the terminal's cursor is shown (column, row from 0); `nil` hides it.
    public var cursor: (column: Int, row: Int)?

    /// An empty frame.
    public init(columns: Int, rows: Int) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
        cells = Array(repeating: Cell(), count: self.columns * self.rows)
    }

    /// Whether two frames look the same.
    public static func == (a: Frame, b: Frame) -> Bool {
        a.columns == b.columns && a.rows == b.rows && a.cells == b.cells && a.cursor?.column == b.cursor?.column
            && a.cursor?.row == b.cursor?.row
    }

    /// Draws text on one row from a column on, clipped to `width` columns and to the frame.
    ///
    /// A wide glyph that does not fit is left out. Returns the column after the last glyph drawn.
    @discardableResult
    public mutating func put(_ text: String, column: Int, row: Int, width: Int = .max, style: Style = .plain) -> Int {
        guard row >= 0, row < rows else { return column }
        let end = min(columns, width == .max ? columns : column + max(0, width))
        var at = column
        for glyph in Glyph.glyphs(of: text) {
            guard at + glyph.width <= end else { break }
            if at >= 0 {
                cells[row * columns + at] = Cell(text: glyph.text, style: style)
                if glyph.width == 2 { cells[row * columns + at + 1] = Cell(text: "", style: style) }
            }
            at += glyph.width
        }
        return at
    }

    /// The frame as lines of text, trailing blanks removed.
    public var text: String {
        (0..<rows).map { row in
            var line = cells[row * columns..<(row + 1) * columns].map(\.text).joined()
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n") + "\n"
    }
}
