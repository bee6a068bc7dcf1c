import CreditEngine

/// Draws the blame over all failures below the runs list.
struct BlamePane {
    let table: BlameTable
    /// The agents of the messages that were measured to hurt, one for a run.
    var measured: [String] = []
    /// The number of failed runs there are, counted or not.
    let failures: Int
    /// The selected agent, where the pane has the keyboard, and the first one in sight.
    var selected: Int?
    var top = 0

    /// The rows that the pane wants, border included.
    static func height(_ table: BlameTable?, screenRows: Int) -> Int {
        guard let table, screenRows >= 20 else { return 0 }
        return min(table.rows.count + 3, max(5, screenRows / 3))
    }

    /// The agents that fit into a pane of so many rows.
    static func shown(_ rows: Int) -> Int { max(0, rows - 3) }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let counted = table.failures < failures ? "\(Numeral.count(table.failures)) of " : ""
        let all = Numeral.count(max(failures, table.failures), "failure")
        let shown = Self.shown(rect.rows)
        canvas.box(
            rect, title: [.own("blame over \(counted)\(all), agent × phase in %, estimated", Style(.title))],
            note: note(shown), isFocused: selected != nil)
        let phases = PhaseBlame.phases.map(\.title).prefix(max(0, (rect.columns - 54) / 6 + 1))
        let widths = phases.enumerated().map { i, phase in
            max(Glyph.columns(of: phase), table.rows.map { Numeral.count(Self.percent($0, i)).count }.max() ?? 1)
        }
        let right = rect.column + rect.columns - 6
        let share = min(right - 24, rect.column + 25 + widths.reduce(0) { $0 + $1 + 2 })
        let head = Style(.title)
        canvas.own("agent", column: rect.column + 2, row: rect.row + 1, style: head)
        canvas.own("turns", column: rect.column + 16, row: rect.row + 1, style: head)
        canvas.own("share [95 %]", column: share, row: rect.row + 1, style: head)
        canvas.right(.own("runs", head), end: right - 1, row: rect.row + 1)
        var at = rect.column + 22
        for (phase, width) in zip(phases, widths) {
            canvas.right(.own(phase, head), end: at + width, row: rect.row + 1)
            at += width + 2
        }
        for (line, row) in table.rows.dropFirst(top).prefix(shown).enumerated() {
            let isHere = top + line == selected
            if isHere {
                let style = Style(.plain, bold: true, selected: true)
                canvas.fill(row: rect.row + 2 + line, column: rect.column + 1, columns: rect.columns - 2, style: style)
                canvas.own("▌", column: rect.column + 1, row: rect.row + 2 + line, style: Style(.title, bold: true))
            }
            draw(
                row, isHere, on: &canvas, column: rect.column, row: rect.row + 2 + line, widths: widths, share: share,
                right: right)
        }
    }

    /// An agent's blame in a phase, in per cent of all blame.
    private static func percent(_ row: PhaseBlame.Row, _ phase: Int) -> Int {
        Int(((row.phases[safe: phase] ?? 0) * 100).rounded())
    }

    /// Whose message hurt the most in the runs that were measured.
    private var measuredWords: String {
        let counts = Dictionary(measured.map { ($0, 1) }, uniquingKeysWith: +).sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }
        return "measured in \(Numeral.count(measured.count)): "
            + counts.prefix(2).map { "\(ColumnNames.clipped($0.key, 14)) \($0.value)" }.joined(separator: ", ")
    }

    /// What is not in the rows.
    private func note(_ shown: Int) -> String {
        var parts: [String] = []
        if !measured.isEmpty { parts.append(measuredWords) }
        if table.unexplained > 0 { parts.append("none stands out in \(Numeral.count(table.unexplained))") }
        if shown < table.rows.count {
            let last = min(top + shown, table.rows.count)
            parts.append("\(top + 1)–\(last) of \(Numeral.count(table.rows.count, "agent"))")
        }
        if selected != nil { parts.append("Enter shows the agent's runs") }
        return parts.joined(separator: " · ")
    }

    private func draw(
        _ row: PhaseBlame.Row, _ isHere: Bool, on canvas: inout Canvas, column: Int, row line: Int, widths: [Int],
        share: Int,
        right: Int
    ) {
        let plain = Style(.plain, bold: isHere, selected: isHere)
        canvas.put(
            .foreign(ColumnNames.clipped(row.agent, 18), plain), column: column + 3, row: line, width: 18)
        let largest = table.rows.flatMap { row in row.phases.indices.map { Self.percent(row, $0) } }.max() ?? 0
        var at = column + 22
        for (i, width) in widths.enumerated() {
            let count = Self.percent(row, i)
            let heat = largest > 0 ? Double(count) / Double(largest) : 0
            let text = count == 0 ? "·" : Numeral.count(count)
            canvas.right(
                .own(text, Style(count == 0 ? .quiet : .heat(Symbols.step(heat)), selected: isHere)), end: at + width,
                row: line)
            at += width + 2
        }
        let interval = row.interval.map { Numeral.shares($0.lowerBound, $0.upperBound) }
        canvas.own(
            "\(Numeral.share(row.share)) \(interval ?? "[needs \(PhaseBlame.intervalRuns) runs]")", column: share,
            row: line, style: plain)
        canvas.right(.own(Numeral.count(row.runs), plain), end: right, row: line)
    }
}
