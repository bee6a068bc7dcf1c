import CreditEngine

/// Replays: how they are started, how they go, what earlier sessions made.
extension Session {
    /// Starts replays of a measured run.
    mutating func start(_ task: ReplayTask, of measurement: RunMeasurement, in key: RunKey) -> (Job, Effect) {
        let agent =
            if case .swap(let cell, _, _, _) = task { measurement.agent(cell) } else { "" }
        let seconds = self.seconds
        let job = jobs.start { id in
            Job(id: id, run: key, agent: agent, work: .replay(task), terms: measurement.terms, started: seconds)
        }
        jobs.replace(cutOff: task, of: key)
        change(key) { $0.begin(job) }
        return (job, .startJob(ReplayOrder(job: job.id, trace: measurement.trace, task: task)))
    }

    /// Whether samples of a swap are still coming.
    func isOpen(_ swap: RunMeasurement.Swapped) -> Bool {
        swap.parts.contains { jobs[$0.job]?.isOpen ?? false }
    }

    /// The job that stop and pause mean away from the list of jobs: the latest open one, of the opened run if there is.
    var meantJob: Job? { jobs.open.last { $0.run == subject?.key && isSubjectShown } ?? jobs.open.last }

    /// Stops a job.
    mutating func stop(_ job: Job) -> Effect {
        hint("stopping \(job.title); its finished samples are kept")
        return .stopJob(job.id)
    }

    /// Pauses a job, or lets it go on.
    mutating func pause(_ job: Job) -> Effect {
        var job = job
        let pauses = job.state == .running
        job.pause(pauses, at: seconds)
        jobs[job.id] = job
        hint(pauses ? "\(job.title) pauses after what is under way; Space goes on" : "\(job.title) goes on")
        return .pauseJob(job.id, pauses)
    }

    /// Takes in how replays go.
    mutating func receive(_ report: JobReport, of id: JobID) {
        guard var job = jobs[id], job.isOpen else { return }
        switch report {
        case .progressed(let findings):
            job.add(findings)
            change(job.run) { $0.add(findings, of: job) }
        case .ended(let findings, let ending):
            if let findings {
                job.add(findings)
                change(job.run) { $0.add(findings, of: job) }
            }
            job.state = .ended(ending)
            change(job.run) { $0.end(job) }
            announce(job, ending)
        }
        jobs[id] = job
    }

    /// Takes in what a job has really asked so far.
    mutating func receive(_ meter: JobMeter, of id: JobID) {
        guard var job = jobs[id], job.isOpen else { return }
        job.add(meter)
        if let seconds = meter.secondsPerCall { latencies[job.terms.model] = seconds }
        jobs[id] = job
    }

    /// Takes in what earlier sessions did on the opened run; what this one did itself stands.
    mutating func remember(_ work: StoredWork, of key: RunKey) {
        guard let subject, subject.key == key else { return }
        var cutOff = 0
        for stored in work.jobs { follow(stored, of: key) }
        for stored in work.jobs where !jobs.all.contains(where: { $0.run == key && $0.stored == stored.name }) {
            guard let measurement = measurement(of: subject), !measurement.has(stored.task) else { continue }
            let agent = if case .swap(let cell, _, _, _) = stored.task { subject.tables.agent(cell) } else { "" }
            let seconds = self.seconds
            var job = jobs.start { id in
                Job(
                    id: id, run: key, agent: agent, work: .replay(stored.task), terms: measurement.terms,
                    started: seconds, stored: stored.name)
            }
            job.state = Self.state(of: stored)
            job.meter = JobMeter(calls: stored.calls)
            if let findings = stored.findings { job.add(findings) }
            if job.state == .cutOff { cutOff += 1 }
            jobs[job.id] = job
            change(key) { measurement in
                measurement.begin(job)
                if let findings = stored.findings { measurement.add(findings, of: job) }
                measurement.end(job)
            }
        }
        for stored in work.critiques where !reviews.criticised.contains(where: { $0.isSame(key, stored) }) {
            reviews.add(
                Reviews.Criticised(
                    run: key, team: subject.team, cell: stored.cell, words: subject.tables.words(stored.cell),
                    critique: stored.critique, id: stored.id))
        }
        guard cutOff > 0 else { return }
        let count = Numeral.count(cutOff, "job")
        say(
            Notice(
                .info, "\(count) of this run cut off in an earlier session; J shows what is kept, Enter there goes on"))
    }

