import CreditEngine

extension App {
    /// Why there is nothing to go to with n; `nil` when there is.
    var whyNoNext: String? {
        if place == .diff, diff?.comparison.differences.isEmpty ?? true { return "the runs say the same in every cell" }
        guard place == .runs || place == .list else { return nil }
        return catalogue.find == nil ? "nothing is searched; / with text~\"words\" searches all runs" : nil
    }

    /// Why no path can be followed from here.
    var whyNoFollow: String? {
        guard let run else { return "no run is open" }
        return run.suspect.map { $0.path.count > 1 } == true ? nil : "no path leads back from this cell"
    }

    /// Why there is nothing to copy.
    var whyNoCopy: String? {
        switch place {
        case .runs, .list:
            runs.selectedRun == nil && runs.marked.isEmpty ? "there is no run to copy; e shows a bad line" : nil
        case .diff: diff?.entry == nil ? "nobody speaks here in either run" : nil
        case .grid, .message: run?.message == nil ? "nobody speaks in this cell" : nil
        default: nil
        }
    }

    /// Whether the selected row is a bad line.
    var isOnBadLine: Bool {
        if case .bad = runs.selected { return true }
        return false
    }
}
