import CreditEngine

extension Place {
    static let log = Place("the log")
}

/// What happened, oldest first; it opens at its end.
struct LogScreen: Screen {
    static let places: [Place] = [.log]
    let place = Place.log
    private(set) var pane = TextPane()
    private var width = 0
    private var laidOut = 0

    // MARK: update

    static let opening: CommandName? = CommandName("log", [.character("L")], "what happened")
    static let table: [Command<LogScreen>] = moves()

    static func open(_ before: LogScreen?, isOnTop: Bool, _ context: inout Context) -> LogScreen? {
        var screen = before ?? LogScreen()
        // Width 0 shows the end.
        screen.width = 0
        return screen
    }

    mutating func move(_ movement: Movement, _ context: inout Context) { pane.scroll(movement) }

    mutating func layOut(_ view: View, _ context: inout Context) {
        let height = max(1, view.size.rows - 3)
        let log = context.session.log
        if width != view.size.columns || laidOut != log.count {
            let wasAtEnd = width == 0 || pane.top + pane.height >= pane.lines.count
            pane.rewrap(Self.lines(log, width: view.size.columns - 2))
            width = view.size.columns
            laidOut = log.count
            pane.layOut(height: height)
            if wasAtEnd { pane.scroll(.last) }
        }
        pane.layOut(height: height)
    }

    private static func lines(_ log: NoticeLog, width: Int) -> [TextLine] {
        var wrapper = TextWrapper(width: width)
        if log.letGo > 0 {
            wrapper.add(
                "\(Numeral.count(log.letGo)) older lines are gone from here; the log file has them", Style(.quiet),
                isOwn: true)
        }
        if log.entries.isEmpty { wrapper.add("nothing happened so far", Style(.quiet), isOwn: true) }
        for entry in log.entries {
            let role: Style.Role = entry.notice.weight == .info ? .plain : .problem
            let time = Numeral.fixed(entry.seconds, 1)
            let pad = String(repeating: " ", count: max(0, 8 - time.count))
            wrapper.add(
                "\(pad)\(time) s  \(entry.notice.weight.rawValue): \(entry.notice.text)", Style(role), indent: 12)
        }
        return wrapper.lines
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        canvas.own(" log", column: 0, row: 0, style: Style(.title, bold: true))
        let count = Numeral.count(session.log.entries.count, "line")
        canvas.right(.own(pane.note.isEmpty ? count : pane.note), end: size.columns - 1, row: 0)
        pane.draw(on: &canvas, in: Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 3)))
    }
}
