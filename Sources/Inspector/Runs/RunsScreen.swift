import CreditEngine

extension Place {
    static let runs = Place("the runs list")
    static let blame = Place("the blame pane")
}

/// The runs screen: all runs with their credit at a glance, the bad lines, and the blame over all failures.
struct RunsScreen: Screen {
    static let places: [Place] = [.runs, .blame]
    private(set) var place = Place.runs
    let isBase = true
    let isFirst = true
    /// The part of the screen that holds the list, heads included.
    private var rect = Rect(column: 0, row: 1, columns: 80, rows: 20)
    /// How many rows of the list are in sight.
    private var height = 0
    /// The part that holds the blame, and in it the selected agent and the first one in sight.
    private var blame = Rect(column: 0, row: 0, columns: 0, rows: 0)
    private(set) var blameAgent = 0
    private var blameTop = 0

    // MARK: update

    static let table: [Command<RunsScreen>] =
        [
            Command(.open) { $0.enter(&$1) }
                .footer { screen, _ in screen.place == .blame ? "show its runs" : "open" }
        ] + moves() + [
            Command(.next, refusal: { _, session in session.whyNoHit }, perform: { $1.selectHit(1) }).repeatable(),
            Command(.previous, refusal: { _, session in session.whyNoHit }, perform: { $1.selectHit(-1) })
                .repeatable(),
            .program(.approvals),
            Command(.nextFailed, footer: "next failed") { _ = $1.selectFailed(1) }.repeatable(),
            Command(.previousFailed) { _ = $1.selectFailed(-1) }.repeatable(),
            Command(.find, footer: "filter") {
                $1.typeFilter($1.session.list.rows.filter?.source ?? "", for: Self.self)
            }
            .taking(.filter()),
            Command.mark().repeatable(),
        ] + sorts() + [
            Command(
                .diff, footer: "diff", refusal: { _, session in session.whyNoPair },
                perform: { _, context in
                    if let effect = context.session.comparePair() { context.carryOut(effect) }
                }),
            .showLine(), .breakpoint(), .export(), .stop(),
            Command(.copy, refusal: { _, session in session.whyNoID }, perform: { $1.copyIDs() }),
            .program(.snapshot),
            Command(
                .nextPane, refusal: { screen, _ in screen.blame.rows == 0 ? "there is no blame to go to" : nil },
                perform: { screen, _ in screen.switchPane() }
            ).footer { screen, _ in screen.blame.rows == 0 ? nil : screen.place == .blame ? "runs" : "blame" },
        ] + files()

    /// Enter: opens the selected row, or shows the runs that blame the selected agent.
    private mutating func enter(_ context: inout Context) {
        guard place == .blame else { return context.openRow() }
        guard let agent = context.session.catalogue.blame?.rows[safe: blameAgent]?.agent else { return }
        place = .runs
        if context.filter("status:fail blamed:" + Filter.quoted(agent)) {
            context.hint("the failed runs that blame \(VisibleText.escape(agent)) most; Esc shows all again")
        }
    }

    private mutating func switchPane() { place = place == .blame ? .runs : .blame }

    mutating func move(_ movement: Movement, _ context: inout Context) {
        if place == .blame { return moveBlame(movement, context.session) }
        context.session.list.move(movement, page: max(1, height - 1), context.session.catalogue)
    }

    private mutating func moveBlame(_ movement: Movement, _ session: Session) {
        let page = max(1, BlamePane.shown(blame.rows) - 1)
        switch movement {
        case .up: blameAgent -= 1
        case .down: blameAgent += 1
        case .pageUp, .halfUp: blameAgent -= page
        case .pageDown, .halfDown: blameAgent += page
        case .first: blameAgent = 0
        case .last: blameAgent = .max / 2
        case .left, .right, .leftmost, .rightmost: break
        }
        layOutBlame(session)
    }

