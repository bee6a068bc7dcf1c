import CreditEngine

/// Draws what the status line says, in two lines where it does not fit into one.
struct NoticeLine {
    let notice: Notice
    let log: NoticeLog

    func draw(on canvas: inout Canvas, _ size: Size, row: Int) {
        canvas.fill(row: row, column: 0, columns: size.columns, style: .plain)
        let mark = notice.weight == .info ? " " : notice.weight == .warning ? " ! " : " ✗ "
        let style = Style(notice.weight == .info ? .plain : .problem)
        let end = canvas.own(mark, column: 0, row: row, style: style)
        let room = size.columns - end - 1
        if Glyph.columns(of: notice.text) <= room {
            canvas.put(words(of: notice.text, style), column: end, row: row)
            return
        }
        // The way out stands at the end of a sentence: it gets a second line rather than being cut.
        let isLogged = log.entries.last?.notice == notice
        var wrapper = TextWrapper(width: room)
        wrapper.add(words(of: notice.text, style))
        let lines = wrapper.lines.map { $0.spans.map(\.text).joined() }
        canvas.fill(row: row - 1, column: 0, columns: size.columns, style: .plain)
        canvas.own(mark, column: 0, row: row - 1, style: style)
        canvas.put(words(of: lines[0], style), column: end, row: row - 1)
        canvas.own(String(repeating: " ", count: end), column: 0, row: row)
        let rest = lines.dropFirst().joined(separator: " ")
        let isWhole = lines.count <= 2
        let more = isLogged && !isWhole
        canvas.put(
            words(of: ColumnNames.clipped(rest, room - (more ? 8 : 0)), style), column: end, row: row)
        if more { canvas.right(.own("L: all", Style(.quiet)), end: size.columns - 1, row: row) }
    }

    /// A sentence of the program, whatever names stand in it.
    private func words(of text: String, _ style: Style) -> [Span] { [.own(text, style)] }
}
