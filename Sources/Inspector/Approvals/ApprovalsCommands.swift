import CreditEngine

/// The commands of the approvals screen.
extension ApprovalsScreen {
    static let table: [Command<ApprovalsScreen>] = moving + deciding

    private static let moving: [Command<ApprovalsScreen>] = [
        Command(.open) { $0.enter(&$1) }.footer { screen, _ in screen.level == .item ? nil : "open" },
        .move(.up), .move(.down), .move(.left), .move(.right), .move(.first, CommandName("top", [.home], "first row")),
        .move(.last), .move(.pageUp), .move(.pageDown), .move(.halfUp), .move(.halfDown),
    ]

    private static let deciding: [Command<ApprovalsScreen>] = [
        .validate(footer: "validate", item: { screen, _ in screen.item }, none: { _, _ in "there is no proposal" }),
        .program(.approvals),
        Command(
            CommandName("approve", [.character("a")], "approve the shown diff, by its hash"), footer: "approve",
            refusal: { $0.whyNoApproval($1) }, perform: { $0.typeApproval(reason: "", &$1) }),
        Command(
            CommandName("reject", [.character("r")], "reject, with a reason for the next critique"),
            footer: "reject", refusal: { $0.whyNoRejection($1) }, perform: { $0.typeRejection(reason: "", &$1) }),
        Command(
            CommandName("edit-proposal", [.character("e")], "edit the proposed text in $EDITOR"), footer: "edit",
            refusal: { $0.whyNoEditing($1) },
            perform: { screen, context in
                if let item = screen.item { context.carryOut(.edit(item.proposal.newText, .proposal(item.id))) }
            }),
        Command(
            CommandName("changed", [.character("g")], "the problems that it broke and fixed"), footer: "changed",
            refusal: { screen, _ in screen.whyNoProblems }, perform: { screen, _ in screen.showProblems() }),
        Command(
            .words, footer: "words", refusal: { screen, _ in screen.whyNoWords },
            perform: { screen, _ in screen.toggleWords() }),
        Command(
            CommandName("undo", [.character("u")], "take the decision back"), footer: "undo",
            refusal: { $0.whyNoUndo($1) }, perform: { $0.askForUndo(&$1) }),
        Command(
            CommandName("redo", [.control("r")], "decide again what was taken back"), footer: "redo",
            refusal: { $0.whyNoRedo($1) }, perform: { $0.typeRedo(&$1) }),
        .export(footer: "export", team: { screen, session in screen.item?.proposal.team ?? session.exportTeam }),
        .stop(),
        .equivalent { $0.equivalent($1) },
        Command(.nextTurn) { screen, _ in screen.step(1) },
        Command(.previousTurn) { screen, _ in screen.step(-1) },
    ]

    /// Enter: the selected proposal, or the run of the selected pair under the proposed text.
    private mutating func enter(_ context: inout Context) {
        if enter() { return }
        if let entry, let item {
            context.hint("opening the run of \(VisibleText.escape(entry.pair.problem)) under the proposed text…")
            context.session.askedRollout = item.id
            return context.carryOut(
                .openRollout(proposal: item.id, problem: entry.pair.problem, replay: entry.pair.replay))
        }
        if level == .item {
            context.hint(
                whyNoApproval(context.session).map { "not to be approved: \($0)" }
                    ?? "a approves what is shown, r rejects it, Esc goes back")
        }
    }

    /// The command line of what was done last on the shown proposal.
    private func equivalent(_ session: Session) -> String? {
        guard let item else { return nil }
        if let line = session.lastActions.proposals[item.id] { return line }
        let options = session.configuration.modelOptions
        let last = session.jobs.all.last { job in
            if case .review(.validate(item.id, _), _) = job.work { true } else { false }
        }
        if let last, item.decision == nil { return session.commandLine(of: last) }
        guard let decision = item.decision else {
            return item.validation.map { _ in ReviewCommand.validate(item.id, options) }
        }
        let verdict: ReviewDecision.Verdict =
            decision.isApproval
            ? .approve(hash: item.approvalHash ?? "", validation: item.validation?.id ?? "") : .reject
        return ReviewCommand.decide(
            ReviewDecision(proposal: item.id, verdict: verdict, reason: decision.reason), options)
    }
}
