import CreditEngine

/// What happened, oldest first; it opens at its end.
struct LogScreen: Sendable {
    /// One line with the second it came in.
    struct Entry: Sendable, Equatable {
        var seconds: Double
        var notice: Notice
    }

    /// Older lines than this many are let go, and counted.
    static let capacity = 10_000

    private(set) var entries: [Entry] = []
    private(set) var letGo = 0
    /// Lines, those let go among them, that were handed out to be kept elsewhere.
    private var handedOut = 0
    private(set) var pane = TextPane()
    private var width = 0
    private var laidOut = 0

    // MARK: update

    mutating func add(_ notice: Notice, at seconds: Double) {
        entries.append(Entry(seconds: seconds, notice: notice))
        guard entries.count > Self.capacity else { return }
        entries.removeFirst(Self.capacity / 10)
        letGo += Self.capacity / 10
    }

    /// The lines that came since the last time, oldest first; those let go meanwhile are not among them.
    mutating func takeNew() -> [Notice] {
        defer { handedOut = entries.count + letGo }
        return entries.suffix(max(0, entries.count + letGo - handedOut)).map(\.notice)
    }

    mutating func move(_ action: Action) -> Bool { pane.scroll(action) }

    /// Shows the end of the log.
    mutating func open() { width = 0 }

    mutating func settle(_ size: Size) {
        let height = max(1, size.rows - 3)
        if width != size.columns || laidOut != entries.count + letGo {
            let wasAtEnd = width == 0 || pane.top + pane.height >= pane.lines.count
            var wrapper = TextWrapper(width: size.columns - 2)
            if letGo > 0 {
                wrapper.add(
                    "\(Figure.count(letGo)) older lines are gone from here; the log file has them", Style(.quiet),
                    isOwn: true)
            }
            if entries.isEmpty { wrapper.add("nothing happened so far", Style(.quiet), isOwn: true) }
            for entry in entries {
                let role: Style.Role = entry.notice.weight == .info ? .plain : .problem
                let time = Figure.fixed(entry.seconds, places: 1)
                let pad = String(repeating: " ", count: max(0, 8 - time.count))
                wrapper.add(
                    "\(pad)\(time) s  \(entry.notice.weight.rawValue): \(entry.notice.text)", Style(role), indent: 12)
            }
            pane.rewrap(wrapper.lines)
            width = size.columns
            laidOut = entries.count + letGo
            pane.settle(height: height)
            if wasAtEnd { _ = pane.scroll(.last) }
        }
        pane.settle(height: height)
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size) {
        canvas.own(" log", column: 0, row: 0, style: Style(.title, bold: true))
        canvas.right(
            .own(pane.note.isEmpty ? Figure.count(entries.count, "line") : pane.note), end: size.columns - 1, row: 0)
        pane.draw(on: &canvas, in: Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 3)))
    }
}
