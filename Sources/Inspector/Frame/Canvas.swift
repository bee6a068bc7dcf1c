import CreditEngine

/// A frame being drawn: spans, boxes and columns; everything ends in `Frame.put`.
///
/// The screens call these functions some 200 times, so they are not copied into each of the calls.
struct Canvas {
    private(set) var frame: Frame
    let isAscii: Bool

    init(size: Size, isAscii: Bool) {
        frame = Frame(columns: size.columns, rows: size.rows)
        self.isAscii = isAscii
    }

    /// Where the terminal's cursor is shown.
    mutating func setCursor(column: Int, row: Int) {
        guard column < frame.columns, row < frame.rows else { return }
        frame.cursor = (column, row)
    }

    /// Draws one span; returns the column after it.
    @discardableResult
    @inline(never)
    mutating func put(_ span: Span, column: Int, row: Int, width: Int = .max) -> Int {
        frame.put(
            isAscii ? (span.isOwn ? Symbols.ascii(span.text) : Symbols.asciiEnds(span.text)) : span.text,
            column: column, row: row, width: width,
            style: span.style)
    }

    /// Draws the program's own words; returns the column after them.
    @discardableResult
    @inline(never)
    mutating func own(_ text: String, column: Int, row: Int, width: Int = .max, style: Style = .plain) -> Int {
        put(.own(text, style), column: column, row: row, width: width)
    }

    /// Draws spans after each other; returns the column after the last.
    @discardableResult
    @inline(never)
    mutating func put(_ spans: [Span], column: Int, row: Int, width: Int = .max) -> Int {
        let end = width == .max ? Int.max : column + width
        var at = column
        for span in spans {
            let next = put(span, column: at, row: row, width: end == .max ? .max : end - at)
            at = next
            if at >= end { break }
        }
        return at
    }

    /// Draws a span so that it ends before a column.
    @inline(never)
    mutating func right(_ span: Span, end: Int, row: Int, width: Int = .max) {
        let columns = Glyph.columns(of: span.text)
        put(span, column: end - min(columns, width), row: row, width: width)
    }

    /// Fills a row of a rectangle with one style, for a selected row.
    @inline(never)
    mutating func fill(row: Int, column: Int, columns: Int, style: Style) {
        guard columns > 0 else { return }
        frame.put(String(repeating: " ", count: columns), column: column, row: row, width: columns, style: style)
    }

    /// Draws a box with a title in its top border and a note at the right of its bottom border.
    @inline(never)
    mutating func box(_ rect: Rect, title: [Span], note: String = "", isFocused: Bool = false) {
        guard rect.columns >= 2, rect.rows >= 2 else { return }
        let quiet = Style(.quiet)
        let right = rect.column + rect.columns - 1
        let bottom = rect.row + rect.rows - 1
        let line = String(repeating: "─", count: rect.columns - 2)
        own("┌" + line + "┐", column: rect.column, row: rect.row, width: rect.columns, style: quiet)
        own("└" + line + "┘", column: rect.column, row: bottom, width: rect.columns, style: quiet)
        for row in rect.row + 1..<max(rect.row + 1, bottom) {
            own("│", column: rect.column, row: row, style: quiet)
            own("│", column: right, row: row, style: quiet)
        }
        if !title.isEmpty, rect.columns > 6 {
            own(isFocused ? "▸" : " ", column: rect.column + 1, row: rect.row, style: Style(.title, bold: true))
            let end = put(title, column: rect.column + 2, row: rect.row, width: rect.columns - 4)
            own(" ", column: end, row: rect.row)
        }
        if !note.isEmpty, note.count + 6 <= rect.columns {
            self.right(.own(" \(note) ", quiet), end: right, row: bottom)
        }
    }
}
