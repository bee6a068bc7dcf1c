import CreditEngine

extension Place {
    static let legend = Place("the legend")
}

/// What every sign of the grid means, below the grid itself.
struct LegendScreen: Screen {
    static let places: [Place] = [.legend]
    static let opening: CommandName? = CommandName("legend", [.character("H")], "what the signs of the grid mean")
    let place = Place.legend
    let isPartial = true

    // MARK: update

    static let table: [Command<LegendScreen>] = []

    static func open(_ before: LegendScreen?, isOnTop: Bool, _ context: inout Context) -> LegendScreen? {
        LegendScreen()
    }

    mutating func move(_ movement: Movement, _ context: inout Context) {}

    /// The signs, each as the grid draws it, and what they mean.
    static func rows(_ top: Double) -> [(sign: [Span], words: String)] {
        [
            (
                [.own("6~", Style(.heat(3))), .own(" 10~", Style(.heat(4)))],
                "tenths of blame for the failure: 6~ is about .6; ~ is estimated from the text alone"
            ),
            (
                [.own("4−", Style(.hurts, bold: true)), .own(" 2+", Style(.helps, bold: true))],
                "measured by replays: 4− costs 40 runs in 100, which others in its place solve; 2+ saves 20"
            ),
            ([.own("4 ")], "measured, but the 95 % interval includes 0: no sign, not bold"),
            (
                [.own("·", Style(.heat(0))), .own("  ?", Style(.quiet))],
                "· under .05; ? no figure, the evidence pane says why; blank: silent in this turn"
            ),
            (
                (1...4).map { .own(Symbols.shade([0.0, 0.2, 0.4, 0.6, 1][$0]), Style(.heat($0))) },
                "shade and colour compare the cells of this run: the fullest is \(Numeral.share(top))"
            ),
            (
                [.own("▁▄█")],
                "temporal: how far a turn set the run back; the largest turn fills the bar, from "
                    + "\(Numeral.share(Sparkline.quiet)) on"
            ),
            (
                [.own("all", Style(.title))],
                "over all turns: .71~ an agent's estimated share of the blame (· where none stands out), −.45 its worst "
                    + "measured message"
            ),
            (
                [.own("●", Style(.hit)), .own(" *", Style(.hit)), .own(" ✎", Style(.title))],
                "breakpoint, search hit, note"
            ),
            (
                [.own("▂▅█ .4")],
                "evidence: the run's state after each turn, and after this one"
            ),
            (
                [.own("VCPmj", Style(.title))],
                "list: measured, criticised, proposed, noted, judged by a model"
            ),
        ]
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        let top = session.subject?.tables.topHeat(.joint) ?? Sparkline.quiet
        var lines: [TextLine] = []
        for row in Self.rows(top) {
            var wrapper = TextWrapper(width: size.columns - 4)
            let columns = row.sign.reduce(0) { $0 + Glyph.columns(of: $1.text) }
            let pad = String(repeating: " ", count: max(1, 8 - columns))
            wrapper.add(row.sign + [.own(pad), .own(row.words)], indent: 8)
            lines += wrapper.lines
        }
        let rows = min(size.rows - 2, lines.count + 2)
        let box = Rect(column: 0, row: size.rows - 2 - rows, columns: size.columns, rows: rows)
        for row in box.row..<box.row + box.rows {
            canvas.fill(row: row, column: 0, columns: box.columns, style: .plain)
        }
        canvas.box(box, title: [.own("what the grid shows", Style(.title))], note: "Esc leaves", isFocused: true)
        for (place, line) in lines.prefix(max(0, rows - 2)).enumerated() {
            canvas.put(line.spans, column: 2, row: box.row + 1 + place, width: max(0, box.columns - 4))
        }
    }
}
