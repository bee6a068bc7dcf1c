import CreditEngine

/// The lines of the evidence pane: why the selected cell is hot, or that it is not.
enum EvidenceText {
    /// Everything that the lines depend on.
    struct Key: Sendable, Equatable {
        var cell: Cell
        var mode: CreditMode
        var width: Int
        var tab: Pane
        /// Of what was measured, and of what was criticised.
        var revision: Int
        var review: Int
    }

    /// The evidence for a cell: its own, and that of its turn, but the same words only once, as the cell's own.
    static func evidence(_ tables: RunTables, _ cell: Cell) -> [Evidence] {
        var seen: Set<Evidence> = []
        let own = tables.slot(cell)?.credit.map { tables.credit.cells[$0].evidence } ?? []
        let turn = (tables.temporal(cell.turn)?.evidence ?? []).filter { piece in
            piece.range.isEmpty || !own.contains { $0.message == piece.message && $0.range.overlaps(piece.range) }
        }
        return (own + turn).filter { seen.insert($0).inserted && tables.trace.messages.indices.contains($0.message) }
    }

    static func lines(_ screen: RunScreen, _ key: Key) -> [TextLine] {
        let tables = screen.tables
        var wrapper = TextWrapper(width: key.width)
        if let measurement = screen.measurement { MeasuredText.add(measurement, key.cell, to: &wrapper) }
        for notice in tables.trace.notices.prefix(20) {
            wrapper.add(
                [.own("note: ", Style(.quiet)), .foreign(VisibleText.escape(notice), Style(.quiet))], indent: 2)
        }
        addVerdict(screen, to: &wrapper)
        // The sentence of a suspect is its strongest piece; without words to quote that adds nothing.
        let why = tables.credit.suspects.first { $0.cell == key.cell }?.why.lowercased() ?? ""
        for piece in evidence(tables, key.cell).prefix(50)
        where !(piece.range.isEmpty && why.hasPrefix(piece.shows.lowercased())) {
            add(piece, tables, of: key.cell, to: &wrapper)
        }
        addPath(screen, to: &wrapper)
        wrapper.add(figures(tables, key.cell), indent: 2)
        addStates(tables, key, to: &wrapper)
        return wrapper.lines
    }

    private static func addVerdict(_ screen: RunScreen, to wrapper: inout TextWrapper) {
        let suspects = screen.tables.credit.suspects
        let title = Style(.title, bold: true)
        if let place = suspects.firstIndex(where: { $0.cell == screen.cell }) {
            let why = VisibleText.escape(suspects[place].why)
            wrapper.add([.own("suspect \(place + 1) of \(suspects.count): ", title), .foreign(why, title)], indent: 2)
        } else if suspects.isEmpty {
            wrapper.add("none stands out in this run", Style(.title), isOwn: true)
        } else if screen.suspect == nil {
            let words =
                "no suspect; this run has \(Numeral.count(suspects.count, "suspect")); n goes to the next hot cell"
            wrapper.add(words, Style(.quiet), isOwn: true, indent: 2)
        }
    }

    /// From where the symptom shows back to where its content was introduced.
    private static func addPath(_ screen: RunScreen, to wrapper: inout TextWrapper) {
        guard let path = screen.suspect?.path, path.count > 1 else { return }
        var spans: [Span] = [.own("path: ")]
        for (i, cell) in path.enumerated() {
            if i > 0 { spans.append(.own(" ← ")) }
            let style = Style(.plain, bold: cell == screen.cell)
            spans.append(.foreign("\(cell.turn) \(VisibleText.escape(screen.tables.agent(cell)))", style))
        }
        let way = path.last == screen.cell ? "   f goes to where it shows" : "   f goes to its origin"
        spans.append(.own(way, Style(.quiet)))
        wrapper.add(spans, indent: 2)
    }

