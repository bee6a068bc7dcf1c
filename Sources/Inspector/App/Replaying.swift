import CreditEngine

extension App {
    // MARK: asking

    /// Offers what may be put in the cell's place.
    mutating func openSwapMenu() {
        guard let run, let measurement else { return }
        let marked = runs.marked.sorted().filter { $0 != run.run }.compactMap { index in
            catalogue.entries[safe: index].map { entry in
                SwapChoice.trace(run: index, id: entry.id, file: catalogue.files[safe: entry.file] ?? run.book.file)
            }
        }
        menu = ReplayMenu(cell: run.cell, measurement, marked: marked)
    }

    /// Offers to measure the whole run.
    mutating func openMeasureMenu() {
        guard let measurement else { return }
        menu = ReplayMenu([.measure], measurement)
    }

    /// Starts what the menu has selected.
    mutating func startFromMenu() -> [Effect] {
        guard let menu, let task = menu.task else { return [] }
        self.menu = nil
        guard case .swap(let cell, let choice, let pairs, _) = task else { return start(task) }
        let before = measurement?.swapped(cell, choice)
        if let before, isOpen(before) {
            hint("this swap is still running; + when it is done")
            return []
        }
        return start(.swap(cell, choice, pairs: pairs, after: before?.asked ?? 0))
    }

    /// Makes twenty more pairs of the cell's latest swap, or takes more samples in the menu.
    mutating func addSamples() -> [Effect] {
        if menu != nil {
            menu?.addSamples()
            return []
        }
        guard let swap = latestSwap else { return [] }
        return start(.swap(swap.cell, swap.choice, pairs: 20, after: swap.asked))
    }

    private mutating func start(_ task: ReplayTask) -> [Effect] {
        guard let run, let measurement else { return [] }
        let key = run.key
        let agent =
            if case .swap(let cell, _, _, _) = task { run.book.agent(cell) } else { "" }
        let seconds = self.seconds
        let job = jobs.start { id in
            Job(id: id, run: key, agent: agent, task: task, terms: measurement.terms, started: seconds)
        }
        change(key) { $0.begin(job) }
        self.run?.show(.evidence, focusing: false)
        return [.startJob(ReplayOrder(job: job.id, trace: measurement.trace, task: task))]
    }

    /// Stops the job that is meant: the selected one of the jobs screen, else the latest that is open.
    mutating func stopJob() -> [Effect] {
        guard let job = meantJob else { return [] }
        hint("stopping \(job.title); its finished samples are kept")
        return [.stopJob(job.id)]
    }

    /// Pauses or resumes the job that is meant.
    mutating func pauseJob() -> [Effect] {
        guard var job = meantJob else { return [] }
        let pauses = job.state == .running
        job.state = pauses ? .paused : .running
        jobs[job.id] = job
        hint(pauses ? "\(job.title) pauses after what is under way; Space goes on" : "\(job.title) goes on")
        return [.pauseJob(job.id, pauses)]
    }

    /// Says the command line that does the same, and puts it into the log.
    mutating func sayEquivalent() {
        guard let line = equivalent else { return }
        say(Notice(.info, line))
    }

    /// Hands the cell's words to the person's editor.
    mutating func edit() -> [Effect] {
        guard let run else { return [] }
        let words = run.book.messages(run.cell).map { run.book.trace.messages[$0].output }.joined(separator: "\n\n")
        return [.edit(words, cell: run.cell, run: run.key.id)]
    }

    /// Quits, or asks first when jobs are running.
    mutating func quit() -> [Effect] {
        let count = jobs.open.count
        if count == 0 || isQuitAsked { return [.quit] }
        isQuitAsked = true
        hint(
            "\(Figure.count(count, "job")) still \(count == 1 ? "runs" : "run") and would end; Q again quits, other keys stay"
        )
        return []
    }

    // MARK: answers

    mutating func take(_ id: JobID, _ report: JobReport) {
        guard var job = jobs[id], job.isOpen else { return }
        switch report {
        case .progressed(let findings):
            job.take(findings)
            change(job.run) { $0.take(findings, of: job) }
        case .ended(let findings, let ending):
            if let findings {
                job.take(findings)
                change(job.run) { $0.take(findings, of: job) }
            }
            job.state = .ended(ending)
            change(job.run) { $0.end(job) }
            announce(job, ending)
        }
        jobs[id] = job
    }

