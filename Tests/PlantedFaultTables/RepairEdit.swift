import CreditEngine

/// An edit that a repair took, with all prompts before and behind it.
struct RepairEdit: Sendable {
    let before: PromptSet
    let after: PromptSet
    /// Rollouts paid for when it was decided about.
    let decidedAt: Double

    /// Accepted edits in their order, and those that the result is made of.
    ///
    /// Under the gate every edit is bound to the planted prompts, and all of them together are the result. A strategy that
    /// decides by itself may have gone on from other prompts than the last, so its result is followed back.
    static func all(in report: DescentReport, from planted: PromptSet) throws
        -> (accepted: [RepairEdit], kept: [RepairEdit])
    {
        var (accepted, made) = ([RepairEdit](), [RepairEdit]())
        for trial in report.trials {
            let bases =
                report.settings.acceptance == .customary
                ? [planted] + made.map(\.after) : [accepted.last?.after ?? planted]
            let isOwn = report.settings.acceptance == .customary
            let base = try bases.last { try !isOwn || trial.proposal.staleBlock(in: $0.hashes()) == nil }
            guard let base else { continue }
            let revised = base.replacing(trial.proposal.block, by: trial.proposal.newText)
            let edit = RepairEdit(before: base, after: revised, decidedAt: trial.decidedAt)
            made.append(edit)
            if trial.decision == .accepted { accepted.append(edit) }
        }
        guard report.settings.acceptance == .customary else { return (accepted, accepted) }
        var kept: [RepairEdit] = []
        var current = try report.result.identity()
        for edit in made.reversed() where try edit.after.identity() == current {
            kept.insert(edit, at: 0)
            current = try edit.before.identity()
        }
        return (accepted, kept)
    }
}
