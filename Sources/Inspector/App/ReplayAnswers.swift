import CreditEngine

extension App {
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

    /// Takes in what a job has really asked so far.
    mutating func take(_ id: JobID, _ meter: JobMeter) {
        guard var job = jobs[id], job.isOpen else { return }
        job.take(meter)
        if let seconds = meter.secondsPerCall { latencies[job.terms.model] = seconds }
        jobs[id] = job
    }

    /// Takes in what earlier sessions did on the opened run; what this one did itself stands.
    mutating func remember(_ work: StoredWork, of key: RunKey) {
        guard let run, run.key == key else { return }
        var cutOff = 0
        for stored in work.jobs where !jobs.all.contains(where: { $0.run == key && $0.stored == stored.name }) {
            guard let measurement, !measurement.has(stored.task) else { continue }
            let agent = if case .swap(let cell, _, _, _) = stored.task { run.book.agent(cell) } else { "" }
            let seconds = self.seconds
            var job = jobs.start { id in
                Job(
                    id: id, run: key, agent: agent, work: .replay(stored.task), terms: measurement.terms,
                    started: seconds, stored: stored.name)
            }
            job.state = stored.isFinished ? .ended(.finished) : .cutOff
            job.meter = JobMeter(calls: stored.calls)
            if let findings = stored.findings { job.take(findings) }
            if !stored.isFinished { cutOff += 1 }
            jobs[job.id] = job
            change(key) { measurement in
                measurement.begin(job)
                if let findings = stored.findings { measurement.take(findings, of: job) }
                measurement.end(job)
            }
        }
        for stored in work.critiques where !reviews.criticised.contains(where: { $0.isSame(key, stored) }) {
            reviews.add(
                Reviews.Criticised(
                    run: key, team: run.book.trace.team?.name ?? "", cell: stored.cell,
                    words: run.book.words(stored.cell), critique: stored.critique, id: stored.id))
        }
        guard cutOff > 0 else { return }
        let count = Figure.count(cutOff, "job")
        say(
            Notice(
                .info, "\(count) of this run cut off in an earlier session; J shows what is kept, Enter there goes on"))
    }

    private mutating func announce(_ job: Job, _ ending: JobEnding) {
        let isQuiet = isQuitAsked
        let before = notice
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
            if let line = command(of: job) { log.add(Notice(.info, "the same: " + line), at: seconds) }
        }
        // A question stays until it is answered.
        if isQuiet { notice = before }
    }

    mutating func take(_ edited: EditedText, _ subject: EditSubject) -> [Effect] {
        switch (edited, subject) {
        case (.failed(let why), _): say(Notice(.warning, why))
        case (.unchanged, .message): hint("nothing was changed, so nothing is replayed")
        case (.unchanged, .proposal): hint("nothing was changed, so nothing is proposed")
        case (.changed(let text), .proposal(let id)): return revise(id, text)
        case (.changed(let text), .message(let cell, let id)):
            guard isRunShown, let run, run.key.id == id, let measurement else {
                say(Notice(.warning, "the run is no longer open; the edited words are dropped"))
                return []
            }
            self.run?.go(to: cell)
            menu = ReplayMenu([.swap(cell, wording.choice(text))], measurement)
        }
        return []
    }

    mutating func change(_ key: RunKey, _ body: (inout RunMeasurement) -> Void) {
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
}
