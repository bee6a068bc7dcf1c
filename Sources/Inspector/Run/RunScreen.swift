import CreditEngine

/// An opened run: the grid, the message pane, the evidence.
struct RunScreen: Sendable {
    let book: RunBook
    /// Its place in the catalogue; `nil` when the file was replaced since.
    var run: RunIndex?
    private(set) var cell: Cell
    /// The message within the cell, from 0.
    private(set) var nth = 0
    var focus = Pane.grid
    /// The message pane's tab.
    private(set) var tab = Pane.text
    private(set) var isZoomed = false
    /// The pane that had the keyboard when it was zoomed.
    private var zoomedFrom: Pane?
    private(set) var mode = CreditMode.joint
    private(set) var isTransposed = false
    /// What is searched in message text, empty for nothing, and the messages that have it.
    private(set) var query = ""
    private(set) var hits: [Int] = []
    private(set) var hitCells: Set<Cell> = []
    /// Where the breakpoint holds.
    var stops: Stops?
    var notes = RunNotes()
    private(set) var messagePane = TextPane()
    private(set) var lowerPane = TextPane()
    /// The lower pane's tab.
    private(set) var lowerTab = Pane.evidence
    /// Whether the team can speak again, and what came of it so far.
    let replay: Replayability
    var measurement: RunMeasurement?
    /// Whether messages can be criticised, and what came of it so far.
    let reviewability: Reviewability
    var review: RunReview?
    private(set) var layout = RunLayout(size: Size(columns: 80, rows: 24), focus: .grid, isZoomed: false)
    private(set) var grid: GridLayout?
    /// The first turn and agent in sight.
    private(set) var firstTurn = 1
    private(set) var firstAgent = 0
    /// Them as they were when the person last did something: a resize and back loses nothing.
    private var kept = (turn: 1, agent: 0)
    private(set) var labels: [String] = []
    private let longestName: Int
    private var labelWidth = 0
    private var shownMessage: MessageText.Key?
    private var shownEvidence: EvidenceText.Key?
    /// How many bytes of a long message are laid out.
    private var limit = MessageText.firstLimit

    // MARK: update

    init(book: RunBook, run: RunIndex?, replay: Replayability, review: Reviewability) {
        self.book = book
        self.run = run
        self.replay = replay
        reviewability = review
        cell = book.hot.first ?? book.slots.first?.cell ?? Cell(turn: 1, agent: 0)
        longestName = book.trace.agents.map { Glyph.columns(of: $0.name) }.max() ?? 0
        nth = messagePlace(of: book.credit.suspects.first { $0.cell == cell }?.message)
    }

    /// Its name across openings.
    var key: RunKey { RunKey(file: book.file, id: book.trace.id) }

    /// Keeps what the person chose for the run before: credit, orientation, tab, search.
    mutating func takeSettings(from before: RunScreen) {
        mode = before.mode
        isTransposed = before.isTransposed
        tab = before.tab
        lowerTab = before.lowerTab
        focus = before.focus
        isZoomed = before.isZoomed
        if !before.query.isEmpty { search(before.query) }
    }

    /// The keyboard's place.
    var place: Place {
        switch focus {
        case .grid: .grid
        case .evidence, .curve, .critique: .evidence
        case .runs: .list
        default: .message
        }
    }

    /// The shown message, as an index into `Trace.messages`.
    var message: Int? {
        let messages = book.messages(cell)
        return messages[safe: messages.startIndex + nth]
    }

    /// The suspect that a cell belongs to, by itself or on the path of one.
    var suspect: EstimatedCredit.Suspect? {
        book.credit.suspects.first { $0.cell == cell } ?? book.credit.suspects.first { $0.path.contains(cell) }
    }

    /// Goes to a cell and, when given, to one of its messages.
    mutating func go(to target: Cell, message: Int? = nil) {
        cell = Cell(
            turn: max(1, min(target.turn, max(1, book.turns))),
            agent: max(0, min(target.agent, max(0, book.trace.agents.count - 1))))
        nth = messagePlace(of: message)
        limit = MessageText.firstLimit
    }

