import CreditEngine

/// Where the columns of the runs list stand in a given width.
///
/// At 80 columns they are exactly those of the design; more room goes to names and the sparkline, and in less room
/// columns drop from the right.
struct RunColumns {
    let width: Int
    let showsHits: Bool
    private let id = 3
    private let problem: Int
    private let score: Int
    private let turns: Int
    private let hot: Int
    private let temporal: Int
    private let cost: Int

    init(width: Int, showsHits: Bool) {
        self.width = width
        self.showsHits = showsHits
        let spare = max(0, width - 80)
        let name = 12 + min(24, spare / 4)
        problem = id + name
        score = problem + 8 + min(16, spare / 8)
        turns = score + 6
        hot = turns + 6
        temporal = hot + 18 + min(16, spare / 6)
        cost = width - 10
    }

    func drawHeads(on canvas: inout Canvas, column: Int, row: Int) {
        let style = Style(.title)
        let heads = [
            (id, "run"), (problem, "problem"), (score, "score"), (turns, "turns"), (hot, "hot cell"),
            (temporal, "temporal by turn"), (cost + 3, showsHits ? "hits" : "cost"),
        ]
        for (at, head) in heads where at + head.count <= width && (at < cost || at == cost + 3) && showsColumn(at) {
            canvas.own(head, column: column + at, row: row, style: style)
        }
    }

    /// Draws a run's row.
    func draw(
        _ run: RunIndex, on canvas: inout Canvas, column: Int, row: Int, isSelected: Bool, isMarked: Bool,
        _ catalogue: Catalogue
    ) {
        let entry = catalogue.entries[run]
        let summary = catalogue.summaries[run]
        let plain = Style(.plain, bold: isSelected, selected: isSelected)
        canvas.fill(row: row, column: column + 1, columns: width - 1, style: plain)
        if isSelected { canvas.own("▌", column: column, row: row, style: Style(.title, bold: true)) }
        let mark = Self.mark(entry.success)
        canvas.own(mark.text, column: column + 1, row: row, style: Style(mark.role, bold: true, selected: isSelected))
        if isMarked {
            canvas.own("*", column: column + 2, row: row, style: Style(.hit, bold: true, selected: isSelected))
        }
        canvas.put(.foreign(entry.id, plain), column: column + id, row: row, width: min(problem - id - 1, width - id))
        guard showsColumn(score) else { return }
        canvas.put(.foreign(entry.problem ?? "", plain), column: column + problem, row: row, width: score - problem - 1)
        canvas.right(
            .own(entry.score.map { Figure.fixed($0, places: 2) } ?? "—", plain), end: column + score + 5, row: row,
            width: 5)
        guard showsColumn(turns) else { return }
        canvas.right(
            .own(summary.map { Figure.count(Int($0.turns)) } ?? "", plain), end: column + turns + 5, row: row, width: 5)
        guard showsColumn(hot) else { return }
        let note = drawHot(run, entry, summary, on: &canvas, column: column, row: row, style: plain, catalogue)
        if showsColumn(temporal), let summary {
            let start = max(column + temporal, note > column + temporal ? note + 2 : 0)
            let room = column + cost - 1 - start
            canvas.own(summary.temporal.text(columns: room), column: start, row: row, width: max(0, room), style: plain)
        }
        guard showsColumn(cost) else { return }
        if showsHits {
            let hits = catalogue.hits[run].map { Figure.count($0) } ?? ""
            canvas.right(
                .own(hits, Style(.hit, bold: isSelected, selected: isSelected)), end: column + cost + 7, row: row,
                width: 7)
        } else if let dollars = summary?.cost {
            canvas.right(.own(Figure.dollars(dollars), plain), end: column + cost + 7, row: row, width: 8)
        }
    }

    /// Draws the hottest cell or why there is none; returns the column after it.
    private func drawHot(
        _ run: RunIndex, _ entry: RunEntry, _ summary: RunSummary?, on canvas: inout Canvas, column: Int, row: Int,
        style: Style, _ catalogue: Catalogue
    ) -> Int {
        var quiet = style
        quiet.role = .quiet
        let room = max(0, min(temporal, width) - hot - 1)
        guard let summary else { return column + hot }
        if entry.success == nil {
            return canvas.own(
                "no outcome: --outcomes FILE", column: column + hot, row: row,
                width: max(room, min(27, cost - hot - 1)), style: quiet)
        }
        if let reason = summary.unscored {
            return canvas.put(.foreign("unscored: " + reason, quiet), column: column + hot, row: row, width: room)
        }
        guard let agent = catalogue.hotAgent(run) else {
            return canvas.own("none stands out", column: column + hot, row: row, width: room, style: quiet)
        }
        let turn = canvas.own("\(summary.hotTurn) ", column: column + hot, row: row, width: room, style: style)
        let heat = Double(summary.heat)
        canvas.put(.foreign(agent, style), column: turn, row: row, width: column + temporal - 5 - turn)
        canvas.own(
            "\(Symbols.tenths(heat))~", column: column + temporal - 4, row: row,
            style: Style(.heat(Symbols.step(heat)), bold: style.bold, selected: style.selected))
        return column + temporal - 2
    }

    /// Draws a bad line's row.
    func draw(_ line: BadLine, on canvas: inout Canvas, column: Int, row: Int, isSelected: Bool) {
        let style = Style(.problem, bold: isSelected, selected: isSelected)
        canvas.fill(row: row, column: column + 1, columns: width - 1, style: style)
        if isSelected { canvas.own("▌", column: column, row: row, style: Style(.title, bold: true)) }
        canvas.own("!", column: column + 1, row: row, style: style)
        canvas.own("line \(line.line)", column: column + id, row: row, width: 19, style: style)
        let reason = line.reason + (line.incomplete ? ", incomplete" : "") + " at byte \(line.byte)"
        canvas.put(.foreign(reason, style), column: column + 24, row: row, width: max(0, width - 24 - 9))
        if width >= 60 { canvas.own("e shows", column: column + width - 8, row: row, style: style) }
    }

    /// The mark of how a run ended.
    static func mark(_ success: Bool?) -> (text: String, role: Style.Role) {
        switch success {
        case true: ("✓", .success)
        case false: ("✗", .failure)
        case nil: ("?", .quiet)
        }
    }

    /// Whether a column still fits; they drop from the right as the width shrinks.
    private func showsColumn(_ at: Int) -> Bool {
        switch at {
        case cost, cost + 3: width >= 72
        case temporal: width >= 64
        case hot: width >= hot + 18
        case turns: width >= turns + 5
        case score, problem: width >= score + 5
        default: true
        }
    }
}
