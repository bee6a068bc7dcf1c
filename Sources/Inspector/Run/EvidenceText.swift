import CreditEngine

/// The lines of the evidence pane: why the selected cell is hot, or that it is not.
enum EvidenceText {
    /// Everything that the lines depend on.
    struct Key: Sendable, Equatable {
        var cell: Cell
        var mode: CreditMode
        var width: Int
    }

    /// The evidence for a cell: its own, and that of its turn, each piece once.
    static func evidence(_ book: RunBook, _ cell: Cell) -> [Evidence] {
        var seen: Set<Evidence> = []
        let own = book.slot(cell)?.credit.map { book.credit.cells[$0].evidence } ?? []
        let turn = book.temporal(cell.turn)?.evidence ?? []
        return (own + turn).filter { seen.insert($0).inserted && book.trace.messages.indices.contains($0.message) }
    }

    static func lines(_ screen: RunScreen, _ key: Key) -> [TextLine] {
        let book = screen.book
        var wrapper = TextWrapper(width: key.width)
        addVerdict(screen, to: &wrapper)
        wrapper.add(figures(book, key.cell), Style(.quiet), isOwn: true, indent: 2)
        for piece in evidence(book, key.cell).prefix(50) { add(piece, book, to: &wrapper) }
        addStates(book, key, to: &wrapper)
        return wrapper.lines
    }

    private static func addVerdict(_ screen: RunScreen, to wrapper: inout TextWrapper) {
        let suspects = screen.book.credit.suspects
        let cell = screen.cell
        if let place = suspects.firstIndex(where: { $0.cell == cell }) {
            wrapper.add(
                "suspect \(place + 1) of \(suspects.count): " + suspects[place].why, Style(.title, bold: true),
                indent: 2)
        } else if suspects.isEmpty {
            wrapper.add("none stands out in this run", Style(.title), isOwn: true)
        } else if screen.suspect == nil {
            wrapper.add(
                "not among the \(Figure.count(suspects.count, "suspect")); n goes to the next hot cell", Style(.quiet),
                isOwn: true, indent: 2)
        }
        guard let suspect = screen.suspect, suspect.path.count > 1 else { return }
        let steps = suspect.path.map { "\($0.turn) \(screen.book.agent($0))" }.joined(separator: " ← ")
        let isRoot = suspect.path.last == cell
        wrapper.add("path: " + steps + (isRoot ? " (here)" : "   f goes to the root"), indent: 2)
    }

    /// The cell's figures, each with its name, or why there is none.
    private static func figures(_ book: RunBook, _ cell: Cell) -> String {
        guard let slot = book.slot(cell) else { return "silent here: nothing to score" }
        let turn = book.temporal(cell.turn)?.score ?? .unscored("not scored")
        return
            "joint \(figure(slot.heat)) · turn \(figure(turn)) \(book.credit.metric) · agent's share \(figure(book.share(cell.agent))) · estimated"
    }

    private static func figure(_ score: Score) -> String {
        switch score {
        case .value(let x): Figure.share(x) + "~"
        case .unscored(let why): "unscored (\(why))"
        }
    }

    private static func add(_ piece: Evidence, _ book: RunBook, to wrapper: inout TextWrapper) {
        let message = book.trace.messages[piece.message]
        let quoted = quote(message.output, piece.range)
        let place = "» \(message.turn) \(book.agent(message.cell)) "
        wrapper.add(place + (quoted.isEmpty ? "" : "“\(quoted)” ") + piece.shows, indent: 2)
    }

    /// The quoted words, at most 80 characters of them.
    static func quote(_ text: String, _ range: Range<Int>) -> String {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= text.utf8.count else { return "" }
        let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        let end = text.utf8.index(start, offsetBy: range.upperBound - range.lowerBound)
        let words = String(decoding: text.utf8[start..<end], as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return words.count > 80 ? words.prefix(79) + "…" : words
    }

    /// One sparkline a component of the state over the turns.
    private static func addStates(_ book: RunBook, _ key: Key, to wrapper: inout TextWrapper) {
        let states = book.credit.states
        guard let last = states.last else {
            return wrapper.add("no state is recorded or can be read off", Style(.quiet), isOwn: true)
        }
        let names = last.components.map(\.name)
        let widest = names.map { Glyph.columns(of: $0) }.max() ?? 0
        for name in names.prefix(20) {
            let values = states.map { state in state[name].flatMap { if case .number(let x) = $0 { x } else { nil } } }
            let pad = String(repeating: " ", count: max(0, min(24, widest) - Glyph.columns(of: name)))
            let here = states.last { $0.turn <= key.cell.turn }?[name].map(describe) ?? "—"
            let room = max(4, key.width - min(24, widest) - 14)
            let bars = values.contains { $0 != nil } ? Sparkline(values).text(columns: room) : ""
            wrapper.addLine([
                .foreign(ColumnNames.prefix(name, 24) + pad + "  "), .own(bars + (bars.isEmpty ? "" : "  ")),
                .foreign(here),
            ])
        }
    }

    private static func describe(_ value: State.Component.Value) -> String {
        switch value {
        case .number(let x): Figure.general(x)
        case .category(let name): name
        }
    }
}

/// Draws the evidence pane.
struct EvidencePane {
    let screen: RunScreen

    func draw(on canvas: inout Canvas, in rect: Rect) {
        canvas.box(
            rect,
            title: [
                .own("evidence: ", Style(.title)),
                .foreign("\(screen.cell.turn) \(screen.book.agent(screen.cell))", Style(.title)),
            ],
            note: screen.evidencePane.note, isFocused: screen.focus == .evidence)
        screen.evidencePane.draw(on: &canvas, in: rect.inner)
    }
}