    /// Goes to the message whose words the figures of this cell came from, first one that is not shown already.
    ///
    /// Answers whether there are any.
    mutating func goToWords() -> Bool {
        let sources = book.wordSources(of: cell)
        guard !sources.isEmpty else { return false }
        let next = sources.first { $0 != message } ?? sources[0]
        go(to: book.trace.messages[next].cell, message: next)
        show(.text)
        return true
    }

    private func messagePlace(of message: Int?) -> Int {
        let messages = book.messages(cell)
        return message.flatMap { messages.firstIndex(of: $0) }.map { $0 - messages.startIndex } ?? 0
    }

    /// Moves in the grid, or scrolls the pane that has the keyboard; returns whether the action was one of these.
    mutating func move(_ action: Action) -> Bool {
        if focus.isLower {
            if action == .left || action == .right {
                let tabs: [Pane] = [.evidence, .curve, .critique]
                let here = (tabs.firstIndex(of: focus) ?? 0) + (action == .left ? 2 : 1)
                show(tabs[here % 3])
                return true
            }
            return lowerPane.scroll(action)
        }
        if focus.isMessage {
            switch action {
            case .left: setTab(-1)
            case .right: setTab(1)
            default: return messagePane.scroll(action)
            }
            return true
        }
        let page = max(1, (grid?.down ?? 1) - 1)
        let rows = isTransposed ? book.trace.agents.count : book.turns
        let columns = isTransposed ? book.turns : book.trace.agents.count
        switch action {
        case .up: step(rows: -1)
        case .down: step(rows: 1)
        case .left: step(columns: -1)
        case .right: step(columns: 1)
        case .pageUp: step(rows: -page)
        case .pageDown: step(rows: page)
        case .halfUp: step(rows: -max(1, page / 2))
        case .halfDown: step(rows: max(1, page / 2))
        case .first: step(rows: -rows)
        case .last: step(rows: rows)
        case .leftmost: step(columns: -columns)
        case .rightmost: step(columns: columns)
        default: return false
        }
        return true
    }

    private mutating func step(rows: Int = 0, columns: Int = 0) {
        let (turns, agents) = isTransposed ? (columns, rows) : (rows, columns)
        go(to: Cell(turn: cell.turn + turns, agent: cell.agent + agents))
    }

    /// Moves by turns in which someone speaks; returns whether there is one.
    mutating func step(turns: Int) -> Bool {
        var turn = cell.turn + turns
        while turn >= 1, turn <= book.turns, !book.hasMessages(turn: turn) { turn += turns }
        guard turn >= 1, turn <= book.turns else { return false }
        go(to: Cell(turn: turn, agent: cell.agent))
        return true
    }

    /// Moves by messages in time order; returns whether there is one.
    mutating func step(messages: Int) -> Bool {
        let count = book.trace.messages.count
        let next = message.map { $0 + messages } ?? nearestMessage(after: messages > 0)
        guard next >= 0, next < count else { return false }
        go(to: book.trace.messages[next].cell, message: next)
        return true
    }

    /// The message next to a cell in which nobody speaks.
    func nearestMessage(after: Bool) -> Int {
        let place = book.trace.messages.firstPlace { $0.cell >= cell }
        return after ? place : place - 1
    }

    /// Goes to the next or previous hit, or hot cell; returns what there is to say about it.
    mutating func jump(_ step: Int) -> String? {
        guard !query.isEmpty else { return jumpToHot(step) }
        guard !hits.isEmpty else { return "no message of this run has “\(query)”" }
        let here = message ?? nearestMessage(after: true)
        let place = hits.firstPlace(atOrAfter: here)
        let isOnHit = hits[safe: place] == here && message != nil
        let next = step > 0 ? (isOnHit ? place + 1 : place) : place - 1
        let wrapped = (next % hits.count + hits.count) % hits.count
        go(to: book.trace.messages[hits[wrapped]].cell, message: hits[wrapped])
        tab = .text
        if focus.isMessage { focus = .text }
        return "hit \(wrapped + 1) of \(Figure.count(hits.count))" + (next == wrapped ? "" : ", around the end")
    }

