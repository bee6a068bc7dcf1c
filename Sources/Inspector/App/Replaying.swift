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
        if case .words(let cell, let wording, let words)? = menu?.offer { return write(wording, from: words, at: cell) }
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
            Job(id: id, run: key, agent: agent, work: .replay(task), terms: measurement.terms, started: seconds)
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
        return write(.text, from: words, at: run.cell)
    }

    /// Lets the person write words for a swap, starting from others.
    private mutating func write(_ wording: Wording, from words: String, at cell: Cell) -> [Effect] {
        guard let run else { return [] }
        menu = nil
        self.wording = wording
        return [.edit(words, .message(cell, run: run.key.id))]
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
        if place == .approvals { return approvalsCommand }
        guard let run, let measurement else { return nil }
        let maker = EquivalentCommand(
            trace: run.book.trace, file: run.book.file,
            options: configuration.readingOptions + configuration.modelOptions)
        if let swap = latestSwap, swap.asked > 0 { return maker.swap(swap.cell, swap.choice, pairs: swap.asked) }
        return measurement.whole.map { maker.measure(budget: $0.budget) }
    }

    func command(of job: Job) -> String? {
        guard let task = job.replays else { return reviewCommand(of: job) }
        guard let measurement = measurements[job.run] else { return nil }
        let maker = EquivalentCommand(
            trace: measurement.trace, file: job.run.file,
            options: configuration.readingOptions + configuration.modelOptions)
        switch task {
        case .swap(let cell, let choice, let pairs, let after):
            let asked = measurement.swapped(cell, choice)?.asked ?? after + pairs
            return maker.swap(cell, choice, pairs: max(1, asked))
        case .measure(let budget): return maker.measure(budget: budget)
        }
    }
}
