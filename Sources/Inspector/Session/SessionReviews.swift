import CreditEngine

/// Critiques, proposals, validations and decisions: how they are started, and how they go.
extension Session {
    /// Starts a critique, a proposal or a validation.
    mutating func start(_ task: ReviewTask) -> (Job, Effect) {
        var subject = subject
        var team = subject?.team ?? ""
        if case .validate(let proposal, _) = task, let wanted = reviews[proposal]?.proposal.team, wanted != team {
            (subject, team) = (nil, wanted)
        }
        let terms = subject?.reviewTerms.flatMap { $0.team == team ? $0 : nil }
        var agent = ""
        var words: [String] = []
        var model = terms?.agents
        if case .critique(let cell, _, _) = task {
            agent = subject?.tables.agent(cell) ?? ""
            words = subject?.tables.words(cell) ?? []
            model = terms?.critic
        }
        let line = commandLine(of: task, subject)
        let unknown = ReplayTerms(model: "", isSimulated: false, dollarsPerCall: nil, secondsPerCall: nil)
        let (seconds, pairs) = (self.seconds, terms?.pairs ?? Job.usualPairs)
        let job = jobs.start { id in
            var job = Job(
                id: id, run: subject?.key ?? RunKey(file: "", id: team), agent: agent,
                work: .review(task, pairs: pairs), terms: model ?? unknown, started: seconds)
            (job.team, job.words, job.commandLine) = (team, words, line)
            return job
        }
        reviews.touch()
        if case .validate(let proposal, _) = task { lastActions.forget(proposal: proposal) }
        return (job, .startReview(ReviewOrder(job: job.id, trace: subject?.tables.trace, team: team, task: task)))
    }

    /// Whether a job is doing a task for which something holds.
    func isReviewing(_ holds: (ReviewTask) -> Bool) -> Bool {
        jobs.open.contains { if case .review(let task, _) = $0.work { holds(task) } else { false } }
    }

    /// Takes in how a critique, a proposal or a validation goes.
    mutating func receive(_ report: ReviewReport, of id: JobID) -> [Effect] {
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
            let words = finding.map { keep($0, of: &job) } ?? ""
            announce(job, ending, words)
            reviews.touch()
            if case .propose = task { effects.append(.loadQueue) }
            if case .validate = task { effects.append(.loadQueue) }
        }
        jobs[id] = job
        return effects
    }

    /// Keeps what a job found; returns it in words.
    private mutating func keep(_ finding: ReviewFinding, of job: inout Job) -> String {
        switch finding {
        case .critique(let critique, let id):
            job.counted = 1
            guard case .review(.critique(let cell, _, _), _) = job.work else { return "" }
            catalogue.mark(job.run.id, .criticised)
            reviews.add(
                Reviews.Criticised(
                    run: job.run, team: job.team, cell: cell, words: job.words, critique: critique, id: id))
            return "quotes found \(critique.foundQuotes) of \(critique.quotes.count); " + next(after: critique)
        case .proposed(let ids):
            return ids.isEmpty
                ? "nothing new to propose"
                : "\(VisibleText.escape(ids.joined(separator: ", "))) in the queue; v validates it, A shows it"
        case .validated(let report):
            job.counted = report.calls
            job.done = report.pairs.count
            return report.ending.words + "; A shows it"
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
        switch ending {
        case .failed(let why): say(Notice(.error, "\(job.title): \(why)"))
        case .stopped: say(Notice(.info, "\(job.title) stopped; what is finished is kept"))
        case .finished:
            if let undefined = job.undefined {
                say(Notice(.warning, "\(job.title): \(words); \(undefined)"))
            } else {
                say(Notice(.info, "\(job.title): \(words)"))
            }
            log(same: commandLine(of: job))
        }
    }

    /// Says what became of a decision.
    mutating func receive(_ decision: ReviewDecision, failure: String?) {
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
        lastActions.note(line, proposal: decision.proposal)
        log(same: line)
    }

    // MARK: what is known of the opened run

    /// The critique of the opened run's cell.
    var cellCritique: Critique? { subject.flatMap { critique(of: $0.cell, in: $0) } }

    private func critique(of cell: Cell, in subject: Subject) -> Critique? {
        reviews.criticised.last {
            $0.run == subject.key && $0.cell == cell && $0.words == subject.tables.words(cell)
        }?.critique
    }

    /// The latest proposal that answers the critique of the opened run's cell.
    var cellProposal: ReviewItem? {
        guard isSubjectShown, let subject, let critique = cellCritique else { return nil }
        return RunReview.item(answering: critique, in: reviews.items.filter { $0.proposal.team == subject.team })
    }

    /// The team whose prompts an export is about, away from the queue of proposals.
    var exportTeam: String? {
        if isSubjectShown, let team = subject?.tables.trace.team?.name { return team }
        let teams = Set(reviews.items.filter { $0.status == .approved }.map(\.proposal.team))
        return teams.count == 1 ? teams.first : nil
    }

    // MARK: command lines

    /// The command line that does what a task does with the opened run; `nil` when there is none.
    private func commandLine(of task: ReviewTask, _ subject: Subject?) -> String? {
        let given = configuration.modelOptions
        let options = configuration.namesTeam ? given : (subject?.reviewTerms?.options ?? []) + given
        switch task {
        case .critique(let cell, _, _):
            guard let subject else { return nil }
            let maker = EquivalentCommand(
                trace: subject.tables.trace, file: subject.tables.file, options: configuration.readingOptions)
            return ([maker.critique(cell)] + options.map(EquivalentCommand.quoted)).joined(separator: " ")
        case .propose(let block, let critiques):
            let ids = critiques.map { critique in reviews.criticised.first { $0.critique == critique }?.id }
            return ReviewCommand.revise(block, from: ids, options)
        case .validate(let proposal, _): return ReviewCommand.validate(proposal, options)
        }
    }

    /// The command line that writes a team's prompts.
    func exportCommand(_ plan: ExportPlan) -> String {
        let known = subject?.reviewTerms.flatMap { $0.team == plan.team ? $0.options : nil } ?? ["--team", plan.team]
        return ReviewCommand.export(plan, team: known, configuration)
    }
}
