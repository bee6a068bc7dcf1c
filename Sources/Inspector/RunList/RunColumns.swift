import CreditEngine

/// Where the columns of the runs list stand in a given width.
///
/// At 80 columns they are exactly those of the design; more room goes to names and the sparkline, and in less room
/// columns drop. A column of which no run has anything is left out, and its room goes to ids, problems and hot cells. A
/// person may leave others out, and give one what it needs, whatever that leaves to the sparkline and the task.
struct RunColumns {
    let width: Int
    let showsHits: Bool
    private let id = 3
    /// The end of the id.
    private let idEnd: Int
    private var problem: Int?
    private var score: Int?
    private var turns: Int?
    private var hot: Int?
    /// The end of the hottest cell.
    private var hotEnd: Int
    /// What was done about runs, where anything was about any.
    private var marks: Int?
    private var temporal: Int?
    private var cost: Int?
    /// The beginning of the task, where there is room behind the sparkline.
    private var task: Int?

    init(width: Int, _ catalogue: Catalogue, _ choice: ColumnChoice = .usual) {
        let known = catalogue.known
        showsHits = catalogue.find != nil
        self.width = width
        let spare = max(0, width - 80)
        guard width >= 56 else {
            // Beside an opened run: which run, how it ended, where it is hot.
            let hotAt = width >= 38 ? width - 18 : width
            if width >= 38 { hot = hotAt }
            score = hotAt - 6
            idEnd = hotAt - 7
            hotEnd = min(width - 1, hotAt + 17)
            return
        }
        let shows = { (column: Sorting.Column) in !choice.without.contains(column) }
        let showsCost = width >= 72 && (known.hasCosts && shows(.cost) || showsHits)
        let (showsProblems, showsScores) = (known.hasProblems && shows(.problem), known.hasScores && shows(.score))
        var free = (showsScores ? 0 : 6) + (width < 72 || showsCost ? 0 : 9) + (shows(.turns) ? 0 : 6)
        /// The room of the sparkline, the task and what they leave.
        let behind = max(0, width - 53 - spare / 4 - spare / 8 - spare / 6 - (showsCost ? 10 : 9))
        func widened(_ columns: Int, to wanted: Int, _ column: Sorting.Column) -> Int {
            let more = max(0, min(free + (choice.wide == column ? behind : 0), wanted - columns))
            free = max(0, free - more)
            return columns + more
        }
        if !showsProblems { free += 8 }
        idEnd = id + widened(11 + min(24, spare / 4), to: min(Self.widest, known.longestID), .run)
        var at = idEnd + 1
        if showsProblems {
            problem = at
            at += widened(7 + min(16, spare / 8), to: min(Self.widest, known.longestProblem), .problem) + 1
        }
        if showsScores {
            score = at
            at += 6
        }
        if shows(.turns) {
            turns = at
            at += 6
        }
        hot = at
        hotEnd = min(width - 1, at + 17)
        if width >= 66 {
            at += 17 + widened(min(16, spare / 6), to: Self.widest, .hot)
            hotEnd = at - 1
            if catalogue.hasMarks {
                marks = at
                at += 5
            }
            temporal = at + 1
        }
        if showsCost { cost = width - 10 }
        guard let temporal else { return }
        let end = cost ?? width
        guard end - temporal >= 4 else {
            self.temporal = nil
            return
        }
        let bars = min(24, (end - temporal) / 3)
        if shows(.task), end - temporal - bars - 3 >= 20 { task = temporal + bars + 2 }
    }

    /// The most columns that a name gets.
    private static let widest = 40

    /// The heads from left to right: where each begins, its word, and what a click on it sorts by.
    private var heads: [(at: Int, word: String, column: Sorting.Column?)] {
        // The temporal head begins one column further right, as in the design.
        let all: [(Int?, String, Sorting.Column?)] = [
            (1, "", .outcome), (id, "run", .run), (problem, "problem", .problem), (score, "score", .score),
            (turns, "turns", .turns), (hot, "hot cell", .hot), (marks, "done", nil),
            (temporal.map { $0 + 1 }, temporalHead, nil),
            (task, "task", .task), (cost.map { $0 + 3 }, showsHits ? "hits" : "cost", showsHits ? .hits : .cost),
        ]
        return all.compactMap { at, word, column in at.map { ($0, word, column) } }
    }

    /// Where the heads begin, from left to right.
    var headPlaces: [Int] { heads.map(\.at) }

    /// The head of the temporal bars, in the room that they have.
    private var temporalHead: String {
        let long = "temporal by turn"
        // A blank tells it from the task; behind it figures stand to the right.
        guard let temporal, temporal + 1 + long.count > task.map({ $0 - 1 }) ?? cost ?? width else { return long }
        return "temporal"
    }

    /// What a click on the row of heads sorts by.
    func sorting(at place: Int) -> Sorting.Column? { heads.last { $0.at <= place }?.column }

