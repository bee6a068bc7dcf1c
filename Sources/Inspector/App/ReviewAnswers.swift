import CreditEngine

extension App {
    /// Takes in how a critique, a proposal or a validation goes.
    mutating func take(_ id: JobID, _ report: ReviewReport) -> [Effect] {
        guard var job = jobs[id], job.isOpen, case .review(let task, _) = job.work else { return [] }
        var effects: [Effect] = []
        switch report {
        case .progressed(let figures):
            job.done = figures.pairs.count
            job.counted = figures.calls
            if case .validate(let proposal, _) = task { reviews.show(figures, of: proposal) }
        case .ended(let finding, let ending):
            job.state = .ended(ending)
            if ending == .finished { job.done = max(job.done, 1) }
            if case .validate(let proposal, _) = task { reviews.show(nil, of: proposal) }
            let words = finding.map { take($0, of: &job) } ?? ""
            announce(job, ending, words)
            reviews.touch()
            if case .propose = task { effects.append(.loadQueue) }
            if case .validate = task { effects.append(.loadQueue) }
        }
        jobs[id] = job
        return effects
    }

    /// Keeps what a job found; returns it in words.
    private mutating func take(_ finding: ReviewFinding, of job: inout Job) -> String {
        switch finding {
        case .critique(let critique, let id):
            job.counted = 1
            guard case .review(.critique(let cell, _, _), _) = job.work else { return "" }
            let words = run?.key == job.run ? run?.book.words(cell) ?? [] : []
            reviews.add(
                Reviews.Criticised(
                    run: job.run, team: run?.book.trace.team?.name ?? "", cell: cell, words: words,
                    critique: critique, id: id))
            return "quotes found \(critique.foundQuotes) of \(critique.quotes.count); " + next(after: critique)
        case .proposed(let ids):
            return ids.isEmpty
                ? "nothing new to propose"
                : "\(VisibleText.escape(ids.joined(separator: ", "))) in the queue; v validates it, A shows it"
        case .validated(let report):
            job.counted = report.calls
            job.done = report.pairs.count
            return report.ending == .accepted
                ? "accepted by the gate; A shows it" : ValidationText.words(report.ending) + "; A shows it"
        }
    }

    /// What can be done with a critique.
    private func next(after critique: Critique) -> String {
        guard critique.isGrounded else { return "nothing can be proposed from it; C asks again" }
        let same = reviews.items.last { item in
            item.proposal.block == critique.block
                && critique.suggestion.applied(to: item.proposal.oldText) == item.proposal.newText
        }
        guard let same, same.status == .rejected || same.refusal != nil else { return "P proposes a revision" }
        let why = same.status == .rejected ? "rejected" : "refused by the gate"
        return "it suggests what was \(why) before as \(VisibleText.escape(same.id)); C asks again"
    }

    private mutating func announce(_ job: Job, _ ending: JobEnding, _ words: String) {
        let before = notice
        switch ending {
        case .failed(let why): say(Notice(.error, "\(job.title): \(why)"))
        case .stopped: say(Notice(.info, "\(job.title) stopped; what is finished is kept"))
        case .finished:
            if let undefined = job.undefined {
                say(Notice(.warning, "\(job.title): \(words); \(undefined)"))
            } else {
                say(Notice(.info, "\(job.title): \(words)"))
            }
            if let line = command(of: job) { log.add(Notice(.info, "the same: " + line), at: seconds) }
        }
        // A question stays until it is answered.
        if isQuitAsked { notice = before }
    }

    /// Takes in the queue.
    mutating func take(_ answer: QueueAnswer) {
        let isFirst = reviews.queue != .read
        reviews.take(answer)
        // Opened before anything was known of the queue: now it is known what waits.
        if isFirst, overlays.contains(.approvals) {
            approvals.open(reviews.items, at: nil)
        } else {
            approvals.take(reviews.items)
        }
        if case .failed(let why) = answer { say(Notice(.warning, why)) }
    }

    /// Says what became of a decision.
    mutating func take(_ decision: ReviewDecision, failure: String?) {
        if let failure {
            say(Notice(.error, "not decided: \(failure)"))
            return
        }
        let name = reviews[decision.proposal].map(QueueList.name) ?? decision.proposal
        let what =
            switch decision.verdict {
            case .approve: "\(name) is approved; E exports, u takes it back"
            case .reject: "\(name) is rejected; the next critique of it is told why"
            case .undo: "the decision about \(name) is taken back; C-r decides it again"
            }
        say(Notice(.info, what))
        let line = ReviewCommand.decide(decision, configuration.modelOptions)
        deeds.note(line, proposal: decision.proposal)
        log.add(Notice(.info, "the same: " + line), at: seconds)
    }

    /// Shows the run of a validation; Esc leads back to the approvals.
    mutating func take(_ result: OpenedRun, proposal: String, problem: String) {
        guard overlays.last == .approvals, approvals.item?.id == proposal else { return }
        switch result {
        case .failed(let sentence): say(Notice(.error, sentence))
        case .read(let trace, let credit, let file, let replay, let review):
            visit = Visit(run: run, isRunShown: isRunShown, overlay: .approvals)
            overlays.removeLast()
            menu = nil
            var opened = RunScreen(
                book: RunBook(trace: trace, credit: credit, file: file), run: nil, replay: replay, review: review)
            if let run { opened.takeSettings(from: run) }
            opened.focus = .grid
            run = opened
            attachMeasurement()
            isRunShown = true
            hint("this run was spoken under the proposed text; Esc goes back to the approvals")
        }
    }

    /// Goes back from a run of a validation or of a comparison; returns whether it was one.
    mutating func endVisit() -> Bool {
        guard let visit else { return false }
        self.visit = nil
        run = visit.run
        isRunShown = visit.isRunShown
        overlays.append(visit.overlay)
        return true
    }

    /// Shows what an export would write, and asks.
    mutating func take(_ plan: ExportPlan) {
        notice = nil
        let title = Style(.title)
        var words: [[Span]] = plan.files.map { file in
            [
                .foreign(VisibleText.escape(file.name), Style(.plain, bold: true)), .own("  "),
                .foreign(VisibleText.escape(file.what), Style(.quiet)),
            ]
        }
        words += plan.warnings.map { [.own("⚠ ", Style(.problem)), .foreign(VisibleText.escape($0))] }
        confirmation = Confirmation(
            title: [
                .own("export ", title), .foreign(VisibleText.escape(plan.team), title), .own(" to ", title),
                .foreign(VisibleText.escape(plan.folder), title),
            ], words: words, price: "writes \(Figure.count(plan.files.count, "file")); nothing outside that folder",
            step: .export(plan), depth: overlays.count)
    }

    /// Gives the opened run its part of what is known.
    mutating func attachReview() {
        guard let run, run.review?.revision != reviews.revision || run.review == nil else { return }
        self.run?.review = reviews.part(of: run.book, key: run.key, run.reviewability, jobs: jobs)
    }
}
