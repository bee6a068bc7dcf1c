import CreditEngine

extension ApprovalsScreen {
    func legend(_ session: Session) -> Legend { .gate }

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        let reviews = session.reviews
        drawTitle(on: &canvas, size: size, session)
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
            let table = HeldOutBox(
                item: item, progress: reviews.progress[item.id], width: layout.table.inner.columns - 1)
            canvas.box(layout.table, title: table.title, note: "H explains")
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

    private func drawTitle(on canvas: inout Canvas, size: Size, _ session: Session) {
        let style = Style(.title, bold: true)
        let counts = QueueList.counts(ordered, selected: selected)
        var title: [Span] = [.own(" approvals", style)]
        if level != .list, let item {
            let room = size.columns - counts.count - 18
            let name = ColumnNames.clipped(QueueList.name(item), room)
            title += [.own(" › ", style), .own(name, style)]
            let age = session.age(of: item.at).map { $0 == "now" ? ", made now" : ", made \($0) ago" } ?? ""
            let more = "  \(VisibleText.escape(item.id))\(age)"
            if more.count <= room - Glyph.columns(of: name) { title.append(.own(more, Style(.quiet))) }
        }
        canvas.put(title, column: 0, row: 0, width: max(0, size.columns - counts.count - 2))
        canvas.right(.own(counts), end: size.columns - 1, row: 0)
        if layout.list.row == 2 {
            canvas.own(String(repeating: "─", count: size.columns), column: 0, row: 1, style: Style(.quiet))
        }
    }

    private func drawDiff(_ item: ReviewItem, on canvas: inout Canvas) {
        let (on, off) = (Style(.title, bold: true), Style(.quiet))
        let hash = item.approvalHash.map { "approval hash \($0.prefix(12))" } ?? "no approval hash before a validation"
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