    func drawHeads(on canvas: inout Canvas, column: Int, row: Int, sorting: Sorting?, isFocused: Bool = false) {
        if isFocused { canvas.own("▸", column: column + 1, row: row, style: Style(.title, bold: true)) }
        for (at, word, kind) in heads {
            let end = at < cost ?? width ? cost ?? width : width
            let isHere = kind != nil && kind == sorting?.column
            let arrow = isHere ? (sorting?.isDescending == true ? "▼" : "▲") : ""
            canvas.own(
                word + arrow, column: column + at, row: row, width: max(0, end - at), style: Style(.title, bold: isHere)
            )
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
        canvas.put(
            .foreign(ColumnNames.clippedInFront(entry.id, idEnd - id), plain), column: column + id, row: row,
            width: max(0, idEnd - id))
        if let problem, let end = score ?? turns {
            put(entry.problem ?? "", from: problem, to: end - 1, plain, on: &canvas, column: column, row: row)
        }
        if let score {
            canvas.right(
                .own(entry.score.map { Numeral.fixed($0, 2) } ?? "— ", plain), end: column + score + 5, row: row,
                width: 5)
        }
        if let turns, let summary {
            canvas.right(.own(Numeral.count(Int(summary.turns)), plain), end: column + turns + 5, row: row, width: 6)
        }
        let end = drawHot(run, entry, summary, on: &canvas, column: column, row: row, style: plain, catalogue)
        if let marks {
            let letters = Span.own(catalogue.marks(run).letters, Style(.title, selected: isSelected))
            canvas.put(letters, column: column + max(marks, end - column + 1), row: row)
        }
        if let temporal, let summary {
            let start = max(column + temporal, end > column + temporal ? end + 2 : 0)
            let room = column + (task ?? cost ?? width) - 1 - start
            canvas.own(summary.temporal.text(columns: room), column: start, row: row, width: max(0, room), style: plain)
        }
        if let task, let words = summary?.task {
            put(
                words, from: max(task, end - column + 2), to: (cost ?? width) - 1, plain, on: &canvas, column: column,
                row: row)
        }
        guard let cost else { return }
        if showsHits {
            let hits = Span.own(
                catalogue.hits[run].map { $0.map { Numeral.count($0) }.joined(separator: "+") } ?? "",
                Style(.hit, bold: isSelected, selected: isSelected)
            )
            canvas.right(hits, end: column + cost + 7, row: row, width: 7)
        } else if let dollars = summary?.cost {
            canvas.right(.own(Numeral.dollars(dollars), plain), end: column + cost + 7, row: row, width: 8)
        }
    }

    /// Draws a foreign text into a column, with a sign where it is cut.
    private func put(_ text: String, from: Int, to: Int, _ style: Style, on canvas: inout Canvas, column: Int, row: Int)
    {
        canvas.put(
            .foreign(ColumnNames.clipped(text, to - from), style), column: column + from, row: row,
            width: max(0, to - from))
    }

    /// Draws the hottest cell or why there is none; returns the column after it.
    private func drawHot(
        _ run: RunIndex, _ entry: RunEntry, _ summary: RunSummary?, on canvas: inout Canvas, column: Int, row: Int,
        style: Style, _ catalogue: Catalogue
    ) -> Int {
        guard let hot else { return column }
        guard let summary else { return column + hot }
        var quiet = style
        quiet.role = .quiet
        if entry.success == nil, summary.hotTurn == 0 {
            let words = temporal == nil ? "no outcome" : "no outcome: --outcomes FILE"
            return canvas.own(
                words, column: column + hot, row: row, width: max(0, (cost ?? width) - hot - 1), style: quiet)
        }
        if let reason = summary.unscored {
            put("unscored: " + reason, from: hot, to: hotEnd, quiet, on: &canvas, column: column, row: row)
            return column + hotEnd
        }
        guard let cell = catalogue.hotCell(run) else {
            return canvas.own("none stands out", column: column + hot, row: row, width: hotEnd - hot, style: quiet)
        }
        let (figure, role, bold) =
            switch cell.figure {
            case .measured(let effect): (effect.figure, effect.role, effect.isClear)
            case .estimated(let heat):
                ("\(Symbols.tenths(heat))~", Style.Role.heat(Symbols.step(heat)), style.bold)
            }
        drawCell(
            "\(cell.turn) \(cell.agent)", figure, role, bold: bold, on: &canvas, column: column, row: row, style: style)
        return column + hotEnd
    }

    private func drawCell(
        _ name: String, _ figure: String, _ role: Style.Role, bold: Bool, on canvas: inout Canvas, column: Int,
        row: Int,
        style: Style
    ) {
        guard let hot else { return }
        let end = hotEnd - figure.count
        put(name, from: hot, to: end - 1, style, on: &canvas, column: column, row: row)
        canvas.own(figure, column: column + end, row: row, style: Style(role, bold: bold, selected: style.selected))
    }

    /// Draws a bad line's row.
    func draw(_ line: BadLine, of file: String?, on canvas: inout Canvas, column: Int, row: Int, isSelected: Bool) {
        let style = Style(.problem, bold: isSelected, selected: isSelected)
        canvas.fill(row: row, column: column + 1, columns: width - 1, style: style)
        if isSelected { canvas.own("▌", column: column, row: row, style: Style(.title, bold: true)) }
        canvas.own("!", column: column + 1, row: row, style: style)
        canvas.own("line \(line.line)", column: column + id, row: row, width: 19, style: style)
        let reason = (file.map { $0 + ": " } ?? "") + line.reason
        put(reason, from: 24, to: width >= 60 ? width - 9 : width - 1, style, on: &canvas, column: column, row: row)
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
}
