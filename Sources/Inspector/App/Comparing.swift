import CreditEngine

/// Two runs that are to be compared, and why these two when the person named only one.
struct ComparisonRequest: Sendable, Equatable {
    let left: RunIndex
    let right: RunIndex
    /// Said when the comparison is shown; empty for nothing.
    let why: String
}

/// The message of a comparison that is to be shown in its run.
struct Landing: Sendable, Equatable {
    let cell: Cell
    let message: Int?
}

extension App {
    // MARK: which runs

    /// Why no two runs can be compared from here, as far as that is known without looking at every run.
    var whyNoDiff: String? {
        guard place == .runs || place == .list else {
            guard let here = run?.run else { return "this run is not in the list, so no other one is near it" }
            if runs.marked.subtracting([here]).count == 1 { return nil }
            return catalogue.entries[safe: here]?.problem == nil
                ? "no problem is recorded for this run; Space in the runs list marks another" : nil
        }
        switch runs.marked.count {
        case 0: return "no run is marked: Space marks one, then d compares it with the selected one"
        case 1:
            guard let selected = runs.selectedRun else { return "this row is no run; select the run to compare with" }
            return runs.marked.contains(selected) ? "this is the marked run; select another one, or mark a second" : nil
        case 2: return nil
        default:
            return "\(Figure.count(runs.marked.count)) runs are marked, and d compares two; Space takes a mark off"
        }
    }

    /// Asks for the comparison that d means here.
    mutating func compare() -> [Effect] {
        guard let request = comparisonRequest() else {
            hint(
                "no run of this problem ended differently; Space in the runs list marks another"
            )
            return []
        }
        comparing = request
        pending = nil
        landing = nil
        generation += 1
        hint("comparing…")
        return [.compare(left: request.left, right: request.right, generation: generation)]
    }

    private func comparisonRequest() -> ComparisonRequest? {
        let marked = runs.marked.sorted()
        guard place == .runs || place == .list else {
            guard let here = run?.run else { return nil }
            let others = marked.filter { $0 != here }
            if others.count == 1 { return ComparisonRequest(left: here, right: others[0], why: "") }
            return nearestOther(than: here)
        }
        if marked.count == 2 { return ComparisonRequest(left: marked[0], right: marked[1], why: "") }
        guard marked.count == 1, let selected = runs.selectedRun else { return nil }
        return ComparisonRequest(left: marked[0], right: selected, why: "")
    }

    /// The nearest run of the same problem that ended differently, a successful one where there is one.
    private func nearestOther(than here: RunIndex) -> ComparisonRequest? {
        guard let entry = catalogue.entries[safe: here], let problem = entry.problem else { return nil }
        for wanted in [true, false] where entry.success != wanted {
            let step = catalogue.nearest(to: here) { $0.success == wanted && $0.problem == problem }
            guard let step else { continue }
            let how = wanted ? "succeeded" : "failed"
            return ComparisonRequest(
                left: here, right: step,
                why: "compared with the nearest run of \(VisibleText.escape(problem)) that \(how)")
        }
        return nil
    }

    // MARK: showing

    /// Shows a comparison that was asked for.
    mutating func show(_ result: ComparedRuns) {
        guard let request = comparing else { return }
        comparing = nil
        switch result {
        case .failed(let sentence): say(Notice(.error, sentence))
        case .read(let comparison):
            diff = DiffScreen(comparison: comparison, left: request.left, right: request.right)
            overlays.removeAll { $0 == .diff }
            overlays.append(.diff)
            notice = request.why.isEmpty ? nil : Notice(.info, request.why)
        }
    }

    /// Does what a command stands for on the screen of two runs; `nil` when it means nothing special there.
    mutating func performInDiff(_ action: Action) -> [Effect]? {
        guard place == .diff, let diff else { return nil }
        switch action {
        case .open: return openFromDiff()
        case .next, .previous:
            let words = self.diff?.jump(action == .next ? 1 : -1)
            hint(words ?? "")
        case .nextPane, .previousPane: self.diff?.toggleFocus()
        case .zoom: self.diff?.toggleZoom()
        case .words: self.diff?.toggleWords()
        case .copy: return DiffText.copy(diff).map { [.copy($0)] } ?? []
        default: return nil
        }
        return []
    }

    /// Asks for the run on the chosen side, to be shown at the selected cell.
    private mutating func openFromDiff() -> [Effect] {
        guard let diff, let runs = diff.runs else {
            hint("the files were read again since; open the run from the runs list")
            return []
        }
        guard let entry = diff.entry else {
            hint("nobody speaks here in either run; n goes to the next difference")
            return []
        }
        let isLeft = diff.sideToOpen == .left
        let comparison = diff.comparison
        let trace = isLeft ? comparison.left : comparison.right
        let message = (isLeft ? comparison.leftMessages(entry) : comparison.rightMessages(entry)).first
        let effects = ask(for: isLeft ? runs.left : runs.right)
        landing = message.map { Landing(cell: trace.messages[$0].cell, message: $0) }
        return effects
    }
}

extension Catalogue {
    /// The nearest other run for which something holds; of two equally near ones the earlier.
    func nearest(to here: RunIndex, where holds: (RunEntry) -> Bool) -> RunIndex? {
        let distance = (1..<max(2, entries.count)).first { step in
            [here - step, here + step].contains { entries[safe: $0].map(holds) ?? false }
        }
        guard let distance else { return nil }
        return [here - distance, here + distance].first { entries[safe: $0].map(holds) ?? false }
    }
}
