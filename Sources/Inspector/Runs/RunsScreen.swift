import CreditEngine

extension Place {
    static let runs = Place("the runs list")
}

/// The runs screen: all runs with their credit at a glance, the bad lines, and the blame over all failures.
struct RunsScreen: Screen {
    static let places: [Place] = [.runs]
    let place = Place.runs
    let isBase = true
    let isFirst = true
    /// The part of the screen that holds the list, heads included.
    private var rect = Rect(column: 0, row: 1, columns: 80, rows: 20)
    /// How many rows of the list are in sight.
    private var height = 0

    // MARK: update

    static let table: [Command<RunsScreen>] =
        [
            Command(.open, footer: "open") { _, context in context.openRow() }
        ] + moves() + [
            Command(.next, refusal: { _, session in session.whyNoHit }, perform: { $1.selectHit(1) }),
            Command(.previous, refusal: { _, session in session.whyNoHit }, perform: { $1.selectHit(-1) }),
            .program(.approvals),
            Command(.nextFailed, footer: "next failed") { _ = $1.selectFailed(1) },
            Command(.previousFailed) { _ = $1.selectFailed(-1) },
            Command(.find, footer: "filter") { _, context in
                Self.typeFilter(context.session.list.rows.filter?.source ?? "", &context)
            },
            .mark(),
            Command(
                .diff, footer: "diff", refusal: { _, session in session.whyNoPair },
                perform: { _, context in
                    if let effect = context.session.comparePair() { context.carryOut(effect) }
                }),
            .showLine(), .breakpoint(), .export(), .stop(),
            Command(.copy, refusal: { _, session in session.whyNoID }, perform: { $1.copyIDs() }),
            .program(.snapshot),
        ] + files()

    private static func typeFilter(_ text: String, _ context: inout Context) {
        context.ask(
            .type(
                LineInput(" / ", enter: "filter", text: text, keepsNotice: true, for: RunsScreen.self) {
                    Self.filter($1, &$2)
                }))
    }

    /// Filters the runs; an empty text shows all again.
    private static func filter(_ text: String, _ context: inout Context) {
        do {
            context.carryOut(try context.session.filter(text))
        } catch {
            context.hint("filter: " + error.sentence)
            typeFilter(text, &context)
        }
    }

    mutating func move(_ movement: Movement, _ context: inout Context) {
        context.session.list.move(movement, page: max(1, height - 1), context.session.catalogue)
    }

    mutating func go(to number: Int, _ context: inout Context) {
        context.session.list.select(number - 1, context.session.catalogue)
    }

    /// Esc shows all runs again.
    mutating func back(byEscape: Bool, _ context: inout Context) -> Bool {
        guard byEscape, context.session.list.rows.filter != nil else { return false }
        Self.filter("", &context)
        context.hint("all runs again; / filters")
        return true
    }

    mutating func click(column: Int, row: Int, _ context: inout Context) {
        context.click(line: row - RunListView.rows(in: rect).row, of: height)
    }

    mutating func wheel(column: Int, row: Int, steps: Int, _ context: inout Context) {
        context.moveSelection(by: 3 * steps)
    }

    mutating func layOut(_ view: View, _ context: inout Context) {
        let size = view.size
        let blame = BlamePane.height(context.session.catalogue.blame, screenRows: size.rows)
        let waiting = Self.waitingRows(context.session, size)
        rect = Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 4 - blame - waiting))
        height = size.isTiny ? 0 : RunListView.rows(in: rect).rows
        context.layOutList(height: height, view)
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
        if let blame = catalogue.blame {
            let height = BlamePane.height(blame, screenRows: size.rows)
            if height > 0 {
                BlamePane(table: blame, failures: catalogue.failed.count).draw(
                    on: &canvas,
                    in: Rect(column: 0, row: size.rows - 3 - height - waiting, columns: size.columns, rows: height))
            }
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
            (filter.isEmpty ? "find “\(session.catalogue.find?.query ?? "")”: " : "   ") + $0
        }
        return filter + scanning + (found ?? "")
    }
}