    /// The cell's figures, each with its name, or why there is none.
    private static func figures(_ tables: RunTables, _ cell: Cell) -> [Span] {
        guard let slot = tables.slot(cell) else { return [.own("silent here: nothing to score", Style(.quiet))] }
        let turn = tables.temporal(cell.turn)?.score ?? .unscored("not scored")
        let parts: [[Span]] = [
            [.own("joint ")] + figure(slot.heat),
            [.own("turn by "), .foreign(VisibleText.escape(tables.credit.metric) + " ")] + figure(turn),
            tables.isAnyoneBlamed || tables.share(cell.agent).value == nil
                ? [.own("agent's share ")] + figure(tables.share(cell.agent)) : [],
            [.own("estimated")],
        ].filter { !$0.isEmpty }
        return Array(parts.joined(separator: [.own(" · ")])).map { span in
            Span(text: span.text, style: Style(.quiet), isOwn: span.isOwn)
        }
    }

    private static func figure(_ score: Score) -> [Span] {
        switch score {
        case .value(let x): [.own(Numeral.share(x) + "~")]
        case .unscored(let why): [.own("unscored ("), .foreign(VisibleText.escape(why)), .own(")")]
        }
    }

    private static func add(_ piece: Evidence, _ tables: RunTables, of cell: Cell, to wrapper: inout TextWrapper) {
        let message = tables.trace.messages[piece.message]
        let quoted = quote(message.output, piece.range)
        var spans: [Span] = [
            .own("» ", Style(.problem, bold: true)),
            .foreign("\(message.turn) \(VisibleText.escape(tables.agent(message.cell))) "),
        ]
        if !quoted.isEmpty {
            spans += [.own("“"), .foreign(VisibleText.escape(quoted), Style(.problem)), .own("” ")]
        }
        // What another agent's words show of this cell is said of this cell.
        let isOfCell = tables.slot(cell)?.credit.map { tables.credit.cells[$0].evidence.contains(piece) } ?? false
        if isOfCell, message.cell != cell {
            spans.append(.foreign("\(cell.turn) \(VisibleText.escape(tables.agent(cell))) "))
        }
        spans.append(.foreign(VisibleText.escape(piece.shows)))
        wrapper.add(spans, indent: 2)
    }

    /// The quoted words, at most 80 characters of them.
    static func quote(_ text: String, _ range: Range<Int>) -> String {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= text.utf8.count else { return "" }
        var start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        var end = text.utf8.index(start, offsetBy: range.count)
        // A range that cuts a character quotes all of it.
        while start > text.startIndex, start.samePosition(in: text.unicodeScalars) == nil {
            start = text.utf8.index(before: start)
        }
        while end < text.endIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(after: end)
        }
        let words = text.unicodeScalars[start..<end].split { $0.properties.isWhitespace }.map(String.init).joined(
            separator: " ")
        return words.count > 80 ? words.prefix(79) + "…" : words
    }

    /// One sparkline a component of the state over the turns, and its value here.
    private static func addStates(_ tables: RunTables, _ key: Key, to wrapper: inout TextWrapper) {
        if tables.states.isEmpty { wrapper.add("no state is recorded or can be read off", Style(.quiet), isOwn: true) }
        let names = tables.states.map { ColumnNames.clipped($0.name, 24) }
        let widest = names.map { Glyph.columns(of: $0) }.max() ?? 0
        let here = tables.state(key.cell.turn)
        for (name, state) in zip(names, tables.states) {
            let pad = String(repeating: " ", count: widest - Glyph.columns(of: name) + 2)
            let bars = state.line.map { $0.text(columns: max(4, key.width - widest - 14)) + "  " } ?? ""
            wrapper.addLine([
                .foreign(name + pad), .own(bars), .foreign(here?[state.name].map(describe) ?? "—"),
            ])
        }
    }

    private static func describe(_ value: State.Component.Value) -> String {
        switch value {
        case .number(let x): Numeral.general(x)
        case .category(let name): name
        }
    }
}
