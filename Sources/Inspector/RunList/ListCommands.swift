import CreditEngine

/// The commands of every screen on which the list of runs is at hand.
extension Command {
    /// Marks the selected run.
    static func mark(at places: [Place] = []) -> Command {
        Command(.mark, at: places, footer: "mark") { _, context in
            context.session.list.toggleMark(context.session.catalogue)
        }
    }

    /// Shows the bad line on which the selection is.
    static func showLine(at places: [Place] = []) -> Command {
        Command(
            .showLine, at: places,
            refusal: { _, session in
                session.list.isOnBadLine ? nil : "e shows a bad line, and this row is a run; Enter opens it"
            }, perform: { _, context in context.openRow() })
    }

    /// Sets the breakpoint.
    static func breakpoint(at places: [Place] = []) -> Command {
        Command(.breakpoint, at: places) { _, context in
            context.typeBreakpoint(context.session.breakpoint?.source ?? "", for: S.self)
        }.taking(Argument("CONDITION", isFree: true) { $2.setBreakpoint($1, for: S.self) })
    }

    /// Stops the job that is meant.
    static func stop(at places: [Place] = []) -> Command {
        Command(
            .stop, at: places, refusal: { _, session in session.meantJob == nil ? "no job is running" : nil },
            perform: { _, context in
                if let job = context.session.meantJob { context.carryOut(context.session.stop(job)) }
            })
    }
}

extension Screen {
    /// Sorts the list, widens and hides its columns.
    static func sorts(at places: [Place] = []) -> [Command<Self>] {
        [
            column(.widen, among: ColumnChoice.widened.map(\.rawValue), at: places) { name, context in
                if let column = Sorting.Column(rawValue: name) { context.change { $0.widen(column) } }
            },
            column(.hide, among: ColumnChoice.hidden.map(\.rawValue), at: places) { name, context in
                if let column = Sorting.Column(rawValue: name) { context.change { $0.hide(column) } }
            },
            column(.sort, among: Sorting.columns + [Sorting.files], at: places) { $1.sort(by: Sorting(words: $0)) },
            Command(
                .reverse, at: places,
                refusal: { _, session in
                    session.list.rows.sorting == nil ? "the list is as the files are; o sorts it" : nil
                }, perform: { _, context in context.sort(by: context.session.list.rows.sorting?.reversed) }),
        ]
    }

    /// A command that takes the name of a column, and by its key begins to type one.
    private static func column(
        _ name: CommandName, among columns: [String], at places: [Place],
        _ perform: @escaping @Sendable (String, inout Context) -> Void
    ) -> Command<Self> {
        Command(name, at: places) { _, context in context.ask(.type(.command(name.name + " "))) }
            .taking(Argument("COLUMN", among: columns) { _, column, context in perform(column, &context) })
    }

    /// Reads the files again, follows them, scores by another metric.
    static func files() -> [Command<Self>] {
        [
            Command(.reload) { _, context in context.carryOut(.reload) },
            Command(.followFiles) { _, context in
                context.session.isFollowing.toggle()
                let follows = context.session.isFollowing
                context.hint(follows ? "following growing files; F stops" : "no longer following growing files")
                context.carryOut(.follow(follows))
            },
            Command(.metric) { _, context in context.cycleMetric() }
                .taking(
                    Argument("METRIC", among: TemporalMetric.allCases.map(\.rawValue)) { _, name, context in
                        if let metric = TemporalMetric(rawValue: name) { context.use(metric) }
                    }),
        ]
    }
}

extension Context {
    /// Opens the selected run, or the selected bad line.
    mutating func openRow() {
        switch session.list.selected {
        case .run(let run): carryOut(session.open(run))
        case .bad(let place):
            session.askedLine = session.catalogue.badLines[safe: place]
            if let line = session.askedLine { carryOut(.showLine(line)) }
        case nil: hint("there is no run to open")
        }
    }

