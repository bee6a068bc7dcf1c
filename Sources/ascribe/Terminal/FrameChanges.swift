import CreditEngine
import Inspector

/// What differs between two frames, as glyphs to draw.
struct FrameChanges: Equatable {
    /// One glyph to draw.
    struct Change: Equatable {
        var column: Int
        var row: Int
        var text: String
        /// Columns that the glyph takes: 1 or 2.
        var width: Int
        var style: Style
    }

    /// The glyphs to draw, row by row from left to right.
    private(set) var changes: [Change] = []

    /// What has to be drawn where `old` is shown; everything when the size differs or nothing is known.
    init(from old: Frame?, to new: Frame) {
        let known = old.flatMap { $0.columns == new.columns && $0.rows == new.rows ? $0.cells : nil }
        new.cells.withUnsafeBufferPointer { cells in
            for row in 0..<new.rows {
                let start = row * new.columns
                var column = 0
                while column < new.columns {
                    let cell = cells[start + column]
                    let isWide =
                        column + 1 < new.columns && cells[start + column + 1].text.isEmpty
                        && Self.isWide(cells[start + column].text)
                    let width = isWide ? 2 : 1
                    let isSame =
                        known.map { known in
                            known[start + column] == cell && (!isWide || known[start + column + 1].text.isEmpty)
                        } ?? false
                    if !isSame {
                        // Half a glyph without its other half is a blank.
                        let text = cell.text.isEmpty ? " " : cell.text
                        changes.append(
                            Change(column: column, row: row, text: text, width: width, style: cell.style))
                    }
                    column += width
                }
            }
        }
    }

    /// Whether a glyph takes two columns; asked only where the frame leaves room for a second.
    private static func isWide(_ glyph: String) -> Bool {
        glyph.utf8.count > 1 && Glyph.columns(of: glyph) == 2
    }
}