    private mutating func jumpToHot(_ step: Int) -> String? {
        // Measured cells first, then estimated ones: two rankings, one after the other.
        let measured = measurement?.hot ?? []
        let estimated = book.hot.filter { measurement?.effects[$0] == nil }
        let hot = measured + estimated
        guard !hot.isEmpty else { return "no cell of this run is hot" }
        let next = hot.firstIndex(of: cell).map { $0 + step } ?? (step > 0 ? 0 : -1)
        let wrapped = (next % hot.count + hot.count) % hot.count
        let target = hot[wrapped]
        go(to: target, message: book.credit.suspects.first { $0.cell == target }?.message)
        if measured.isEmpty { return "hot cell \(wrapped + 1) of \(Figure.count(hot.count)), hottest first" }
        return wrapped < measured.count
            ? "measured cell, \(wrapped + 1) of \(Figure.count(measured.count)), worst first"
            : "estimated cell, \(wrapped - measured.count + 1) of \(Figure.count(estimated.count)), hottest first"
    }

    /// Searches all messages; an empty text ends the search.
    mutating func search(_ text: String) {
        query = text
        let match = TextMatch(text)
        let messages = book.trace.messages
        hits = text.isEmpty ? [] : messages.indices.filter { match.isIn(messages[$0].output) }
        hitCells = Set(hits.map { book.trace.messages[$0].cell })
        shownMessage = nil
    }

    /// Gives the keyboard to a pane, or only shows it.
    mutating func show(_ pane: Pane, focusing: Bool = true) {
        if pane.isLower { lowerTab = pane }
        guard focusing else { return }
        if isZoomed, pane == .grid || pane == .runs {
            isZoomed = false
            zoomedFrom = nil
        }
        if pane.isMessage, tab != pane {
            tab = pane
            limit = MessageText.firstLimit
        }
        focus = pane
    }

    /// Gives the keyboard to the next or previous pane that is there.
    mutating func cycle(_ step: Int) {
        var panes: [Pane] = [.grid, tab, lowerTab]
        if layout.runs != nil { panes.append(.runs) }
        let here = panes.firstIndex(of: focus) ?? 0
        show(panes[(here + step + panes.count) % panes.count])
    }

    private mutating func setTab(_ step: Int) {
        let tabs: [Pane] = [.text, .saw, .tools, .json]
        show(tabs[((tabs.firstIndex(of: tab) ?? 0) + step + tabs.count) % tabs.count])
    }

    mutating func toggleZoom() {
        isZoomed.toggle()
        if isZoomed {
            zoomedFrom = focus
            if focus == .grid || focus == .runs { focus = tab }
        } else if let before = zoomedFrom {
            // Back where it was begun; a pane that was chosen meanwhile keeps the keyboard.
            if before == .grid || before == .runs, focus == tab { focus = before }
            zoomedFrom = nil
        }
    }

    mutating func toggleTransposed() { isTransposed.toggle() }

    mutating func cycleMode() { mode = mode.next }

    /// Goes back by one level inside the run; returns whether there was one.
    mutating func back() -> Bool {
        if isZoomed {
            toggleZoom()
            return true
        }
        guard focus != .grid else { return false }
        focus = .grid
        return true
    }

    /// Takes a click; returns whether a list row of the runs pane was meant instead.
    mutating func click(column: Int, row: Int) {
        guard let pane = layout.pane(column: column, row: row, tab: tab) else { return }
        show(pane == .evidence ? lowerTab : pane)
        if pane == .grid, let grid, let place = grid.place(column: column, row: row) {
            let turn = firstTurn + (isTransposed ? place.across : place.down)
            let agent = firstAgent + (isTransposed ? place.down : place.across)
            if turn <= book.turns, agent < book.trace.agents.count { go(to: Cell(turn: turn, agent: agent)) }
        }
        if pane.isMessage, let box = layout.message, row == box.row + 1,
            let hit = MessagePane.tab(at: column - box.column - 2)
        {
            show(hit)
        }
    }

