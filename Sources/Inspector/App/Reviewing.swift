import CreditEngine

extension App {
    // MARK: asking

    /// Offers to let the critic read the cell.
    mutating func confirmCritique() {
        guard let run, let terms = reviewTerms else { return }
        let (credit, source) = knownCredit(run)
        let critic = VisibleText.escape(terms.critic.model)
        var words: [[Span]] = []
        if let credit {
            words.append([.own("told beforehand: credit \(Figure.share(credit)), \(source?.rawValue ?? "")")])
        }
        // The store gives the critic the reasons of the standing rejections of the block, the earliest first.
        for item in reviews.rejections(of: criticisedBlock(run), in: terms.team) {
            words.append([
                .own("told beforehand: rejected "), .foreign(VisibleText.escape(item.id)), .own(" because "),
                .foreign(VisibleText.escape(item.decision?.reason ?? "")),
            ])
        }
        if terms.critic.model == terms.agents.model {
            words.append([
                .own("⚠ ", Style(.problem)), .foreign(critic), .own(" is the model that the agents speak with"),
            ])
        }
        let title = Style(.title)
        ask(
            [.own("critique \(run.cell.turn) ", title), .foreign(run.book.agent(run.cell), title)], words,
            "1 call of \(critic), about \(Figure.count(tokens(run), "token")), "
                + cost(terms.critic.measured(latencies), calls: 1),
            .start(.critique(run.cell, credit: credit, source: source)))
    }

    /// The block that a critique of the cell is about.
    private func criticisedBlock(_ run: RunScreen) -> Block {
        let name = run.book.agent(run.cell)
        return run.book.trace.team.map { CritiqueSubject.block(speaking: name, in: PromptSet($0)) } ?? .role(name)
    }

    /// Offers to revise the block that the cell's critique is about.
    mutating func confirmProposal() {
        guard let run, let critique = cellCritique else { return }
        let all = reviews.critiques(of: critique.block, in: run.book.trace.team?.name ?? "").map(\.critique)
        let grounded = all.filter(\.isGrounded)
        let name = VisibleText.escape(critique.block.name)
        let from = "from \(Figure.count(grounded.count, "critique"))"
        let left = all.count - grounded.count
        let title = Style(.title)
        ask(
            [.own("revise ", title), .foreign(name, title)],
            [
                [
                    .own(
                        "the rule that most of them suggest goes into the prompt; nothing else changes"
                            + (left > 0 ? "; \(left) without any quote from a trace are left out" : ""))
                ]
            ], "\(from), no model call; the proposal joins the queue and waits for you",
            .start(.propose(critique.block, grounded)))
    }

    /// Offers to hold a proposal against problems that nobody tuned on.
    mutating func confirmValidation() {
        guard let item = meantItem else { return }
        let name = VisibleText.escape("\(item.proposal.block.name) \(item.id)")
        let terms = reviewTerms.flatMap { $0.team == item.proposal.team ? $0 : nil }
        let pairs = terms?.pairs ?? Job.usualPairs
        let price: String
        if let terms {
            let calls = 2 * pairs * terms.callsPerRun
            price =
                "up to \(Figure.count(2 * pairs, "run")), \(Figure.count(calls, "call")) of "
                + "\(VisibleText.escape(terms.agents.model)), \(cost(terms.agents.measured(latencies), calls: calls))"
        } else {
            price = "up to \(Figure.count(2 * pairs, "run")), cost and time unknown"
        }
        let from = terms.map { " from \(Figure.count($0.heldOut, "problem")) that nobody tuned on" } ?? ""
        let title = Style(.title)
        ask(
            [.own("validate ", title), .foreign(name, title)],
            [[.own("pairs\(from); it looks after every pair and ends as soon as the evidence decides")]], price,
            .start(.validate(proposal: item.id, item.proposal.block)))
    }

    /// Opens the queue, at the proposal that answers the cell's critique when there is one.
    mutating func openApprovals() -> [Effect] {
        if overlays.last == .approvals { return [.loadQueue] }
        let wanted = meantItem.flatMap { $0.status == .waiting ? $0.id : nil }
        approvals.open(reviews.items, at: wanted)
        overlays.append(.approvals)
        reviews.ask()
        return [.loadQueue]
    }

    /// Enter on the approvals screen: the selected proposal, or the run of the selected pair.
    mutating func openInApprovals() -> [Effect] {
        if approvals.enter() { return [] }
        if let entry = approvals.entry, let item = approvals.item {
            hint("opening the run of \(VisibleText.escape(entry.pair.problem)) under the proposed text…")
            return [.openRollout(proposal: item.id, problem: entry.pair.problem, replay: entry.pair.replay)]
        }
        if approvals.level == .item {
            hint(
                whyNoApproval.map { "not to be approved: \($0)" }
                    ?? "a approves what is shown, r rejects it, Esc goes back")
        }
        return []
    }

