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

    private mutating func announce(_ job: Job, _ ending: JobEnding) {
        let isQuiet = isQuitAsked
        let before = notice
        switch ending {
        case .failed(let why): say(Notice(.error, "\(job.title): \(why)"))
        case .stopped: say(Notice(.info, "\(job.title) stopped after \(job.done) of \(job.total); they are kept"))
        case .finished:
            say(Notice(.info, "\(job.title): done, \(job.spent); = shows the command line"))
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
