import CreditEngine

/// What stands under a proposal: what is asked of the person, what was decided, what else is stale.
enum ApprovalWords {
    /// Where lines of the diff are that were not on the screen yet.
    enum Unread {
        case above, below
        /// The diff is shown by words, and the one by lines is approved.
        case lines
    }

    static func lines(_ item: ReviewItem, in items: [ReviewItem], unread: Unread?) -> [[Span]] {
        var lines = [state(item, unread)]
        if let decision = item.decision, !decision.reason.isEmpty {
            lines.append([.own("reason: ", Style(.title)), .foreign(VisibleText.escape(decision.reason))])
        }
        if let undone = item.undone?.decision, item.staleBlock == nil {
            lines.append([
                .own(undone.isApproval ? "approved by " : "rejected by "), .foreign(VisibleText.escape(undone.who)),
                .own(" and taken back; C-r decides it again"),
            ])
        }
        let stale = items.filter { $0.status == .stale && $0.id != item.id }
        if let first = stale.first, let block = first.staleBlock {
            let more = stale.count > 1 ? " (and \(stale.count - 1) more)" : ""
            lines.append([
                .own("⚠ ", Style(.problem)), .own(QueueList.name(first)), .own(" is stale: "),
                .foreign(VisibleText.escape(block)), .own(" changed since" + more),
            ])
        }
        return lines
    }

    private static func state(_ item: ReviewItem, _ unread: Unread?) -> [Span] {
        if let decision = item.decision {
            return [
                .own(decision.isApproval ? "approved by " : "rejected by ", Style(.title)),
                .foreign(VisibleText.escape(decision.who), Style(.title)),
                .foreign(" " + VisibleText.escape(decision.at)),
                .own("; u takes it back" + (decision.isApproval ? ", E exports" : "")),
            ]
        }
        if let block = item.staleBlock {
            return [
                .own("✗ stale: ", Style(.problem)), .foreign(VisibleText.escape(block)),
                .own(" has changed since; propose and validate anew"),
            ]
        }
        guard let report = item.validation?.report else {
            return [.own("v validates it; nothing can be approved before")]
        }
        guard report.ending == .accepted else {
            let next =
                item.refusal == nil ? "; v goes on, r rejects" : "; r rejects it with a reason"
            return [.own(report.ending.words, Style(.problem)), .own(next)]
        }
        let warnings = item.warnings
        let read =
            switch unread {
            case .above?: "PgUp reads its start; then "
            case .below?: "PgDn reads on; then "
            case .lines?: "w shows the lines; then "
            case nil: ""
            }
        let passed = Span.own(report.sentence(version: item.version) + ". ", Style(.plain, bold: true))
        if warnings.isEmpty {
            return [
                passed, .own("You decide: " + read + "a approves exactly this diff, by its hash, for the next export"),
            ]
        }
        let conditions = warnings.count == 1 ? "one condition warns" : "\(warnings.count) conditions warn"
        return [
            passed, .own("You decide: " + read + "a approves it with a reason, since "),
            .own("\(conditions) (\(warnings.joined(separator: ", ")))", Style(.problem)),
        ]
    }
}
