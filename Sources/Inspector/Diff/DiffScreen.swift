import CreditEngine

extension Place {
    static let diff = Place("the diff")
}

/// Two runs side by side: which cells are the same, and what differs in the selected one.
struct DiffScreen: Screen {
    /// One of the two runs.
    enum Side: Sendable, Hashable {
        case left, right

        /// What stands before the run and its lines: it goes, or it comes.
        var sign: String { self == .left ? "−" : "+" }
    }

    /// What has the keyboard.
    enum Focus: Sendable { case grid, text }

    static let places: [Place] = [.diff]
    let place = Place.diff
    let comparison: RunComparison
    /// The places of both runs in the catalogue; `nil` when the files were read anew since.
    private(set) var runs: (left: RunIndex, right: RunIndex)?
    private(set) var cell: Cell
    /// The run that Enter opens.
    private(set) var side = Side.left
    private(set) var focus = Focus.grid
    private(set) var isZoomed = false
    /// Whether differences are shown word by word in one text, not line by line.
    private(set) var byWord = false
    private(set) var pane = TextPane()
    private(set) var layout = DiffLayout(
        size: Size(columns: 80, rows: 24), turns: 1, focus: .grid, isZoomed: false)
    private(set) var grid: GridLayout?
    /// The first turn and agent in sight.
    private(set) var firstTurn = 1
    private(set) var firstAgent = 0
    /// Them as they were when the person last did something: a resize and back loses nothing.
    private var kept = (turn: 1, agent: 0)
    private(set) var labels: [String] = []
    private var labelWidth = 0
    private let longestName: Int
    private var shown: DiffText.Key?

    // MARK: update

    init(comparison: RunComparison, left: RunIndex, right: RunIndex) {
        self.comparison = comparison
        runs = (left, right)
        cell = comparison.firstDivergence?.cell ?? comparison.entries.first?.cell ?? Cell(turn: 1, agent: 0)
        // The turn before the first divergence shows that it was still the same there.
        kept = (max(1, cell.turn - 1), 0)
        longestName = comparison.agents.map { Glyph.columns(of: $0) }.max() ?? 0
    }

    /// The selected cell's entry; `nil` where nobody speaks in either run.
    var entry: RunComparison.Entry? { comparison.index(of: cell).map { comparison.entries[$0] } }

    /// The selected cell's agent.
    var agent: String { comparison.agents[safe: cell.agent] ?? "?" }

    /// The run that Enter opens: the one on the chosen side, or the only one in which the agent speaks here.
    var sideToOpen: Side {
        switch entry?.match {
        case .onlyLeft: .left
        case .onlyRight: .right
        default: side
        }
    }

    /// The files were read anew: what is shown stays, but belongs to no row any more.
    mutating func receive(_ event: Event, _ context: inout Context) {
        if case .restarted = event { runs = nil }
    }

    /// Moves in the grid, or in the text when that has the keyboard.
    mutating func move(_ movement: Movement, _ context: inout Context) {
        if focus == .text {
            switch movement {
            case .left: side = .left
            case .right: side = .right
            default: pane.scroll(movement)
            }
            return
        }
        let page = max(1, (grid?.down ?? 1) - 1)
        switch movement {
        case .up: step(turns: -1)
        case .down: step(turns: 1)
        case .left: step(agents: -1)
        case .right: step(agents: 1)
        case .pageUp: step(turns: -page)
        case .pageDown: step(turns: page)
        case .halfUp: step(turns: -max(1, page / 2))
        case .halfDown: step(turns: max(1, page / 2))
        case .first: step(turns: -comparison.turns)
        case .last: step(turns: comparison.turns)
        case .leftmost: step(agents: -comparison.agents.count)
        case .rightmost: step(agents: comparison.agents.count)
        }
    }

    mutating func step(turns: Int = 0, agents: Int = 0) {
        go(to: Cell(turn: cell.turn + turns, agent: cell.agent + agents))
    }

