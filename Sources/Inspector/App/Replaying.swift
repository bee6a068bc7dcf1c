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
        menu = ReplayMenu(cell: run.cell, measurement.measured(latencies), marked: marked)
    }

    /// Offers to measure the whole run.
    mutating func openMeasureMenu() {
        guard let measurement else { return }
        menu = ReplayMenu([.measure], measurement.measured(latencies))
    }

    /// Starts what the menu has selected.
    mutating func startFromMenu() -> [Effect] {
        if case .words(let cell, let wording, let words)? = menu?.offer { return write(wording, from: words, at: cell) }
        guard let menu, let task = menu.task else { return [] }
        self.menu = nil
        guard case .swap(let cell, let choice, let pairs, _) = task else { return start(task) }
        run?.go(to: cell)
        let before = measurement?.swapped(cell, choice)
        if let before, isOpen(before) {
            hint("this swap is still running; + when it is done")
            return []
        }
        return start(.swap(cell, choice, pairs: pairs, after: before?.asked ?? 0))
    }

    /// Offers twenty more pairs of the cell's latest swap, or takes more samples in the menu.
    mutating func addSamples() {
        if menu != nil {
            menu?.addSamples()
        } else if let swap = latestSwap, let measurement {
            menu = ReplayMenu([.swap(swap.cell, swap.choice)], measurement.measured(latencies))
        }
    }

    /// Offers to go on with a job of an earlier session: with what it has not made yet.
    mutating func goOn(_ job: Job) {
        guard isRunShown, run?.key == job.run, let measurement, let task = job.replays else {
            hint("open \(job.run.id) first; then Enter here goes on with it")
            return
        }
        overlays.removeAll()
        let offer: ReplayMenu.Offer =
            if case .swap(let cell, let choice, _, _) = task { .swap(cell, choice) } else { .measure }
        menu = ReplayMenu([offer], measurement.measured(latencies), remaining: job)
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
        jobs.replace(cutOff: task, of: key)
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
        job.pause(pauses, at: seconds)
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

    /// Quits, or asks first when jobs are running; only the key that quits answers that, not the one that goes back.
    mutating func quit(byQuitKey: Bool) -> [Effect] {
        let count = jobs.open.count
        if count == 0 || isQuitAnswer && byQuitKey { return [.quit] }
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
        guard let run else { return nil }
        let done = jobs.all.filter { concerns($0, run) }
        // What this session did comes after all that an earlier one did.
        let last = done.last { $0.stored == nil } ?? done.last
        if let team = run.book.trace.team?.name, let export = deeds.teams[team], export.jobs >= last?.id ?? 0 {
            return export.line
        }
        return last.flatMap { command(of: $0) }
    }

    /// Whether a job was about the cell of an opened run, or about all of its cells.
    private func concerns(_ job: Job, _ run: RunScreen) -> Bool {
        switch job.work {
        case .replay(.swap(let cell, _, _, _)): job.run == run.key && cell == run.cell
        case .replay(.measure): job.run == run.key
        case .review(.critique(let cell, _, _), _): job.run == run.key && cell == run.cell
        case .review(.propose(let block, _), _): job.run == run.key && block == cellCritique?.block
        case .review(.validate(let proposal, _), _): proposal == meantItem?.id
        }
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
