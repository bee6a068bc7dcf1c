import CreditEngine
import CreditStore
import Inspector
import UseCases

/// The review queue as the inspector labels it.
struct StoredLabels: Sendable {
    let activity: Activity
    let access: Access
    let session: StoreSession
    let post: @Sendable (Event) -> Void

    /// Carries an effect out; `false` when it does not concern the review queue.
    func carryOut(_ effect: Effect) -> Bool {
        guard case .label(let action, let choice) = effect else { return false }
        activity.begin()
        Task.detached(priority: .utility) {
            post(.labelled(action, await answer(action, choice)))
            activity.end()
        }
        return true
    }

    /// Does it, and takes the next item; without a store there is none, and none is made.
    private func answer(_ action: LabelAction, _ choice: LabelChoice) async -> LabelAnswer {
        do {
            let permit = try access.permit(or: .writing)
            guard let there = try Store.existing(in: session.folder, access) else {
                return .next(nil, waiting: 0, agreement: [])
            }
            try there.close()
            let (queue, who) = (Labelling(try session.opened(), permit), Person.login())
            switch action {
            case .give(let given, let item):
                let verdict = RunVerdict(
                    agent: given.agent, turn: given.turn, isNobody: given.isNobody, success: given.success,
                    mode: given.mode, note: given.note)
                _ = try await queue.label(item, by: who, verdict, isSecond: choice.isSecond)
            case .undo: _ = try await queue.undo(by: who)
            case .skip, .take: break
            }
            let next = try await queue.next(for: who, isSecond: choice.isSecond, skipped: choice.skipped)
            let sums = LabelSums(try await queue.items())
            let answers = try await queue.answers()
            return .next(
                next.flatMap { LabelTask($0, answers[$0.number] ?? []) }, waiting: sums.items - sums.labelled,
                agreement: sums.pairs.map { LabelText.line($0) })
        } catch {
            return .failed("\(error)")
        }
    }
}

extension LabelTask {
    fileprivate init?(_ item: LabelItem, _ answers: [RepromptAnswer]) {
        guard let trace = item.trace else { return nil }
        self.init(
            number: item.number, trace: trace, reasons: item.run.reasons, answers: answers.map(RepromptText.beside),
            suspect: estimateCredit(of: trace).suspects.first?.cell)
    }
}
