extension App {
    /// Opens the line in which a breakpoint is typed.
    mutating func typeBreakpoint() { input = LineInput(.breakpoint, text: breakpoint?.source ?? "") }

    /// Sets the breakpoint, or takes it away when nothing is typed.
    mutating func setBreakpoint(_ text: String) {
        do {
            breakpoint = text.isEmpty ? nil : try Breakpoint.parse(text)
            attachBreakpoint()
            guard let breakpoint else { return hint("no breakpoint any more") }
            if isRunShown, let stops = run?.stops {
                hint(stops.summary)
            } else {
                hint("breakpoint: \(breakpoint.source) · it holds in the runs that you open")
            }
        } catch {
            hint("breakpoint: " + error.sentence)
            input = LineInput(.breakpoint, text: text)
        }
    }

    /// Why there is no next message at which the breakpoint holds.
    var whyNoStop: String? { breakpoint == nil ? "no breakpoint is set; b sets one, as in agent:critic" : nil }

    /// Goes to the next message at which the breakpoint holds.
    mutating func goToStop() {
        if let words = run?.goToStop() { hint(words) }
    }

    /// Gives the opened run the breakpoint.
    mutating func attachBreakpoint() {
        guard let run, run.stops?.breakpoint != breakpoint else { return }
        self.run?.stops = breakpoint.map { Stops($0, in: run.book) }
    }
}