    /// Takes the wheel.
    mutating func wheel(column: Int, row: Int, steps: Int) {
        switch layout.pane(column: column, row: row, tab: tab) {
        case .grid: step(rows: max(-1000, min(1000, steps)))
        case .evidence, .curve, .critique: lowerPane.scroll(steps: steps)
        case .runs, nil: break
        default: messagePane.scroll(steps: steps)
        }
    }

    /// Keeps everything in sight for a size: the panes, the cursor, the wrapped texts.
    mutating func settle(_ size: Size, keeps: Bool) {
        layout = RunLayout(size: size, focus: focus, isZoomed: isZoomed)
        grid = layout.grid.map {
            GridLayout(
                rect: $0, isTransposed: isTransposed, turns: book.turns, agents: book.trace.agents.count,
                longestName: longestName)
        }
        if let grid {
            let (turns, agents) = isTransposed ? (grid.across, grid.down) : (grid.down, grid.across)
            firstTurn = GridLayout.scrolled(kept.turn, to: cell.turn, shown: turns, range: 1...max(1, book.turns))
            firstAgent = GridLayout.scrolled(
                kept.agent, to: cell.agent, shown: agents, range: 0...max(0, book.trace.agents.count - 1))
            if keeps { kept = (firstTurn, firstAgent) }
            let width = isTransposed ? grid.head : grid.label
            if width != labelWidth {
                labels = ColumnNames.labels(book.trace.agents.map(\.name), width: width)
                labelWidth = width
            }
        }
        settleMessage()
        settleEvidence()
    }

    private mutating func settleMessage() {
        guard let box = layout.message else { return }
        let height = max(1, box.inner.rows - MessagePane.headRows(box.inner.rows))
        if messagePane.lines.count > height, messagePane.top + height >= messagePane.lines.count,
            let length = message.map({ book.trace.messages[$0].output.utf8.count }), length > limit,
            shownMessage?.limit == limit
        {
            limit *= 4
        }
        let key = MessageText.Key(
            cell: cell, nth: nth, tab: tab, width: box.inner.columns - 1, query: query, limit: limit,
            note: message.flatMap { notes.byMessage[$0] })
        if key != shownMessage {
            let lines = MessageText.lines(self, key)
            switch shownMessage {
            case let shown? where shown.isSameText(as: key) && shown.width == key.width: messagePane.extend(lines)
            case let shown? where shown.isSameText(as: key): messagePane.rewrap(lines)
            default: messagePane.set(lines)
            }
            let isNew = shownMessage.map { !$0.isSameText(as: key) || $0.query != key.query } ?? true
            messagePane.settle(height: height)
            if isNew { messagePane.showFirst(query.isEmpty ? .evidence : .hit) }
            shownMessage = key
        }
        messagePane.settle(height: height)
    }

    private mutating func settleEvidence() {
        guard let box = layout.evidence else { return }
        let key = EvidenceText.Key(
            cell: cell, mode: mode, width: box.inner.columns - 1, tab: lowerTab, revision: measurement?.revision ?? 0,
            review: review?.revision ?? 0)
        if key != shownEvidence {
            let lines =
                switch lowerTab {
                case .curve: CurveText.lines(self, width: key.width)
                case .critique: CritiqueText.lines(self, width: key.width)
                default: EvidenceText.lines(self, key)
                }
            let isSame = shownEvidence.map { $0.cell == key.cell && $0.tab == key.tab } ?? false
            if isSame { lowerPane.rewrap(lines) } else { lowerPane.set(lines) }
            shownEvidence = key
        }
        lowerPane.settle(height: box.inner.rows)
    }

    // MARK: render

    /// Draws the title and all panes but the runs list.
    func draw(on canvas: inout Canvas) {
        RunTitle(book: book).draw(on: &canvas)
        if let grid { GridPane(screen: self, layout: grid).draw(on: &canvas) }
        if let box = layout.message { MessagePane(screen: self).draw(on: &canvas, in: box) }
        if let box = layout.evidence { EvidencePane(screen: self).draw(on: &canvas, in: box) }
    }
}