    private mutating func go(to target: Cell) {
        cell = Cell(
            turn: max(1, min(target.turn, max(1, comparison.turns))),
            agent: max(0, min(target.agent, max(0, comparison.agents.count - 1))))
    }

    /// Goes to the next (1) or previous (−1) cell that is not the same; returns what there is to say about it.
    mutating func jump(_ step: Int) -> String {
        let differences = comparison.differences
        guard !differences.isEmpty else { return "the runs say the same in every cell" }
        let here = comparison.index(of: cell)
        let place = differences.firstPlace(atOrAfter: here ?? comparison.entries(ofTurn: cell.turn).lowerBound)
        let isOnOne = here != nil && differences[safe: place] == here
        let next = step > 0 ? (isOnOne ? place + 1 : place) : place - 1
        let wrapped = (next % differences.count + differences.count) % differences.count
        cell = comparison.entries[differences[wrapped]].cell
        return "difference \(Numeral.count(wrapped + 1)) of \(Numeral.count(differences.count))"
            + (next == wrapped ? "" : ", around the end")
    }

    /// Gives the keyboard to the other part.
    mutating func toggleFocus() {
        focus = focus == .grid ? .text : .grid
        if focus == .grid { isZoomed = false }
    }

    mutating func toggleZoom() {
        isZoomed.toggle()
        if isZoomed { focus = .text }
    }

    mutating func toggleWords() { byWord.toggle() }

    /// Goes back by one level inside the screen; returns whether there was one.
    mutating func back(byEscape: Bool, _ context: inout Context) -> Bool {
        if isZoomed {
            isZoomed = false
            return true
        }
        guard focus == .text else { return false }
        focus = .grid
        return true
    }

    /// Takes a click: it selects a cell, or gives the keyboard to the text.
    mutating func click(column: Int, row: Int, _ context: inout Context) {
        if layout.text?.contains(column: column, row: row) ?? false { focus = .text }
        guard layout.grid?.contains(column: column, row: row) ?? false, let grid else { return }
        focus = .grid
        guard let place = grid.place(column: column, row: row) else { return }
        let (turn, agent) = (firstTurn + place.down, firstAgent + place.across)
        if turn <= comparison.turns, agent < comparison.agents.count { go(to: Cell(turn: turn, agent: agent)) }
    }

    /// Keeps everything in sight for a size: the parts, the cursor, the wrapped text.
    mutating func layOut(_ view: View, _ context: inout Context) {
        let size = view.size
        layout = DiffLayout(size: size, turns: comparison.turns, focus: focus, isZoomed: isZoomed)
        grid = layout.grid.map {
            GridLayout(
                rect: $0, isTransposed: false, turns: comparison.turns, agents: comparison.agents.count,
                longestName: longestName)
        }
        if let grid {
            firstTurn = GridLayout.scrolled(
                kept.turn, to: cell.turn, shown: grid.down, range: 1...max(1, comparison.turns))
            firstAgent = GridLayout.scrolled(
                kept.agent, to: cell.agent, shown: grid.across, range: 0...max(0, comparison.agents.count - 1))
            if view.isByPerson { kept = (firstTurn, firstAgent) }
            if grid.label != labelWidth {
                labels = ColumnNames.labels(comparison.agents, width: grid.label)
                labelWidth = grid.label
            }
        }
        guard let box = layout.text else { return }
        let key = DiffText.Key(
            cell: cell, byWord: byWord, isSideBySide: size.columns >= 100, width: max(1, box.inner.columns - 1))
        if key != shown {
            let lines = DiffText.lines(self, key)
            if shown?.cell == cell { pane.rewrap(lines) } else { pane.set(lines) }
            shown = key
        }
        pane.layOut(height: box.inner.rows)
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        DiffHead(screen: self).draw(on: &canvas, size: size, rows: layout.headRows)
        if let grid { DiffGrid(screen: self, layout: grid).draw(on: &canvas) }
        guard let box = layout.text else { return }
        canvas.box(box, title: DiffText.title(self), note: pane.note, isFocused: focus == .text)
        pane.draw(on: &canvas, in: box.inner)
    }
}