    /// Opens the run of an id or of a link (`file:trace:ordinal`), whatever the filter shows.
    mutating func openRun(called id: String) {
        let near = session.catalogue.ids(like: id).filter { TextMatch.contains($0, id) }
        let only = near.count == 1 ? session.catalogue.run(called: near[0]).map { ($0, nil as Int?) } : nil
        guard let (run, ordinal) = session.catalogue.run(linked: id) ?? only else {
            let name = VisibleText.escape(id)
            return hint(near.isEmpty ? "there is no run '\(name)'" : "'\(name)' may be several runs; ↓ chooses one")
        }
        session.list.select(run: run)
        carryOut(session.open(run, landing: ordinal.map { .ordinal($0) }))
    }

    /// Takes a click on the list in a rectangle: on a head it sorts, and again the other way round; on a row it selects,
    /// and on what is selected already it opens.
    mutating func click(column: Int, row: Int, in rect: Rect) {
        if row == rect.row {
            let view = RunListView(list: session.list, catalogue: session.catalogue)
            guard let column = view.sorting(column: column, in: rect) else { return }
            let sorting = session.list.rows.sorting
            return sort(by: sorting?.column == column ? sorting?.reversed : Sorting(column))
        }
        let rows = RunListView.rows(in: rect)
        click(line: row - rows.row, of: rows.rows)
    }

    /// Sorts the list, or shows it as the files are; says how it is sorted, and keeps it for the next time.
    mutating func sort(by sorting: Sorting?) {
        session.list.sort(by: sorting, session.catalogue)
        let words = sorting.map { "sorted by \($0.column.rawValue), \($0.isDescending ? "largest" : "smallest") first" }
        hint((words ?? "as the files are") + "; O turns it round")
        keep("sort", sorting?.words ?? Sorting.files)
    }

    /// Changes the columns of the list, and keeps the change for the next time.
    mutating func change(_ change: (inout ColumnChoice) -> Void) {
        change(&session.list.columns)
        let words = session.list.columns.words
        hint("columns: \(words)")
        keep("columns", words)
    }

    private mutating func click(line: Int, of height: Int) {
        let list = session.list
        guard line >= 0, line < height, let row = list.rows.row(list.top + line, session.catalogue) else { return }
        if row == list.selected { return openRow() }
        session.list.select(list.top + line, session.catalogue)
    }

    /// Moves the selection in the list by rows.
    mutating func moveSelection(by rows: Int) {
        session.list.select(session.list.position(session.catalogue) + rows, session.catalogue)
    }

    /// Keeps the list in order for its height, and asks for the scores of the runs in sight.
    mutating func layOutList(height: Int, _ view: View) {
        guard height > 0 else { return }
        session.list.layOut(height: height, session.catalogue, keeps: view.isByPerson)
        let wanted = session.list.unscored(height: height, session.catalogue)
        if !wanted.isEmpty { carryOut(.scoreFirst(wanted)) }
    }

    /// Selects the next (1) or previous (−1) failed run; returns it.
    mutating func selectFailed(_ step: Int) -> RunIndex? {
        let here = session.pending ?? (session.isSubjectShown ? session.subject?.run : nil) ?? session.list.selectedRun
        guard let next = session.list.failedRun(from: here, step: step, session.catalogue) else {
            hint("there is no failed run \(step > 0 ? "after" : "before") this one")
            return nil
        }
        session.list.select(run: next)
        return next
    }

    /// Selects a row of the list by its number, and says so where there is none.
    mutating func goToRow(_ number: Int) {
        let count = session.list.rows.count(session.catalogue)
        if !(1...max(1, count)).contains(number) { hint("the list has \(Numeral.count(count, "row"))") }
        session.list.select(number - 1, session.catalogue)
    }

    /// Selects the next or previous run with a hit of the search in all runs.
    mutating func selectHit(_ step: Int) {
        let hits = session.catalogue.hits
        let next = session.list.run(from: session.list.selectedRun, step: step, session.catalogue) { hits[$0] != nil }
        if let next {
            session.list.select(run: next)
        } else {
            hint("no other run \(step > 0 ? "after" : "before") this one has a hit")
        }
    }

