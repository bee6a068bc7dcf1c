import CreditEngine

/// Why something cannot be done about the shown proposal; `nil` when it can.
extension ApprovalsScreen {
    func whyNoApproval(_ session: Session) -> String? {
        if let why = session.whyReadOnly { return why }
        guard let item else { return "there is no proposal" }
        switch level {
        case .list: return "Enter shows its diff first; only what is shown can be approved"
        case .problems: return "Esc shows its diff again; only what is shown can be approved"
        case .item: break
        }
        if let why = Self.whyDecided(item) ?? item.whyStale { return why }
        if session.reviews.progress[item.id] != nil { return "it is being validated; wait for the gate" }
        guard let report = item.validation?.report, item.approvalHash != nil else {
            return "not validated yet: press v"
        }
        guard report.ending == .accepted else {
            return "it did not pass the gate: \(report.ending.words)"
        }
        if byWord { return "approve from the diff by lines: w shows it" }
        guard isDiffShown else { return "there is no room for its diff; make the window larger" }
        if isDiffSeen { return nil }
        if isUnreadAbove { return "the diff begins further up: read it from its start first (PgUp)" }
        return layout.table.rows == 0
            ? "diff and figures go on below: read to the end first (PgDn)"
            : "the diff goes on below: read it to its end first (PgDn)"
    }

    func whyNoRejection(_ session: Session) -> String? {
        if let why = session.whyReadOnly { return why }
        guard let item else { return "there is no proposal" }
        guard level == .item else { return "Enter shows it first" }
        return Self.whyDecided(item)
    }

    func whyNoEditing(_ session: Session) -> String? {
        if let why = session.whyReadOnly { return why }
        guard let item else { return "there is no proposal" }
        guard level == .item else { return "Enter shows it first" }
        return item.whyStale ?? Self.whyDecided(item)
    }

    var whyNoWords: String? {
        if item == nil { return "there is no proposal" }
        return level == .item ? nil : "Enter shows its diff first"
    }

    var whyNoProblems: String? {
        guard let item else { return "there is no proposal" }
        if level == .list { return "Enter shows the proposal first" }
        return item.validation == nil ? "not validated yet: press v" : nil
    }

    func whyNoUndo(_ session: Session) -> String? {
        if let why = session.whyReadOnly { return why }
        guard let item else { return "there is no proposal" }
        return item.decision == nil ? "it waits for a decision, so there is nothing to undo" : nil
    }

    /// An approval is not given again, unless it is of the very diff that was approved before.
    func whyNoRedo(_ session: Session) -> String? {
        if let why = session.whyReadOnly { return why }
        guard let item else { return "there is no proposal" }
        if let why = Self.whyDecided(item) { return why }
        guard let undone = item.undone else { return "nothing was taken back here; a approves, r rejects" }
        guard undone.decision.isApproval else { return whyNoRejection(session) }
        if let why = whyNoApproval(session) { return why }
        return undone.hash == item.approvalHash
            ? nil : "what was approved before is not what is shown now; a approves what is shown"
    }

    private static func whyDecided(_ item: ReviewItem) -> String? {
        item.decision.map {
            "\($0.isApproval ? "approved" : "rejected") by \(VisibleText.escape($0.who)) already; u takes it back"
        }
    }
}