    /// Whether a stored job is done, goes on in another process, or was cut off.
    private static func state(of stored: StoredJob) -> Job.State {
        stored.isFinished ? .ended(.finished) : stored.holder.map { .outside($0) } ?? .cutOff
    }

    /// Takes in how a job of another process goes.
    private mutating func follow(_ stored: StoredJob, of key: RunKey) {
        guard var job = jobs.all.first(where: { $0.run == key && $0.stored == stored.name }),
            case .outside = job.state
        else { return }
        job.state = Self.state(of: stored)
        job.meter = JobMeter(calls: stored.calls)
        if let findings = stored.findings {
            job.add(findings)
            change(key) { measurement in
                measurement.add(findings, of: job)
                measurement.end(job)
            }
        }
        jobs[job.id] = job
    }

    private mutating func announce(_ job: Job, _ ending: JobEnding) {
        switch ending {
        case .failed(let why): say(Notice(.error, "\(job.title): \(why)"))
        case .stopped:
            let when =
                job.done == 0
                ? "before the first of \(job.total) \(job.unit)" : "after \(job.done) of \(job.total); they are kept"
            say(Notice(.info, "\(job.title) stopped \(when)"))
        case .finished:
            if let undefined = job.undefined {
                say(Notice(.warning, "\(job.title): done, \(undefined)"))
            } else {
                say(Notice(.info, "\(job.title): done, \(job.spent); = shows the command line"))
            }
            log(same: commandLine(of: job))
        }
    }

    private mutating func change(_ key: RunKey, _ body: (inout RunMeasurement) -> Void) {
        guard var measurement = measurements[key] else { return }
        body(&measurement)
        measurements[key] = measurement
        if !measurement.effects.isEmpty, let run = subject?.key == key ? subject?.run : catalogue.run(key) {
            catalogue.apply(measurement.hotCell, of: run)
        }
    }

    /// What replays have shown of an opened run; `nil` when its team cannot speak again.
    func measurement(of subject: Subject) -> RunMeasurement? {
        if case .replayable = subject.replay { measurements[subject.key] } else { nil }
    }

    /// Makes room for what replays will show of a run; what was measured of other words is void.
    ///
    /// Of other runs stays what replays have shown, and no more than that takes.
    mutating func beginMeasurement(
        of trace: Trace, _ key: RunKey, _ replay: Replayability, credit: EstimatedCredit
    ) {
        guard case .replayable(let terms) = replay else { return }
        measurements = measurements.filter { $0.key == key || !$0.value.isEmpty }
        for other in measurements.keys where other != key { measurements[other]?.rest() }
        if measurements[key]?.resume(trace) == true { return }
        measurements[key] = RunMeasurement(trace: trace, terms: terms, credit: credit)
    }

    /// The command line that does what a job did; `nil` when there is none.
    func commandLine(of job: Job) -> String? {
        guard let task = job.replays else { return job.commandLine }
        guard let measurement = measurements[job.run] else { return nil }
        let maker = EquivalentCommand(
            trace: measurement.trace, file: job.run.file,
            options: configuration.readingOptions + configuration.modelOptions,
            wordsFolder: configuration.wordsFolder)
        switch task {
        case .swap(let cell, let choice, let pairs, let after):
            let asked = measurement.swapped(cell, choice)?.asked ?? after + pairs
            return maker.swap(cell, choice, pairs: max(1, asked))
        case .measure(let budget): return maker.measure(budget: budget)
        }
    }
}