    /// Opens the line on which the shown diff is approved.
    mutating func typeApproval() {
        guard let item = approvals.item, let hash = item.approvalHash, let validation = item.validation else { return }
        input = LineInput(.approve(item.id, hash: hash, validation: validation.id))
    }

    /// Opens the line for an export's folder.
    mutating func typeExport() {
        guard let team = exportTeam else { return }
        input = LineInput(.export(team: team), text: "prompts")
    }

    /// Offers to take the standing decision back.
    mutating func confirmUndo() {
        guard let item = approvals.item, let decision = item.decision else { return }
        let done = decision.isApproval ? "approved" : "rejected"
        let title = Style(.title)
        ask(
            [.own("undo ", title), .own(QueueList.name(item), title)],
            [
                [
                    .own("\(done) by "), .foreign(VisibleText.escape("\(decision.who) \(decision.at)")),
                    .foreign(decision.reason.isEmpty ? "" : ": " + VisibleText.escape(decision.reason)),
                ]
            ], "the decision is taken back by a new entry of the audit trail; the proposal waits again",
            .decide(ReviewDecision(proposal: item.id, verdict: .undo, reason: "")))
    }

    /// Opens the line on which what was taken back is decided again, with the earlier reason in it.
    ///
    /// From there on it is a decision like any other, by whoever presses Enter, about what is on the screen.
    mutating func typeRedo() {
        guard let item = approvals.item, let undone = item.undone else { return }
        let reason = undone.decision.reason
        guard undone.decision.isApproval else {
            input = LineInput(.reject(item.id), text: reason)
            return
        }
        guard let hash = item.approvalHash, let validation = item.validation else { return }
        input = LineInput(.approve(item.id, hash: hash, validation: validation.id), text: reason)
    }

    /// Hands the proposed text to the person's editor.
    func editProposal() -> [Effect] {
        approvals.item.map { [.edit($0.proposal.newText, .proposal($0.id))] } ?? []
    }

    /// Offers to put the person's own words into the queue.
    mutating func revise(_ id: String, _ text: String) -> [Effect] {
        guard let item = reviews[id] else {
            say(Notice(.warning, "the proposal is no longer in the queue; the edited words are dropped"))
            return []
        }
        let title = Style(.title)
        ask(
            [.own("your revision of ", title), .own(QueueList.name(item), title)],
            [[.own("the words you wrote become a proposal of their own, and need a validation of their own")]],
            "one more candidate of its lineage joins the queue; no model call", .revise(proposal: id, text: text))
        return []
    }

    private mutating func ask(_ title: [Span], _ words: [[Span]], _ price: String, _ step: Confirmation.Step) {
        confirmation = Confirmation(title: title, words: words, price: price, step: step, depth: overlays.count)
    }

    // MARK: doing

    /// Does what Enter was asked for.
    mutating func confirm() -> [Effect] {
        guard let step = confirmation?.step else { return [] }
        confirmation = nil
        switch step {
        case .start(let task): return start(task)
        case .decide(let decision): return [.decide(decision)]
        case .revise(let proposal, let text): return [.revise(proposal: proposal, text: text)]
        case .export(let plan):
            let line = exportCommand(plan.team, folder: plan.folder)
            deeds.note(line, team: plan.team, jobs: jobs.all.count)
            if overlays.last == .approvals, let item = approvals.item { deeds.note(line, proposal: item.id) }
            log.add(Notice(.info, "the same: " + line), at: seconds)
            hint("writing \(VisibleText.escape(plan.folder))…")
            return [.export(plan)]
        }
    }

    /// Approves what is on the screen, if it is still what the person saw when they began to type.
    mutating func approve(_ id: String, hash: String, validation: String, reason: String) -> [Effect] {
        if let why = whyNoApproval {
            hint(why)
            return []
        }
        guard let item = approvals.item, item.id == id, item.approvalHash == hash, item.validation?.id == validation
        else {
            hint("the proposal changed while you typed; look at it again before you approve")
            return []
        }
        guard item.warnings.isEmpty || !reason.isEmpty else {
            hint("not approved: \(item.warnings.joined(separator: ", ")), so a reason is needed")
            return []
        }
        hint("approving…")
        let verdict = ReviewDecision.Verdict.approve(hash: hash, validation: validation)
        return [.decide(ReviewDecision(proposal: id, verdict: verdict, reason: reason))]
    }

