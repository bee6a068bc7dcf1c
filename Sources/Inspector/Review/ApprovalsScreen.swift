import CreditEngine

/// The queue of proposals, and one of them with everything that a person needs to decide.
struct ApprovalsScreen: Sendable {
    /// What is shown.
    enum Level: Sendable, Equatable {
        /// All proposals.
        case list
        /// One proposal: its diff and its held-out figures.
        case item
        /// The problems that it broke and fixed.
        case problems
    }

    private(set) var level = Level.list
    /// The selected proposal; selections survive changes of the queue.
    private(set) var selected: String?
    /// Whether the diff is shown word by word.
    private(set) var byWord = false
    private(set) var pane = TextPane()
    private(set) var layout = ApprovalsLayout(
        size: Size(columns: 80, rows: 24), level: .list, tableLines: 0, diffLines: 0)
    private(set) var ordered: [ReviewItem] = []
    private(set) var problem = 0
    private var listTop = 0
    private var problemTop = 0
    private var shown: ProposalText.Key?
    private var isTiny = false
    /// The lines of the shown diff that were on the screen so far, from the first one on without a gap.
    private var seen = 0
    /// The hash of the last diff that was on the screen to its end.
    private var readHash: String?

    // MARK: update

    /// The selected proposal.
    var item: ReviewItem? { ordered.first { $0.id == selected } }

    /// The pairs that ended differently.
    var problems: [ProblemList.Entry] { item?.validation.map { ProblemList.entries($0.report) } ?? [] }

    /// The selected pair of them.
    var entry: ProblemList.Entry? { level == .problems ? problems[safe: problem] : nil }

    /// Whether all of the shown proposal's diff has been on the screen, line by line, and it is there now.
    var isDiffSeen: Bool { isDiffShown && seen >= pane.lines.count }

    /// Whether lines above the ones on the screen have not been seen yet.
    var isUnreadAbove: Bool { seen < pane.lines.count && pane.top > seen }

    /// Whether the selected proposal's diff is on the screen, line by line.
    var isDiffShown: Bool {
        !isTiny && level == .item && !byWord && layout.diff.rows >= 3 && shown != nil && shown?.item == item
    }

    /// Opens the queue; at the proposal that is meant, else at the only one that waits.
    mutating func open(_ items: [ReviewItem], at wanted: String?) {
        ordered = QueueList.ordered(items)
        let waiting = ordered.filter { $0.status == .waiting }
        selected = wanted ?? (ordered.contains { $0.id == selected } ? selected : nil) ?? ordered.first?.id
        level = wanted != nil || waiting.count == 1 && selected == waiting.first?.id ? .item : .list
    }

    /// Takes in the queue as it is now.
    mutating func take(_ items: [ReviewItem]) {
        ordered = QueueList.ordered(items)
        if item == nil {
            selected = ordered.first?.id
            level = .list
        }
    }

    /// Shows the selected proposal; returns whether there is one.
    mutating func enter() -> Bool {
        guard level == .list, item != nil else { return false }
        level = .item
        return true
    }

    /// Shows the problems that ended differently.
    mutating func showProblems() {
        level = level == .problems ? .item : .problems
        problem = 0
    }

    mutating func toggleWords() { byWord.toggle() }

    /// Goes back by one level; returns whether there was one.
    mutating func back() -> Bool {
        switch level {
        case .list: return false
        case .item: level = .list
        case .problems: level = .item
        }
        return true
    }

    /// Moves the selection, or scrolls the diff; returns whether the action was one of these.
    mutating func move(_ action: Action) -> Bool {
        switch (level, action) {
        case (_, .left), (_, .previousTurn): step(-1)
        case (_, .right), (_, .nextTurn): step(1)
        case (.item, _): return pane.scroll(action)
        case (_, .up): step(down: -1)
        case (_, .down): step(down: 1)
        case (_, .pageUp), (_, .halfUp): step(down: -max(1, layout.list.rows - 1))
        case (_, .pageDown), (_, .halfDown): step(down: max(1, layout.list.rows - 1))
        case (_, .first): step(down: -.max / 2)
        case (_, .last): step(down: .max / 2)
        default: return false
        }
        return true
    }

    private mutating func step(down rows: Int) {
        if level == .problems {
            problem = max(0, min(problems.count - 1, problem + rows))
        } else {
            step(rows)
        }
    }

    private mutating func step(_ rows: Int) {
        let here = ordered.firstIndex { $0.id == selected } ?? 0
        selected = ordered[safe: max(0, min(ordered.count - 1, here + rows))]?.id
        if level == .problems { level = .item }
    }

    /// Lays everything out for a size, and notes what of the diff is on the screen when nothing covers it.
    mutating func settle(_ size: Size, _ reviews: Reviews, isCovered: Bool) {
        let table = item.map { HeldOutTable(item: $0, progress: reviews.progress[$0.id], width: size.columns) }
        let rows = table?.lines.count ?? 0
        isTiny = size.isTiny
        layout = ApprovalsLayout(size: size, level: level, tableLines: rows, diffLines: .max)
        settleDiff(reviews)
        layout = ApprovalsLayout(
            size: size, level: level, tableLines: rows, diffLines: pane.lines.count, wordLines: words.count)
        pane.settle(height: layout.diff.inner.rows)
        let here = ordered.firstIndex { $0.id == selected } ?? 0
        listTop = Self.scrolled(listTop, to: here, rows: layout.list.rows, of: ordered.count)
        problemTop = Self.scrolled(problemTop, to: problem, rows: layout.problems.rows, of: problems.count)
        if isDiffShown, !isCovered, pane.top <= seen { seen = max(seen, pane.top + pane.height) }
        if isDiffSeen, let hash = item?.approvalHash { readHash = hash }
    }

