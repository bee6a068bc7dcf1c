import CreditEngine

/// The inspector: state in, frame out.
///
/// A value without I/O, clock or randomness. `update` takes what happened and returns what is to be done outside;
/// `render` draws what is to be seen.
public struct App: Sendable {
    /// A screen that lies over the runs or over an opened run.
    enum Overlay: Sendable, Equatable { case help, log, line, jobs, approvals, diff }

    /// How the program was started, with the palette now in use and the terminal's size now.
    public private(set) var configuration: Configuration
    var catalogue = Catalogue()
    var runs = RunsScreen()
    /// The run that was opened last.
    var run: RunScreen?
    /// Whether the opened run is shown, not the runs.
    var isRunShown = false
    var overlays: [Overlay] = []
    var help = HelpScreen()
    var log = LogScreen()
    var line: LineScreen?
    /// The bad line that was asked for and is not here yet; another key takes the question back.
    var askedLine: BadLine?
    /// The line being typed, if one is.
    var input: LineInput?
    /// What the status line says until the next key.
    var notice: Notice?
    /// The run that was asked for and is not here yet.
    var pending: RunIndex?
    /// Where the person wants to stop while walking through messages.
    var breakpoint: Breakpoint?
    /// Two runs side by side, as they were compared last.
    var diff: DiffScreen?
    /// The two runs that are being compared and are not here yet.
    var comparing: ComparisonRequest?
    /// Where the run that was asked for is to be opened.
    var landing: Landing?
    /// Counts requests to open a run, so that late answers are told apart.
    var generation = 0
    var isFollowing = false
    var isMouseOn: Bool
    /// What is about to be replayed, if anything.
    var menu: ReplayMenu?
    /// What the words in the person's editor are to be.
    var wording = Wording.text
    var jobs = Jobs()
    var jobsScreen = JobsScreen()
    /// What replays have shown, by run; it stays when a run is closed.
    var measurements: [RunKey: RunMeasurement] = [:]
    /// Critiques, proposals and validations.
    var reviews = Reviews()
    var approvals = ApprovalsScreen()
    /// What waits for Enter, if anything.
    var confirmation: Confirmation?
    /// Where to go back to from a run of a validation or of a comparison.
    var visit: Visit?
    /// The seconds that a model's calls were measured to take, by its name.
    var latencies: [String: Double] = [:]
    /// What was done last where no job tells: decisions and exports.
    var deeds = Deeds()
    /// Whether the person was asked whether to quit though jobs are running.
    var isQuitAsked = false
    /// Whether the key at hand is the next one after that question.
    var isQuitAnswer = false
    private var isStepAsked = false
    private(set) var seconds = 0.0

