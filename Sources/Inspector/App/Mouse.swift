extension App {
    /// Takes a click: it selects, and on what is selected already it opens.
    mutating func click(column: Int, row: Int) -> [Effect] {
        notice = nil
        if overlays.last == .diff, input == nil, !size.isTiny {
            diff?.click(column: column, row: row)
            return []
        }
        guard input == nil, menu == nil, overlays.isEmpty, !size.isTiny else { return [] }
        if isRunShown, run != nil {
            run?.click(column: column, row: row)
            guard run?.focus == .runs, let box = run?.layout.runs else { return [] }
            return clickRow(row - RunsScreen.list(in: box).row)
        }
        return clickRow(row - RunsScreen.list(in: runsRect).row)
    }

    private mutating func clickRow(_ line: Int) -> [Effect] {
        guard line >= 0, line < listHeight, let row = runs.rows.row(runs.top + line, catalogue) else { return [] }
        if row == runs.selected { return perform(.open) }
        runs.select(runs.top + line, catalogue)
        return []
    }

    /// Takes the wheel: it moves what is under the pointer.
    mutating func wheel(column: Int, row: Int, steps: Int) {
        guard input == nil, menu == nil else { return }
        let steps = max(-1000, min(1000, steps))
        if overlays.isEmpty, isRunShown, let open = run {
            if open.layout.pane(column: column, row: row, tab: open.tab) == .runs {
                runs.select(runs.position(catalogue) + steps, catalogue)
            } else {
                run?.wheel(column: column, row: row, steps: steps)
            }
        } else if overlays.isEmpty {
            runs.select(runs.position(catalogue) + 3 * steps, catalogue)
        } else {
            for _ in 0..<abs(steps) { _ = perform(steps > 0 ? .down : .up) }
        }
    }
}