    /// Asks what of the marked runs, else of the selected one, is to be copied.
    mutating func copyIDs() {
        let catalogue = session.catalogue
        let marked = session.list.marked.sorted()
        let runs = (marked.isEmpty ? session.list.selectedRun.map { [$0] } ?? [] : marked)
            .compactMap { run in catalogue.entries[safe: run].map { (run, $0, catalogue.files[safe: $0.file] ?? "") } }
        func item(_ name: String, _ text: (RunIndex, RunEntry, String) -> String) -> CopyMenu.Item {
            CopyMenu.Item(name: name, text: runs.map(text).joined(separator: "\n"))
        }
        var items = [item(runs.count == 1 ? "id" : "ids") { _, entry, _ in entry.id }]
        if runs.contains(where: { catalogue.summaries[$0.0]?.task != nil }) {
            items.append(item("task, beginning") { run, _, _ in catalogue.summaries[run]?.task ?? "" })
        }
        items.append(item("command line") { _, entry, file in session.scoring(file: file, id: entry.id) })
        items.append(item(runs.count == 1 ? "link" : "links") { _, entry, file in "\(file):\(entry.id)" })
        show(CopyMenu(items))
    }

    /// Uses the next temporal metric, says its caveat, and asks for everything to be scored anew by it.
    mutating func cycleMetric() {
        use(session.configuration.metric.next)
    }

    /// Uses a temporal metric.
    fileprivate mutating func use(_ metric: TemporalMetric) {
        session.configuration.metric = metric
        say(.info, "temporal by \(metric.rawValue): \(metric.caveat)")
        carryOut(.use(metric))
        if session.isSubjectShown, let shown = session.subject?.run { carryOut(session.reopen(shown)) }
    }

    /// Opens the line in which a breakpoint is typed.
    mutating func typeBreakpoint<S: Screen>(_ text: String, for type: S.Type) {
        let line = LineInput(
            " break at ", enter: "set; empty clears it", text: text, keepsNotice: true, for: S.self
        ) { _, typed, context in
            context.setBreakpoint(typed.trimmed, for: S.self)
        }
        ask(.type(line))
    }

    /// Sets the breakpoint, or takes it away when nothing is typed.
    mutating func setBreakpoint<S: Screen>(_ text: String, for type: S.Type) {
        do {
            session.breakpoint = text.isEmpty ? nil : try Breakpoint.parse(text)
            guard let breakpoint = session.breakpoint else { return hint("no breakpoint any more") }
            if session.isSubjectShown, let tables = session.subject?.tables {
                hint(BreakpointHits(breakpoint, in: tables).summary)
            } else {
                hint("breakpoint: \(breakpoint.source) · it holds in the runs that you open")
            }
        } catch {
            hint("breakpoint: " + error.sentence)
            typeBreakpoint(text, for: type)
        }
    }
}

extension Session {
    /// Why there is no hit to go to in the list.
    var whyNoHit: String? {
        catalogue.find == nil ? "nothing is searched; / with text~\"words\" searches all runs" : nil
    }

    /// Why no id can be copied from the list.
    var whyNoID: String? {
        list.selectedRun == nil && list.marked.isEmpty ? "there is no run to copy; e shows a bad line" : nil
    }

    /// Why the marked and selected runs cannot be compared.
    var whyNoPair: String? {
        switch list.marked.count {
        case 0: return "no run is marked: Space marks one, then d compares it with the selected one"
        case 1:
            guard let selected = list.selectedRun else { return "this row is no run; select the run to compare with" }
            return list.marked.contains(selected) ? "this is the marked run; select another one, or mark a second" : nil
        case 2: return nil
        default:
            return "\(Numeral.count(list.marked.count)) runs are marked, and d compares two; Space takes a mark off"
        }
    }

    /// Asks for the comparison of two marked runs, or of the marked one with the selected one.
    mutating func comparePair() -> Effect? {
        let marked = list.marked.sorted()
        if marked.count == 2 { return compare(left: marked[0], right: marked[1], why: "") }
        guard marked.count == 1, let selected = list.selectedRun else { return nil }
        return compare(left: marked[0], right: selected, why: "")
    }
}
