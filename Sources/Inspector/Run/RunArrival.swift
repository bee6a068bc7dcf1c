import CreditEngine

/// How an opened run comes to the screen.
extension RunScreen {
    static func arrival(of event: Event, before: RunScreen?, _ context: inout Context) -> Arrival? {
        switch event {
        case .opened(_, _, .beginning) where !context.session.takesBeginnings: return nil
        case .opened(let run, let generation, let result):
            let (isCurrent, request) = context.session.answered(generation)
            return isCurrent ? arrival(run, result, request, before: before, &context) : nil
        case .rollout(let proposal, _, let result):
            guard context.session.askedRollout == proposal else { return nil }
            context.session.askedRollout = nil
            guard var screen = read(result, run: nil, before: before, &context) else { return nil }
            screen.focus = .grid
            context.hint("this run was spoken under the proposed text; Esc goes back to the approvals")
            return Arrival(screen: screen, position: .over(.approvals))
        default: return nil
        }
    }

    private static func arrival(
        _ run: RunIndex, _ result: OpenedRun, _ request: Awaited?, before: RunScreen?, _ context: inout Context
    ) -> Arrival? {
        guard var screen = read(result, run: run, before: before, &context) else { return nil }
        context.session.list.select(run: run)
        guard case .run(_, let landing)? = request else {
            // The same run, grown or by another metric: the person stays where they are, and so does the word on it.
            if let before { screen.go(to: before.cell, message: before.message) }
            var arrival = Arrival(screen: screen, position: .again)
            if context.session.isSwapMeant, case .replayable = screen.replay { arrival.then = "swap" }
            context.session.isSwapMeant = false
            return arrival
        }
        context.session.show(nil)
        if screen.search.isEmpty || screen.search.isOfFilter { screen.search(context.session.filterSearch(of: run)) }
        switch landing {
        case nil: return Arrival(screen: screen, position: .base)
        case .hit(let step)?:
            if let words = screen.goToHit(step > 0 ? 0 : screen.hits.count - 1) {
                context.hint("\(words) in \(VisibleText.escape(screen.key.id))")
            }
            return Arrival(screen: screen, position: .base)
        case .ordinal(let ordinal)?:
            if let place = screen.tables.trace.messages.firstIndex(where: { $0.ordinal == ordinal }) {
                screen.go(to: screen.tables.trace.messages[place].cell, message: place)
            } else {
                context.hint("the run has no message \(ordinal)")
            }
            return Arrival(screen: screen, position: .base)
        case .message(let message, let cell, let origin)?:
            screen.focus = .grid
            screen.go(to: cell, message: message)
            context.hint("Esc goes back to \(origin.name)")
            return Arrival(screen: screen, position: .over(origin))
        }
    }

    /// A run that could be read, with what the person chose for the one before; says why when it could not.
    private static func read(
        _ result: OpenedRun, run: RunIndex?, before: RunScreen?, _ context: inout Context
    ) -> RunScreen? {
        switch result {
        case .failed(let sentence):
            context.say(.error, sentence)
            return nil
        case .beginning(let trace, let file):
            let reason = "the run is still being read"
            let tables = RunTables(trace: trace, credit: .pending(reason), file: file, isWhole: false)
            var screen = RunScreen(
                tables: tables, run: run, replay: .impossible(reason), review: .impossible(reason))
            if let before { screen.keepSettings(of: before) }
            return screen
        case .read(let trace, let credit, let file, let replay, let review):
            let tables = RunTables(trace: trace, credit: credit, file: file)
            var screen = RunScreen(tables: tables, run: run, replay: replay, review: review)
            if let hot = run.flatMap({ context.session.catalogue.measuredHotCell($0) }) { screen.start(at: hot) }
            if let before { screen.keepSettings(of: before) }
            context.session.beginMeasurement(of: trace, screen.key, replay, credit: credit)
            return screen
        }
    }
}

extension EstimatedCredit {
    /// The credit of a run that is not estimated yet.
    fileprivate static func pending(_ reason: String) -> EstimatedCredit {
        EstimatedCredit(
            metric: "pending", temporal: [], structural: [], cells: [], suspects: [], states: [], noSuspect: reason)
    }
}