    private mutating func announce(_ job: Job, _ ending: JobEnding) {
        let isQuiet = isQuitAsked
        let before = notice
        switch ending {
        case .failed(let why): say(Notice(.error, "\(job.title): \(why)"))
        case .stopped: say(Notice(.info, "\(job.title) stopped after \(job.done) of \(job.task.total); they are kept"))
        case .finished:
            say(Notice(.info, "\(job.title): done, \(job.spent); = shows the command line"))
            if let line = command(of: job) { log.add(Notice(.info, "the same: " + line), at: seconds) }
        }
        // A question stays until it is answered.
        if isQuiet { notice = before }
    }

    mutating func take(_ edited: EditedText, cell: Cell, run id: String) {
        switch edited {
        case .failed(let why): say(Notice(.warning, why))
        case .unchanged: hint("nothing was changed, so nothing is replayed")
        case .changed(let text):
            guard isRunShown, let run, run.key.id == id, let measurement else {
                say(Notice(.warning, "the run is no longer open; the edited words are dropped"))
                return
            }
            self.run?.go(to: cell)
            menu = ReplayMenu([.swap(cell, .text(text))], measurement)
        }
    }

    private mutating func change(_ key: RunKey, _ body: (inout RunMeasurement) -> Void) {
        guard var measurement = measurements[key] else { return }
        body(&measurement)
        measurements[key] = measurement
        if run?.key == key { run?.measurement = measurement }
    }

    /// Gives an opened run what is already known of it; what was measured of other words is void.
    mutating func attachMeasurement() {
        guard let run, case .replayable(let terms) = run.replay else { return }
        let key = run.key
        if measurements[key]?.trace != run.book.trace {
            measurements[key] = RunMeasurement(trace: run.book.trace, terms: terms)
        }
        self.run?.measurement = measurements[key]
    }

    // MARK: what is meant

    /// The measurement of the opened run; `nil` when its team cannot speak again.
    var measurement: RunMeasurement? { run?.measurement }

    /// The cell's swap with the latest job.
    var latestSwap: RunMeasurement.Swapped? {
        guard let run else { return nil }
        return run.measurement?.swaps.filter { $0.cell == run.cell }
            .max { ($0.parts.last?.job ?? 0) < ($1.parts.last?.job ?? 0) }
    }

    /// The job that stop and pause mean.
    var meantJob: Job? {
        if place == .jobs { return jobsScreen.job(jobs).flatMap { $0.isOpen ? $0 : nil } }
        return jobs.open.last { $0.run == run?.key && isRunShown } ?? jobs.open.last
    }

    /// The command line that does what the job at hand did.
    var equivalent: String? {
        if place == .jobs { return jobsScreen.job(jobs).flatMap { command(of: $0) } }
        guard let run, let measurement else { return nil }
        let maker = EquivalentCommand(
            trace: run.book.trace, file: run.book.file, options: configuration.readingOptions)
        if let swap = latestSwap, swap.asked > 0 { return maker.swap(swap.cell, swap.choice, pairs: swap.asked) }
        return measurement.whole.map { maker.measure(budget: $0.budget) }
    }

    private func command(of job: Job) -> String? {
        guard let measurement = measurements[job.run] else { return nil }
        let maker = EquivalentCommand(
            trace: measurement.trace, file: job.run.file, options: configuration.readingOptions)
        switch job.task {
        case .swap(let cell, let choice, let pairs, let after):
            let asked = measurement.swapped(cell, choice)?.asked ?? after + pairs
            return maker.swap(cell, choice, pairs: max(1, asked))
        case .measure(let budget): return maker.measure(budget: budget)
        }
    }

    // MARK: refusals

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
        if jobs.open.contains(where: { $0.run == run.key && $0.task.isMeasure }) {
            return "this run is being measured; x stops it"
        }
        guard let outcome = run.book.trace.outcome else { return "\(MeasureError.noOutcome)" }
        return outcome.success ? "\(MeasureError.succeeded)" : nil
    }

    /// Why there is no swap to make more pairs of.
    var whyNoMore: String? {
        if menu != nil { return nil }
        if let why = whyNoSwap { return why }
        guard let swap = latestSwap else { return "this cell was not swapped yet; s swaps it" }
        return isOpen(swap) ? "its samples are still coming; + when they are done" : nil
    }

    private func isOpen(_ swap: RunMeasurement.Swapped) -> Bool {
        swap.parts.contains { jobs[$0.job]?.isOpen ?? false }
    }

    /// Why there is no job to stop or pause.
    var whyNoJob: String? {
        if meantJob != nil { return nil }
        return place == .jobs && !jobs.all.isEmpty ? "this job has ended" : "no job is running"
    }

    /// Why there is no command to show.
    var whyNoEquivalent: String? {
        equivalent == nil ? "nothing was replayed here; s swaps a message, V measures the run" : nil
    }
}

extension ReplayTask {
    var isMeasure: Bool {
        if case .measure = self { return true }
        return false
    }
}