    /// Keeps the selected agent among those there are, and in sight.
    private mutating func layOutBlame(_ session: Session) {
        let count = session.catalogue.blame?.rows.count ?? 0
        let shown = BlamePane.shown(blame.rows)
        blameAgent = max(0, min(blameAgent, count - 1))
        blameTop = max(0, min(max(min(blameTop, blameAgent), blameAgent - shown + 1), count - shown))
        if blame.rows == 0 { place = .runs }
    }

    mutating func go(to number: Int, _ context: inout Context) { context.goToRow(number) }

    func legend(_ session: Session) -> Legend { .runs }

    /// Esc shows all runs again.
    mutating func back(byEscape: Bool, _ context: inout Context) -> Bool {
        if place == .blame {
            place = .runs
            return true
        }
        guard byEscape, context.session.list.rows.filter != nil else { return false }
        context.filter("")
        context.hint("all runs again; / filters")
        return true
    }

    mutating func click(column: Int, row: Int, _ context: inout Context) {
        guard blame.contains(column: column, row: row) else {
            place = .runs
            return context.click(column: column, row: row, in: rect)
        }
        let agent = blameTop + row - blame.row - 2
        let isAgain = place == .blame && agent == blameAgent
        place = .blame
        guard agent >= 0, agent < context.session.catalogue.blame?.rows.count ?? 0 else { return }
        blameAgent = agent
        if isAgain { enter(&context) }
    }

    mutating func wheel(column: Int, row: Int, steps: Int, _ context: inout Context) {
        guard blame.contains(column: column, row: row) else { return context.moveSelection(by: 3 * steps) }
        blameAgent += steps
        layOutBlame(context.session)
    }

    mutating func layOut(_ view: View, _ context: inout Context) {
        let size = view.size
        let height = BlamePane.height(context.session.catalogue.blame, screenRows: size.rows)
        let waiting = Self.waitingRows(context.session, size)
        blame = Rect(column: 0, row: size.rows - 3 - height - waiting, columns: size.columns, rows: height)
        rect = Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 4 - height - waiting))
        layOutBlame(context.session)
        self.height = size.isTiny ? 0 : RunListView.rows(in: rect).rows
        context.layOutList(height: self.height, view)
    }

    // MARK: render

    /// How many rows say that proposals wait.
    private static func waitingRows(_ session: Session, _ size: Size) -> Int {
        session.reviews.waiting.isEmpty || size.rows < 15 ? 0 : 1
    }

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        let catalogue = session.catalogue
        RunsHead(session: session).draw(on: &canvas, size: size)
        RunListView(list: session.list, catalogue: catalogue).draw(on: &canvas, in: rect)
        let waiting = Self.waitingRows(session, size)
        if let table = catalogue.blame, blame.rows > 0 {
            BlamePane(
                table: table,
                measured: catalogue.agentsMeasuredToHurt,
                failures: catalogue.failed.count, selected: place == .blame ? blameAgent : nil,
                top: blameTop
            ).draw(on: &canvas, in: blame)
        }
        if waiting > 0 { RunsHead(session: session).drawWaiting(on: &canvas, size: size, row: size.rows - 4) }
        canvas.own(
            ColumnNames.clipped(LineCountWords.words(catalogue, columns: size.columns - 2), size.columns - 2),
            column: 1, row: size.rows - 3)
    }

    func status(_ session: Session) -> String {
        let rows = session.list.rows
        let count = session.catalogue.entries.count
        let filter = rows.filter.map { "/ " + $0.source } ?? ""
        let scanning =
            rows.filter != nil && rows.scanned < count
            ? "   looked at \(Numeral.count(rows.scanned)) of \(Numeral.count(count, "run"))" : ""
        let found = session.findWords.map {
            (filter.isEmpty ? "find “\(session.catalogue.find?.words.joined(separator: " ") ?? "")”: " : "   ") + $0
        }
        return filter + scanning + (found ?? "")
    }
}
