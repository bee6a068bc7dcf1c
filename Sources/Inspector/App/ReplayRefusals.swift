import CreditEngine

extension App {
    /// Why nothing of the opened run can be replayed; `nil` when it can.
    var whyNoReplay: String? {
        if configuration.isReadOnly { return "no model is called: the program was started with --readonly" }
        guard let run else { return "no run is open" }
        if case .impossible(let why) = run.replay { return why }
        return nil
    }

    /// Why this cell cannot be swapped.
    var whyNoSwap: String? {
        if let why = whyNoReplay { return why }
        guard let run, let measurement, run.message != nil else { return "nobody speaks in this cell" }
        return measurement.order.position(of: run.cell) == nil
            ? "\(run.book.agent(run.cell)) is not a model, so it cannot speak again" : nil
    }

    /// Why the run cannot be measured.
    var whyNoMeasure: String? {
        if let why = whyNoReplay { return why }
        guard let run else { return "no run is open" }
        if jobs.open.contains(where: { $0.run == run.key && $0.replays?.isMeasure == true }) {
            return "this run is being measured; x stops it"
        }
        guard let outcome = run.book.trace.outcome else { return "\(MeasureError.noOutcome)" }
        return outcome.success ? "\(MeasureError.succeeded)" : nil
    }

    /// Why there is no swap to make more pairs of.
    var whyNoMore: String? {
        if isConfirming { return "Enter goes on, Esc leaves" }
        if menu != nil { return nil }
        if let why = whyNoSwap { return why }
        guard let swap = latestSwap else { return "this cell was not swapped yet; s swaps it" }
        return isOpen(swap) ? "its samples are still coming; + when they are done" : nil
    }

    func isOpen(_ swap: RunMeasurement.Swapped) -> Bool {
        swap.parts.contains { jobs[$0.job]?.isOpen ?? false }
    }

    /// Why there is no job to stop or pause.
    var whyNoJob: String? {
        if meantJob != nil { return nil }
        return place == .jobs && !jobs.all.isEmpty ? "this job has ended" : "no job is running"
    }

    /// Why there is no command to show.
    var whyNoEquivalent: String? {
        equivalent == nil ? "nothing was done here yet; s swaps a message, V measures the run, C criticises" : nil
    }
}

extension ReplayTask {
    /// Whether both go on with the same pairs, or with a measurement of the same run.
    func isSameWork(as other: ReplayTask) -> Bool {
        switch (self, other) {
        case (.swap(let cell, let choice, _, _), .swap(let otherCell, let otherChoice, _, _)):
            cell == otherCell && choice == otherChoice
        case (.measure, .measure): true
        default: false
        }
    }

    var isMeasure: Bool {
        if case .measure = self { return true }
        return false
    }
}
