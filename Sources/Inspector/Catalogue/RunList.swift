import CreditEngine

/// The list of runs as the person has set it: filter, selection, marks; shared by every screen that shows it.
struct RunList: Sendable {
    var rows = VisibleRows()
    /// Which columns are wide or hidden.
    var columns = ColumnChoice.usual
    private(set) var selected: VisibleRows.Row?
    private(set) var top = 0
    /// It as it was when the person last did something: a resize and back loses nothing.
    private var keptTop = 0
    private(set) var marked: Set<RunIndex> = []
    /// Runs whose scores were asked for already.
    private var asked: Set<RunIndex> = []

    /// The selected run; `nil` on a bad line or an empty list.
    var selectedRun: RunIndex? {
        if case .run(let run) = selected { return run }
        return nil
    }

    /// The selected row's position.
    func position(_ catalogue: Catalogue) -> Int {
        let last = max(0, rows.count(catalogue) - 1)
        return selected.map { min(rows.position(of: $0, catalogue), last) } ?? 0
    }

    /// Selects the row at a position, or the nearest there is.
    mutating func select(_ position: Int, _ catalogue: Catalogue) {
        selected = rows.row(max(0, min(position, rows.count(catalogue) - 1)), catalogue)
    }

    /// Moves the selection.
    mutating func move(_ movement: Movement, page: Int, _ catalogue: Catalogue) {
        let here = position(catalogue)
        switch movement {
        case .up: select(here - 1, catalogue)
        case .down: select(here + 1, catalogue)
        case .pageUp: select(here - page, catalogue)
        case .pageDown: select(here + page, catalogue)
        case .halfUp: select(here - max(1, page / 2), catalogue)
        case .halfDown: select(here + max(1, page / 2), catalogue)
        case .first: select(0, catalogue)
        case .last: select(.max, catalogue)
        case .left, .right, .leftmost, .rightmost: break
        }
    }

    /// The next (1) or previous (−1) visible run after another for which something holds.
    func run(from run: RunIndex?, step: Int, _ catalogue: Catalogue, where holds: (RunIndex) -> Bool) -> RunIndex? {
        let count = rows.runCount(catalogue)
        var at = run.map { rows.position(of: .run($0), catalogue) + (step > 0 && !rows.contains($0) ? -1 : 0) }
        at = at.map { $0 + step } ?? (step > 0 ? 0 : count - 1)
        while let place = at, place >= 0, place < count {
            if case .run(let candidate)? = rows.row(place, catalogue), holds(candidate) { return candidate }
            at = place + step
        }
        return nil
    }

    /// The next or previous failed run that is visible.
    func failedRun(from run: RunIndex?, step: Int, _ catalogue: Catalogue) -> RunIndex? {
        if rows.filter != nil || rows.sorting != nil {
            return self.run(from: run, step: step, catalogue) { catalogue.entries[$0].success == false }
        }
        let failed = catalogue.failed
        let place = run.map { step > 0 ? failed.firstPlace(atOrAfter: $0 + 1) : failed.firstPlace(atOrAfter: $0) - 1 }
        return failed[safe: place ?? (step > 0 ? 0 : failed.count - 1)]
    }

    /// Marks the selected run or takes its mark off, and goes on to the next row.
    mutating func toggleMark(_ catalogue: Catalogue) {
        guard let run = selectedRun else { return }
        if marked.remove(run) == nil { marked.insert(run) }
        select(position(catalogue) + 1, catalogue)
    }

    /// Sorts by a column, or as the files are; the selection stays on its run.
    mutating func sort(by sorting: Sorting?, _ catalogue: Catalogue) {
        rows.sort(by: sorting, catalogue)
        keptTop = 0
    }

    /// Selects a run.
    mutating func select(run: RunIndex) { selected = .run(run) }

    /// Selects a row.
    mutating func select(_ row: VisibleRows.Row) { selected = row }

    /// Shows other runs.
    mutating func setFilter(_ filter: Filter?) {
        rows.set(filter)
        keptTop = 0
    }

    /// Forgets everything that belongs to runs which are void.
    mutating func restart() {
        rows.set(rows.filter)
        selected = nil
        keptTop = 0
        marked = []
        asked = []
    }

    /// Forgets that scores of runs were asked for, because the runs changed.
    mutating func forget(_ runs: [RunIndex]) { asked.subtract(runs) }

    /// Whether the selected row is a bad line.
    var isOnBadLine: Bool {
        if case .bad = selected { return true }
        return false
    }

    /// Keeps the selection on a row that exists and in sight.
    mutating func layOut(height: Int, _ catalogue: Catalogue, keeps: Bool) {
        let count = rows.count(catalogue)
        if let row = selected, rows.row(rows.position(of: row, catalogue), catalogue) != row {
            select(rows.position(of: row, catalogue), catalogue)
        } else if selected == nil {
            select(0, catalogue)
        }
        let here = position(catalogue)
        top = max(0, min(max(min(keptTop, here), here - max(1, height) + 1), count - max(1, height)))
        if keeps { keptTop = top }
    }

    /// The visible runs without a score that nobody asked for yet.
    mutating func unscored(height: Int, _ catalogue: Catalogue) -> [RunIndex] {
        var wanted: [RunIndex] = []
        for position in top..<top + max(1, height) {
            guard case .run(let run)? = rows.row(position, catalogue) else { break }
            if catalogue.summaries[run] == nil, asked.insert(run).inserted { wanted.append(run) }
        }
        return wanted
    }
}
