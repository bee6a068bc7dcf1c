import CreditEngine

/// All jobs: how far they are, what they cost, stop and pause.
struct JobsScreen: Sendable {
    private(set) var selected = 0
    private(set) var top = 0
    private var height = 1

    // MARK: update

    /// The selected job.
    func job(_ jobs: Jobs) -> Job? { jobs.all[safe: selected] }

    /// Moves the selection; returns whether the action was a movement.
    mutating func move(_ action: Action) -> Bool {
        switch action {
        case .up: selected -= 1
        case .down: selected += 1
        case .pageUp, .halfUp: selected -= height
        case .pageDown, .halfDown: selected += height
        case .first: selected = 0
        case .last: selected = .max / 2
        default: return false
        }
        return true
    }

    /// Selects the latest job.
    mutating func open() { selected = .max / 2 }

    mutating func settle(_ size: Size, _ jobs: Jobs) {
        height = max(1, (size.rows - 5) / 2)
        selected = max(0, min(selected, jobs.all.count - 1))
        top = max(0, min(max(min(top, selected), selected - height + 1), jobs.all.count - height))
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ jobs: Jobs, at seconds: Double) {
        canvas.own(" jobs", column: 0, row: 0, style: Style(.title, bold: true))
        canvas.right(
            .own("\(Figure.count(jobs.open.count)) open of \(Figure.count(jobs.all.count))"), end: size.columns - 1,
            row: 0)
        canvas.own(String(repeating: "─", count: size.columns), column: 0, row: 1, style: Style(.quiet))
        guard !jobs.all.isEmpty else {
            canvas.own(
                " nothing was started; s swaps a message, V measures a run, C criticises", column: 0, row: 2,
                style: Style(.quiet))
            return
        }
        for line in 0..<height {
            guard let job = jobs.all[safe: top + line] else { break }
            let row = 2 + 2 * line
            let isHere = top + line == selected
            let style = Style(.plain, bold: isHere, selected: isHere)
            canvas.fill(row: row, column: 0, columns: size.columns, style: style)
            if isHere { canvas.own("▌", column: 0, row: row, style: Style(.title, bold: true)) }
            let end = canvas.own(
                job.state.name.padding(to: 8), column: 2, row: row,
                style: Style(job.state.isProblem ? .problem : .plain, bold: isHere, selected: isHere))
            canvas.put(
                .own(ColumnNames.clipped("\(job.title) · \(job.run.id)", size.columns - end - 2), style),
                column: end + 1, row: row)
            if case .ended(.failed(let why)) = job.state {
                let words = ColumnNames.clipped(why, max(0, size.columns - 12))
                canvas.put(.foreign(words, Style(.problem)), column: 11, row: row + 1)
                continue
            }
            var at = canvas.own(
                JobBar.bar(job.done, of: job.total, columns: 24), column: 11, row: row + 1,
                width: size.columns - 12)
            at = canvas.own("  " + JobBar.words(job, at: seconds), column: at, row: row + 1)
            if let undefined = job.undefined {
                canvas.put(
                    .foreign(ColumnNames.clipped("  " + undefined, max(0, size.columns - at - 1)), Style(.problem)),
                    column: at, row: row + 1)
            }
        }
        let counts = job(jobs).map(Self.counts) ?? ""
        canvas.own(
            " " + ColumnNames.clipped(counts, size.columns - 2), column: 0, row: size.rows - 3, style: Style(.quiet))
    }

    /// Where every replay of a job went.
    static func counts(_ job: Job) -> String {
        guard job.replays != nil else { return Figure.count(job.calls, "call") }
        let counts = job.counts
        if job.state == .cutOff {
            return "\(Figure.count(job.done)) of \(Figure.count(job.total)) \(job.unit) kept, "
                + "\(Figure.count(job.calls, "call")) paid for; Enter goes on where it was cut off"
        }
        // Between two reports of a job whoever makes the replays knows of more.
        let (made, undefined) =
            job.meter.map { meter in
                let isAhead = counts.resumed + meter.replays > counts.made
                return isAhead ? (counts.resumed + meter.replays, meter.undefined) : (counts.made, counts.undefined)
            } ?? (counts.made, counts.undefined)
        return "\(Figure.count(made, "replay")) made: \(Figure.count(made - undefined)) with an outcome, "
            + "\(Figure.count(undefined)) undefined; \(Figure.count(counts.cached)) cached; "
            + Figure.count(job.calls, "call")
    }
}

extension Job.State {
    var isProblem: Bool {
        if case .ended(.failed) = self { return true }
        return false
    }
}

extension String {
    /// The text with blanks behind it up to a number of columns.
    func padding(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - Glyph.columns(of: self)))
    }
}