    /// What stands under the selected proposal.
    private var words: [TextLine] {
        guard let item else { return [] }
        var wrapper = TextWrapper(width: layout.words.columns - 2)
        let unread: ApprovalWords.Unread? =
            level != .item || seen >= pane.lines.count ? nil : isUnreadAbove ? .above : .below
        for line in ApprovalWords.lines(item, in: ordered, unread: unread) {
            wrapper.add(line, indent: 2)
        }
        return wrapper.lines
    }

    private mutating func settleDiff(_ reviews: Reviews) {
        guard let item, layout.diff.rows >= 3 else { return }
        let hasFigures = layout.table.rows == 0
        let key = ProposalText.Key(
            item: item, byWord: byWord, width: max(1, layout.diff.inner.columns - 2), hasFigures: hasFigures,
            progress: hasFigures ? reviews.progress[item.id] : nil)
        if key != shown {
            let lines = ProposalText.lines(key)
            let wasSeen = seen >= pane.lines.count
            if let shown, shown.isSameText(as: key) {
                let stays = shown.byWord == byWord && shown.item.approvalHash == item.approvalHash
                let wasRead = !byWord && readHash != nil && readHash == item.approvalHash
                pane.rewrap(lines)
                seen = wasRead || stays && wasSeen ? lines.count : 0
            } else {
                pane.set(lines)
                seen = 0
            }
            shown = key
        }
    }

    private static func scrolled(_ top: Int, to here: Int, rows: Int, of count: Int) -> Int {
        max(0, min(max(min(top, here), here - rows + 1), count - rows))
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ reviews: Reviews) {
        drawTitle(on: &canvas, size: size)
        guard !ordered.isEmpty else {
            let words =
                switch reviews.queue {
                case .failed(let why): Span.foreign(" " + why, Style(.problem))
                case .unread, .reading: Span.own(" reading the queue…", Style(.quiet))
                case .read: Span.own(" nothing waits; C criticises a message, P proposes a revision", Style(.quiet))
                }
            canvas.put(words, column: 0, row: 2, width: size.columns)
            return
        }
        let here = ordered.firstIndex { $0.id == selected } ?? 0
        QueueList.draw(
            ordered, selected: here, top: listTop, running: Set(reviews.progress.keys), on: &canvas, in: layout.list)
        guard let item else { return }
        if layout.diff.rows >= 3 { drawDiff(item, on: &canvas) }
        if layout.table.rows >= 3 {
            let table = HeldOutTable(
                item: item, progress: reviews.progress[item.id], width: layout.table.inner.columns - 1)
            canvas.box(layout.table, title: table.title)
            for (place, line) in table.lines.prefix(layout.table.inner.rows).enumerated() {
                canvas.put(
                    line.spans, column: layout.table.column + 2, row: layout.table.row + 1 + place,
                    width: max(0, layout.table.columns - 3))
            }
        }
        if layout.problems.rows >= 3 {
            canvas.box(
                layout.problems, title: [.own("pairs that ended differently", Style(.title))],
                note: "Enter opens the run under the proposed text", isFocused: true)
            ProblemList.draw(problems, selected: problem, top: problemTop, on: &canvas, in: layout.problems.inner)
        }
        for (place, line) in words.prefix(layout.words.rows).enumerated() {
            canvas.put(
                line.spans, column: layout.words.column + 1, row: layout.words.row + place,
                width: layout.words.columns - 1)
        }
    }

    private func drawTitle(on canvas: inout Canvas, size: Size) {
        let style = Style(.title, bold: true)
        let counts = QueueList.counts(ordered, selected: selected)
        var title: [Span] = [.own(" approvals", style)]
        if level != .list, let item {
            let room = size.columns - counts.count - 18
            title += [.own(" › ", style), .own(ColumnNames.clipped(QueueList.name(item), room), style)]
        }
        canvas.put(title, column: 0, row: 0, width: max(0, size.columns - counts.count - 2))
        canvas.right(.own(counts), end: size.columns - 1, row: 0)
        if layout.list.row == 2 {
            canvas.own(String(repeating: "─", count: size.columns), column: 0, row: 1, style: Style(.quiet))
        }
    }

    private func drawDiff(_ item: ReviewItem, on canvas: inout Canvas) {
        let (on, off) = (Style(.title, bold: true), Style(.quiet))
        let hash = item.approvalHash.map { "hash \($0.prefix(12))" } ?? "no hash before a validation"
        canvas.box(
            layout.diff,
            title: [
                .own("prompt   w ", Style(.title)), .own("word", byWord ? on : off), .own(" · ", off),
                .own("line", byWord ? off : on),
                .own(layout.table.rows == 0 && item.validation != nil ? " + figures" : "", off),
            ], note: pane.note.isEmpty ? hash : "\(hash) · \(pane.note)", isFocused: level == .item)
        pane.draw(on: &canvas, in: layout.diff.inner)
    }
}
