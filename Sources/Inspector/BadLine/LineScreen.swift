import CreditEngine

extension Place {
    static let line = Place("a bad line")
}

/// One bad line: where it is, why it cannot be read, and what it says.
struct LineScreen: Screen {
    static let places: [Place] = [.line]
    let place = Place.line
    let line: BadLine
    let text: String
    /// The file's name, where there are several.
    let file: String?
    private(set) var pane = TextPane()
    private var width = 0

    // MARK: update

    static let table: [Command<LineScreen>] =
        moves() + [
            Command(.copy) { screen, context in context.carryOut(.copy(screen.text)) },
            Command(.reload) { _, context in context.carryOut(.reload) },
        ]

    init(line: BadLine, text: String, file: String?) {
        self.line = line
        self.text = text
        self.file = file
    }

    static func arrival(of event: Event, before: LineScreen?, _ context: inout Context) -> Arrival? {
        guard case .lineShown(let bad, let text) = event, context.session.askedLine == bad else { return nil }
        context.session.askedLine = nil
        let file = context.session.catalogue.file(of: bad)
        return Arrival(screen: LineScreen(line: bad, text: text, file: file), position: .top)
    }

    mutating func move(_ movement: Movement, _ context: inout Context) { pane.scroll(movement) }

    mutating func layOut(_ view: View, _ context: inout Context) {
        if width != view.size.columns {
            var wrapper = TextWrapper(width: view.size.columns - 2)
            wrapper.add(text)
            pane.rewrap(wrapper.lines)
            width = view.size.columns
        }
        pane.layOut(height: max(1, view.size.rows - 5))
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        let title = " line \(Numeral.count(line.line))" + (file.map { " of " + $0 } ?? "")
        canvas.put(.foreign(title, Style(.title, bold: true)), column: 0, row: 0, width: max(0, size.columns - 41))
        canvas.right(.own("starts at byte \(Numeral.count(line.offset)) of the file"), end: size.columns - 1, row: 0)
        let why = line.reason + (line.incomplete ? "" : "; it is skipped, and counted")
        canvas.put(.foreign(" " + why, Style(.problem)), column: 0, row: 1, width: size.columns)
        canvas.own(String(repeating: "─", count: size.columns), column: 0, row: 2, style: Style(.quiet))
        pane.draw(on: &canvas, in: Rect(column: 0, row: 3, columns: size.columns, rows: max(0, size.rows - 5)))
        if !pane.note.isEmpty { canvas.right(.own(" \(pane.note) ", Style(.quiet)), end: size.columns - 1, row: 2) }
    }
}
