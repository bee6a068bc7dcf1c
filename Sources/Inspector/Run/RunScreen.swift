import CreditEngine

extension Place {
    static let grid = Place("the grid")
    static let message = Place("the message pane")
    static let evidence = Place("the evidence pane")
    /// The runs list beside an opened run.
    static let list = Place("the list beside the run")
}

/// An opened run: the grid, the message pane, the evidence.
struct RunScreen: Screen {
    static let places: [Place] = [.grid, .message, .evidence, .list]
    static let leavesSettings = true
    let isBase = true
    let tables: RunTables
    /// Its place in the catalogue; `nil` when the file was replaced since.
    var run: RunIndex?
    var cell: Cell
    /// The message within the cell, from 0.
    var nth = 0
    var focus = Pane.grid
    /// The message pane's tab.
    var tab = Pane.text
    var isZoomed = false
    /// The pane that had the keyboard when it was zoomed.
    var zoomedFrom: Pane?
    var mode = CreditMode.joint
    var isTransposed = false
    /// What is searched in message text, and the messages that have it.
    var search = RunSearch()
    var hits: [Int] = []
    var hitCells: Set<Cell> = []
    /// Where the breakpoint holds.
    var stops: BreakpointHits?
    var notes = RunNotes()
    var messagePane = TextPane()
    var lowerPane = TextPane()
    /// The lower pane's tab.
    var lowerTab = Pane.evidence
    /// Whether the team can speak again, and what came of it so far.
    let replay: Replayability
    var measurement: RunMeasurement?
    /// Whether messages can be criticised, and what came of it so far.
    let reviewability: Reviewability
    var review: RunReview?
    var layout = RunLayout(size: Size(columns: 80, rows: 24), focus: .grid, isZoomed: false)
    var grid: GridLayout?
    /// The first turn and agent in sight.
    var firstTurn = 1
    var firstAgent = 0
    /// Them as they were when the person last did something: a resize and back loses nothing.
    var kept = (turn: 1, agent: 0)
    var labels: [String] = []
    let longestName: Int
    var labelWidth = 0
    var shownMessage: MessageText.Key?
    var shownEvidence: EvidenceText.Key?
    /// How many bytes of a long message are laid out.
    var limit = MessageText.firstLimit

    // MARK: update

    init(tables: RunTables, run: RunIndex?, replay: Replayability, review: Reviewability) {
        self.tables = tables
        self.run = run
        self.replay = replay
        reviewability = review
        cell = tables.hot.first ?? tables.slots.first?.cell ?? Cell(turn: 1, agent: 0)
        longestName = tables.trace.agents.map { Glyph.columns(of: $0.name) }.max() ?? 0
        start(at: cell)
    }

    private mutating func start(at cell: Cell) {
        self.cell = cell
        nth = messagePlace(of: tables.credit.suspects.first { $0.cell == cell }?.message)
    }

    /// Goes to the cell that the list shows, where the run has it.
    mutating func start(at hot: HotCell) {
        guard let agent = tables.trace.agents.firstIndex(where: { $0.name == hot.agent }) else { return }
        let cell = Cell(turn: hot.turn, agent: agent)
        if tables.slot(cell) != nil { start(at: cell) }
    }

    /// Its name across openings.
    var key: RunKey { tables.key }

    var subject: Subject? {
        Subject(tables: tables, run: run, replay: replay, reviewability: reviewability, cell: cell)
    }

    /// The keyboard's place.
    var place: Place {
        switch focus {
        case .grid: .grid
        case .evidence, .curve, .critique, .task, .times: .evidence
        case .runs: .list
        case .text, .saw, .tools, .json, .role: .message
        }
    }

    /// The shown message, as an index into `Trace.messages`.
    var message: Int? {
        let messages = tables.messages(cell)
        return messages[safe: messages.startIndex + nth]
    }

    /// The suspect that a cell belongs to, by itself or on the path of one.
    var suspect: EstimatedCredit.Suspect? {
        tables.credit.suspects.first { $0.cell == cell } ?? tables.credit.suspects.first { $0.path.contains(cell) }
    }

    /// Keeps what the person chose for the run before: credit, orientation, tab, search.
    mutating func keepSettings(of before: RunScreen) {
        mode = before.mode
        isTransposed = before.isTransposed
        tab = before.tab
        lowerTab = before.lowerTab
        focus = before.focus
        isZoomed = before.isZoomed
        if !before.search.isEmpty { search(before.search) }
    }

    /// Esc ends the search first; then the zoom, then the pane.
    mutating func back(byEscape: Bool, _ context: inout Context) -> Bool {
        if byEscape, !search.isEmpty {
            search(RunSearch())
            context.hint("no longer searching; n goes to the next hot cell")
            return true
        }
        if isZoomed {
            toggleZoom()
            return true
        }
        guard focus != .grid else { return false }
        focus = .grid
        return true
    }

    mutating func receive(_ event: Event, _ context: inout Context) {
        switch event {
        case .restarted: run = nil
        case .review(let id, .ended(.proposed(let ids)?, .finished))
        where context.isOnTop && context.session.jobs[id]?.run == key:
            // Whoever asked for it and is still here sees its diff at once.
            guard let first = ids.first else { break }
            context.session.reviews.meant = first
            context.ask(.run(CommandName.approvals.name))
        case .notes(let key, let answer) where key == self.key && run != nil:
            notes = RunNotes(answer, of: tables.trace)
        default: break
        }
    }

    mutating func receive(_ news: News, _ context: inout Context) {
        switch news {
        case .chosen(let cell): go(to: cell)
        case .started(let job): show(job.replays == nil ? .critique : .evidence, focusing: false)
        case .exported: break
        }
    }

    // MARK: render

    func status(_ session: Session) -> String {
        guard !search.isEmpty else { return "" }
        let here = "\(Numeral.count(hits.count, "message")) here"
        let isOfAll = session.catalogue.find.map { find in search.words.allSatisfy(find.words.contains) } ?? false
        let all = isOfAll ? session.findWords.map { "; " + $0 } ?? "" : ""
        let way = hitPlace == nil ? "; n goes to the next" : ""
        return "/ \(search.text)   \(here)\(all)" + (hits.isEmpty ? "" : way)
    }

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        RunTitle(tables: tables).draw(on: &canvas)
        RunTaskHead(trace: tables.trace).draw(on: &canvas, rows: layout.headRows - 1)
        if let grid { GridPane(screen: self, layout: grid).draw(on: &canvas) }
        if let box = layout.message { MessagePane(screen: self).draw(on: &canvas, in: box) }
        if let box = layout.evidence { EvidencePane(screen: self).draw(on: &canvas, in: box) }
        guard let rect = layout.runs else { return }
        RunListView(list: session.list, catalogue: session.catalogue).draw(
            on: &canvas, in: rect, isFocused: focus == .runs)
    }
}
