import CreditEngine

extension App {
    private var whyReadOnly: String? {
        configuration.isReadOnly ? "nothing is asked or written: started with --readonly" : nil
    }

    /// Why the cell cannot be criticised; `nil` when it can.
    var whyNoCritique: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let run else { return "no run is open" }
        if case .impossible(let why) = run.reviewability { return why }
        guard run.message != nil else { return "nobody speaks in this cell" }
        return run.review?.reading.contains(run.cell) == true ? "the critic is reading this cell; x stops it" : nil
    }

    /// Why no revision can be proposed from here.
    var whyNoProposal: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let run else { return "no run is open" }
        if case .impossible(let why) = run.reviewability { return why }
        guard let critique = cellCritique else { return "no critique of this cell yet: press C" }
        let block = VisibleText.escape(critique.block.name)
        if isOpen({ if case .propose(let other, _) = $0 { other == critique.block } else { false } }) {
            return "\(block) is being revised"
        }
        guard critique.isGrounded else {
            return "none of the critique's quotes is in the trace, so nothing can be proposed from it; C asks again"
        }
        guard let item = run.review?.item(answering: critique), item.decision == nil, item.staleBlock == nil else {
            return nil
        }
        guard let ending = item.validation?.report.ending else {
            return "proposed as \(VisibleText.escape(item.id)) already: v validates it, A shows it"
        }
        return [.accepted, .stopped].contains(ending)
            ? "proposed as \(VisibleText.escape(item.id)) already: A shows it" : nil
    }

    /// Why nothing can be validated from here.
    var whyNoValidation: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let item = meantItem else {
            if overlays.last == .approvals { return "there is no proposal" }
            return cellCritique == nil ? "no critique of this cell yet: press C" : "no proposal yet: press P"
        }
        if isOpen({ if case .validate(item.id, _) = $0 { true } else { false } }) {
            return "it is being validated; x stops that"
        }
        if let decision = item.decision { return "it is \(decision.isApproval ? "approved" : "rejected") already" }
        if let block = item.staleBlock { return Self.stale(block) }
        switch item.validation?.report.ending {
        case nil, .stopped?: return nil
        case .accepted?: return "the gate has accepted it; A shows it, and a person decides"
        case let ending?:
            return "the gate has decided (\(ValidationText.words(ending))); another proposal may do better"
        }
    }

    /// Why the shown proposal cannot be approved.
    var whyNoApproval: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let item = approvals.item else { return "there is no proposal" }
        switch approvals.level {
        case .list: return "Enter shows its diff first; only what is shown can be approved"
        case .problems: return "Esc shows its diff again; only what is shown can be approved"
        case .item: break
        }
        if let why = whyDecided(item) { return why }
        if let block = item.staleBlock { return Self.stale(block) }
        if reviews.progress[item.id] != nil { return "it is being validated; wait for the gate" }
        guard let report = item.validation?.report, item.approvalHash != nil else {
            return "not validated yet: press v"
        }
        guard report.ending == .accepted else {
            return "the gate did not accept it: \(ValidationText.words(report.ending))"
        }
        if approvals.byWord { return "approve from the diff by lines: w shows it" }
        guard approvals.isDiffShown else { return "there is no room for its diff; make the window larger" }
        if approvals.isDiffSeen { return nil }
        if approvals.isUnreadAbove { return "the diff begins further up: read it from its start first (PgUp)" }
        return approvals.layout.table.rows == 0
            ? "diff and figures go on below: read to the end first (PgDn)"
            : "the diff goes on below: read it to its end first (PgDn)"
    }

    /// Why the shown proposal cannot be rejected.
    var whyNoRejection: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let item = approvals.item else { return "there is no proposal" }
        guard approvals.level == .item else { return "Enter shows it first" }
        return whyDecided(item)
    }

    /// Why the proposed text cannot be edited.
    var whyNoEditing: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let item = approvals.item else { return "there is no proposal" }
        guard approvals.level == .item else { return "Enter shows it first" }
        if let block = item.staleBlock { return Self.stale(block) }
        return whyDecided(item)
    }

    /// Why there is no diff to show by words.
    var whyNoWords: String? {
        if place == .diff { return nil }
        if approvals.item == nil { return "there is no proposal" }
        return approvals.level == .item ? nil : "Enter shows its diff first"
    }

    /// Why there are no problems to show.
    var whyNoProblems: String? {
        guard let item = approvals.item else { return "there is no proposal" }
        if approvals.level == .list { return "Enter shows the proposal first" }
        return item.validation == nil ? "not validated yet: press v" : nil
    }

    /// Why there is no decision to take back.
    var whyNoUndo: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let item = approvals.item else { return "there is no proposal" }
        return item.decision == nil ? "it waits for a decision, so there is nothing to undo" : nil
    }

    /// Why nothing can be decided again; an approval is not, unless it is of the very diff that was approved before.
    var whyNoRedo: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let item = approvals.item else { return "there is no proposal" }
        if let why = whyDecided(item) { return why }
        guard let undone = item.undone else { return "nothing was taken back here; a approves, r rejects" }
        guard undone.decision.isApproval else { return whyNoRejection }
        if let why = whyNoApproval { return why }
        return undone.hash == item.approvalHash
            ? nil : "what was approved before is not what is shown now; a approves what is shown"
    }

    /// Why nothing can be exported.
    var whyNoExport: String? {
        if let whyReadOnly { return whyReadOnly }
        guard let team = exportTeam else { return "nothing is approved yet: A shows what waits" }
        return reviews.items.contains { $0.status == .approved && $0.proposal.team == team }
            ? nil : "nothing of \(VisibleText.escape(team)) is approved yet: A shows what waits"
    }

    private func whyDecided(_ item: ReviewItem) -> String? {
        item.decision.map {
            "\($0.isApproval ? "approved" : "rejected") by \(VisibleText.escape($0.who)) already; u takes it back"
        }
    }

    private static func stale(_ block: String) -> String {
        "stale: \(VisibleText.escape(block)) has changed since; propose and validate anew"
    }

    private func isOpen(_ holds: (ReviewTask) -> Bool) -> Bool {
        jobs.open.contains { if case .review(let task, _) = $0.work { holds(task) } else { false } }
    }
}