    /// Starts with nothing read yet.
    public init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        isMouseOn = configuration.isMouseOn
        _ = settle(keeps: true)
    }

    /// The colours of heat now in use.
    public var palette: Palette { configuration.palette }

    /// Whether a line is being typed, so that pasted text may go into it.
    public var isTyping: Bool { input != nil }

    var size: Size { Size(columns: configuration.columns, rows: configuration.rows) }

    /// Reads a key script such as `jj<Enter>s<lt><C-d>`; the error names the character and the way out.
    public static func keys(_ script: String) throws -> [Key] { try KeyScript.keys(script) }

    /// The table of keys as text, one command a line: keys, name, what it does.
    public static func keyTable() -> String { Command.listing() }

    /// Takes in what happened; returns what is to be done outside, in order.
    public mutating func update(_ event: Event) -> [Effect] {
        var effects: [Effect] = []
        switch event {
        case .key(let key): effects = press(key)
        case .click(let column, let row): effects = click(column: column, row: row)
        case .wheel(let column, let row, let steps): wheel(column: column, row: row, steps: steps)
        case .resize(let columns, let rows):
            configuration.columns = max(1, columns)
            configuration.rows = max(1, rows)
        case .indexed(let progress):
            let changed = catalogue.apply(progress)
            runs.forget(changed)
            runs.rows.recheck(changed, catalogue)
            // An opened run that has grown is read again; the person stays where they are.
            if isRunShown, pending == nil, let shown = run?.run, changed.contains(shown) {
                generation += 1
                effects.append(.open(run: shown, generation: generation))
            }
        case .restarted(let reason): effects = restart(reason)
        case .scored(let scores): runs.rows.recheck(catalogue.apply(scores), catalogue)
        case .opened(let index, let generation, let result):
            if generation == self.generation { show(index, result) }
        case .compared(let generation, let result):
            if generation == self.generation { show(result) }
        case .found(let progress): runs.rows.recheck(catalogue.apply(progress), catalogue)
        case .noticed(let notice): say(notice)
        case .blamed(let table): catalogue.apply(table)
        case .notes(let run, let answer): take(answer, of: run)
        case .lineShown(let bad, let text):
            guard askedLine == bad else { break }
            askedLine = nil
            line = LineScreen(line: bad, text: text, file: catalogue.file(of: bad))
            overlays.removeAll { $0 == .line }
            overlays.append(.line)
        case .job(let id, let report): take(id, report)
        case .metered(let id, let meter): take(id, meter)
        case .remembered(let work, let file, let id): remember(work, of: RunKey(file: file, id: id))
        case .edited(let text, let subject): effects = take(text, subject)
        case .review(let id, let report): effects = take(id, report)
        case .queue(let answer): take(answer)
        case .decided(let decision, let failure): take(decision, failure: failure)
        case .rollout(let proposal, let problem, let result): take(result, proposal: proposal, problem: problem)
        case .exportPlanned(let plan): take(plan)
        case .step: isStepAsked = false
        case .clock(let seconds): self.seconds = seconds
        }
        let isByPerson =
            switch event {
            case .key, .click, .wheel, .opened, .compared, .edited, .rollout: true
            default: false
            }
        return effects + settle(keeps: isByPerson)
    }

    /// The lines that the log got since the last time, for a file that keeps them.
    public mutating func takeLogged() -> [Notice] { log.takeNew() }

    /// Says something in the status line and the log.
    mutating func say(_ notice: Notice) {
        self.notice = notice
        log.add(notice, at: seconds)
    }

    /// Says something in the status line only.
    mutating func hint(_ text: String) { notice = Notice(.info, text) }

    /// Uses the next palette.
    mutating func cyclePalette() {
        let all = Palette.allCases
        let here = all.firstIndex(of: configuration.palette) ?? 0
        configuration.palette = all[(here + 1) % all.count]
        hint("palette: \(configuration.palette.rawValue)")
    }

    /// Uses the next temporal metric, says its caveat, and asks for everything to be scored anew by it.
    mutating func cycleMetric() -> [Effect] {
        let all = TemporalMetric.allCases
        let here = all.firstIndex(of: configuration.metric) ?? 0
        configuration.metric = all[(here + 1) % all.count]
        say(Notice(.info, "temporal by \(configuration.metric.rawValue): \(configuration.metric.caveat)"))
        guard isRunShown, let shown = run?.run else { return [.use(configuration.metric)] }
        generation += 1
        return [.use(configuration.metric), .open(run: shown, generation: generation)]
    }

    /// Forgets the runs; a search goes on in the new ones.
    private mutating func restart(_ reason: String) -> [Effect] {
        let query = catalogue.find?.query
        catalogue = Catalogue()
        runs.restart()
        run?.run = nil
        diff?.detach()
        pending = nil
        comparing = nil
        landing = nil
        menu = nil
        generation += 1
        say(Notice(.warning, reason))
        guard let query else { return [] }
        catalogue.startFind(query)
        return [.find(query)]
    }

    private mutating func show(_ index: RunIndex, _ result: OpenedRun) {
        let isAskedFor = pending != nil
        pending = nil
        let landing = self.landing
        self.landing = nil
        switch result {
        case .failed(let sentence): say(Notice(.error, sentence))
        case .read(let trace, let credit, let file, let replay, let review):
            if isAskedFor { menu = nil }
            visit = landing.map { _ in Visit(run: run, isRunShown: isRunShown, overlay: .diff) }
            if visit != nil { overlays.removeAll { $0 == .diff } }
            var opened = RunScreen(
                book: RunBook(trace: trace, credit: credit, file: file), run: index, replay: replay, review: review)
            if let before = run { opened.takeSettings(from: before) }
            // The same run by another metric: the person stays where they are, and so does the word on it.
            if !isAskedFor, let before = run { opened.go(to: before.cell, message: before.message) }
            if let landing {
                opened.focus = .grid
                opened.go(to: landing.cell, message: landing.message)
            }
            run = opened
            attachMeasurement()
            isRunShown = true
            runs.select(run: index)
            if isAskedFor { notice = nil }
            if visit != nil { hint("Esc goes back to the diff") }
        }
    }

    /// Brings every screen in order after a change: work of a portion's size, scroll offsets, what to score first.
    private mutating func settle(keeps: Bool) -> [Effect] {
        var effects: [Effect] = []
        let size = size
        let isMore = runs.rows.scan(catalogue)
        if isMore, !isStepAsked {
            isStepAsked = true
            effects.append(.step)
        }
        attachReview()
        attachBreakpoint()
        if isRunShown { run?.settle(size, keeps: keeps) }
        let height = listHeight
        help.settle(size)
        if overlays.contains(.log) { log.settle(size) }
        jobsScreen.settle(size, jobs)
        if overlays.contains(.approvals) { approvals.settle(size, reviews, isCovered: isCovered) }
        line?.settle(size)
        if overlays.contains(.diff) { diff?.settle(size, keeps: keeps) }
        if height > 0 {
            runs.settle(height: height, catalogue, keeps: keeps)
            let wanted = runs.unscored(height: height, catalogue)
            if !wanted.isEmpty { effects.append(.scoreFirst(wanted)) }
        }
        return effects
    }
}
