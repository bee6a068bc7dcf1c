import CreditEngine

/// One bad line: where it is, why it cannot be read, and what it says.
struct LineScreen: Sendable {
    let line: BadLine
    let text: String
    /// The file's name, where there are several.
    let file: String?
    private(set) var pane = TextPane()
    private var width = 0

    // MARK: update

    init(line: BadLine, text: String, file: String?) {
        self.line = line
        self.text = text
        self.file = file
    }

    mutating func move(_ action: Action) -> Bool { pane.scroll(action) }

    mutating func settle(_ size: Size) {
        if width != size.columns {
            var wrapper = TextWrapper(width: size.columns - 2)
            wrapper.add(text)
            pane.rewrap(wrapper.lines)
            width = size.columns
        }
        pane.settle(height: max(1, size.rows - 5))
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size) {
        let title = " line \(Figure.count(line.line))" + (file.map { " of " + $0 } ?? "")
        canvas.put(.foreign(title, Style(.title, bold: true)), column: 0, row: 0, width: max(0, size.columns - 41))
        canvas.right(.own("starts at byte \(Figure.count(line.offset)) of the file"), end: size.columns - 1, row: 0)
        let why = line.reason + (line.incomplete ? "" : "; it is skipped, and counted")
        canvas.put(.foreign(" " + why, Style(.problem)), column: 0, row: 1, width: size.columns)
        canvas.own(String(repeating: "─", count: size.columns), column: 0, row: 2, style: Style(.quiet))
        pane.draw(on: &canvas, in: Rect(column: 0, row: 3, columns: size.columns, rows: max(0, size.rows - 5)))
        if !pane.note.isEmpty { canvas.right(.own(" \(pane.note) ", Style(.quiet)), end: size.columns - 1, row: 2) }
    }
}
