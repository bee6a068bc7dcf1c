import CreditEngine

/// How a person decides about the shown proposal.
extension ApprovalsScreen {
    /// Opens the line on which the shown diff is approved.
    func typeApproval(reason: String, _ context: inout Context) {
        guard let item, let hash = item.approvalHash, let validation = item.validation?.id else { return }
        let id = item.id
        context.ask(
            .type(
                LineInput(
                    " approve \(hash.prefix(12)), reason\(item.warnings.isEmpty ? ", if any" : ""): ", enter: "approve",
                    text: reason, for: ApprovalsScreen.self
                ) { screen, text, context in
                    screen.approve(id, hash: hash, validation: validation, reason: text.trimmed, &context)
                }))
    }

    /// Opens the line on which the shown proposal is rejected.
    func typeRejection(reason: String, _ context: inout Context) {
        guard let id = item?.id else { return }
        context.ask(
            .type(
                LineInput(" reject, reason: ", enter: "reject", text: reason, for: ApprovalsScreen.self) {
                    screen, text, context in screen.reject(id, reason: text.trimmed, &context)
                }))
    }

    /// Opens the line on which what was taken back is decided again, with the earlier reason in it.
    ///
    /// From there on it is a decision like any other, by whoever presses Enter, about what is on the screen.
    func typeRedo(_ context: inout Context) {
        guard let undone = item?.undone?.decision else { return }
        if undone.isApproval {
            typeApproval(reason: undone.reason, &context)
        } else {
            typeRejection(reason: undone.reason, &context)
        }
    }

    /// Offers to take the standing decision back.
    func askForUndo(_ context: inout Context) {
        guard let item, let decision = item.decision else { return }
        let done = decision.isApproval ? "approved" : "rejected"
        let title = Style(.title)
        let reason = decision.reason.isEmpty ? "" : ": " + VisibleText.escape(decision.reason)
        context.show(
            Confirmation(
                title: [.own("undo ", title), .own(QueueList.name(item), title)],
                words: [
                    [
                        .own("\(done) by "), .foreign(VisibleText.escape("\(decision.who) \(decision.at)")),
                        .foreign(reason),
                    ]
                ], price: "the decision is taken back by a new entry of the audit trail; the proposal waits again"
            ) { context in
                context.carryOut(.decide(ReviewDecision(proposal: item.id, verdict: .undo, reason: "")))
            })
    }

    /// Approves what is on the screen, if it is still what the person saw when they began to type.
    private func approve(
        _ id: String, hash: String, validation: String, reason: String, _ context: inout Context
    ) {
        if let why = whyNoApproval(context.session) { return context.hint(why) }
        guard let item, item.id == id, item.approvalHash == hash, item.validation?.id == validation else {
            return context.hint("the proposal changed while you typed; look at it again before you approve")
        }
        guard item.warnings.isEmpty || !reason.isEmpty else {
            return context.hint("not approved: \(item.warnings.joined(separator: ", ")), so a reason is needed")
        }
        context.hint("approving…")
        let verdict = ReviewDecision.Verdict.approve(hash: hash, validation: validation)
        context.carryOut(.decide(ReviewDecision(proposal: id, verdict: verdict, reason: reason)))
    }

    private func reject(_ id: String, reason: String, _ context: inout Context) {
        guard !reason.isEmpty else {
            return context.hint("not rejected: the next critique of the block is told why, so a reason is needed")
        }
        guard item?.id == id, whyNoRejection(context.session) == nil else {
            return context.hint("the proposal changed while you typed; look at it again before you reject")
        }
        context.hint("rejecting…")
        // What is rejected needs no more pairs, and they may cost money.
        let validations = context.session.jobs.open.filter { job in
            if case .review(.validate(id, _), _) = job.work { true } else { false }
        }
        context.carryOut(validations.map { .stopJob($0.id) })
        context.carryOut(.decide(ReviewDecision(proposal: id, verdict: .reject, reason: reason)))
    }
}