    mutating func reject(_ id: String, reason: String) -> [Effect] {
        guard !reason.isEmpty else {
            hint("not rejected: the next critique of the block is told why, so a reason is needed")
            return []
        }
        guard approvals.item?.id == id, whyNoRejection == nil else {
            hint("the proposal changed while you typed; look at it again before you reject")
            return []
        }
        hint("rejecting…")
        // What is rejected needs no more pairs, and they may cost money.
        let validations = jobs.open.filter { job in
            if case .review(.validate(id, _), _) = job.work { true } else { false }
        }
        return validations.map { .stopJob($0.id) }
            + [.decide(ReviewDecision(proposal: id, verdict: .reject, reason: reason))]
    }

    mutating func planExport(_ team: String, folder: String) -> [Effect] {
        guard !folder.isEmpty else {
            hint("not exported: name a folder")
            return []
        }
        hint("looking at \(VisibleText.escape(folder))…")
        return [.planExport(team: team, folder: folder)]
    }

    private mutating func start(_ task: ReviewTask) -> [Effect] {
        var trace = run?.book.trace
        var key = run?.key
        var team = trace?.team?.name ?? ""
        if case .validate(let proposal, _) = task, let wanted = reviews[proposal]?.proposal.team, wanted != team {
            (trace, key, team) = (nil, nil, wanted)
        }
        let terms = reviewTerms.flatMap { $0.team == team ? $0 : nil }
        var agent = ""
        var model = terms?.agents
        if case .critique(let cell, _, _) = task {
            agent = run?.book.agent(cell) ?? ""
            model = terms?.critic
        }
        let unknown = ReplayTerms(model: "", isSimulated: false, dollarsPerCall: nil, secondsPerCall: nil)
        let (seconds, pairs) = (self.seconds, terms?.pairs ?? Job.usualPairs)
        let job = jobs.start { id in
            Job(
                id: id, run: key ?? RunKey(file: "", id: team), agent: agent, work: .review(task, pairs: pairs),
                terms: model ?? unknown, started: seconds)
        }
        reviews.touch()
        if case .validate(let proposal, _) = task { deeds.forget(proposal: proposal) }
        if overlays.isEmpty { run?.show(.critique, focusing: false) }
        return [.startReview(ReviewOrder(job: job.id, trace: trace, team: team, task: task))]
    }

    // MARK: what is meant

    /// Whether something waits for Enter, on top.
    var isConfirming: Bool { confirmation?.depth == overlays.count }

    /// Whether something lies over the approvals screen.
    var isCovered: Bool { overlays.last != .approvals || isConfirming || input?.purpose == .command }

    /// The terms of the opened run; `nil` when there are none.
    var reviewTerms: ReviewTerms? {
        if case .reviewable(let terms)? = run?.reviewability { terms } else { nil }
    }

    /// The critique of the cell.
    var cellCritique: Critique? { run.flatMap { $0.review?.critiques[$0.cell] } }

    /// The proposal that keys are about: the shown one, else the latest that answers the cell's critique.
    var meantItem: ReviewItem? {
        if overlays.last == .approvals { return approvals.item }
        guard isRunShown, let critique = cellCritique else { return nil }
        return run?.review?.item(answering: critique)
    }

    /// The team whose prompts an export is about.
    var exportTeam: String? {
        if overlays.last == .approvals, let item = approvals.item { return item.proposal.team }
        if isRunShown, let team = run?.book.trace.team?.name { return team }
        let teams = Set(reviews.items.filter { $0.status == .approved }.map(\.proposal.team))
        return teams.count == 1 ? teams.first : nil
    }

    /// What is known of the cell's credit: measured before estimated, and never one for the other.
    private func knownCredit(_ run: RunScreen) -> (Double?, CreditSource?) {
        if let effect = run.measurement?.effects[run.cell] { return (effect.value, .measured) }
        guard let heat = run.book.slot(run.cell)?.heat.value else { return (nil, nil) }
        return (heat, .estimated)
    }

    /// About how many tokens the critic reads: a quarter of the characters, and its instructions.
    private func tokens(_ run: RunScreen) -> Int {
        let messages = run.book.messages(run.cell).map { run.book.trace.messages[$0] }
        let name = run.book.agent(run.cell)
        let prompt = run.book.trace.team?.members.first { $0.name == name }?.prompt ?? ""
        let before = run.book.trace.messages.filter { $0.turn <= run.cell.turn }
        let saw = messages.first?.input?.map(\.content) ?? before.map(\.output)
        let bytes = (messages.map(\.output) + saw + [prompt]).reduce(0) { $0 + $1.utf8.count }
        return 400 + bytes / 4
    }

    private func cost(_ terms: ReplayTerms, calls: Int) -> String {
        "\(terms.price(calls: calls))\(terms.isSimulated ? " simulated" : ""), \(terms.duration(calls: calls))"
    }
}

extension Job {
    /// The most pairs of a validation whose team is not open.
    static let usualPairs = 130
}
