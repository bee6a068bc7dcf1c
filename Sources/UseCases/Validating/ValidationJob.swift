package import CreditEngine
package import CreditStore

/// A validation that is ready to run: the proposal, who speaks, and on what.
///
/// The report is kept in the store under a name that is the same for the same work; a restart goes on where it stopped, and
/// nothing else does: another seed or rule is another candidate (`ValidationTrials`).
package struct ValidationJob: Sendable {
    /// The proposal.
    package let record: ProposalRecord
    /// Who speaks.
    package let runtime: TeamRuntime
    /// What is to be done.
    package let validation: Validation
    /// The validation's name in the store.
    package let id: String
    /// Sentences to be said first.
    package let notes: [String]
    /// The same work's earlier report, when it was kept: nothing has to be run then.
    package let kept: ValidationRecord?
    private let store: Store
    private let order: ValidationOrder

    /// Prepares a validation; what a proposal that waits needs (a new name when it is stale or judged before) is done.
    ///
    /// Throws `ValidationRefusal`, `HeldOutError`, `StoreError` and `TeamError`.
    package init(_ order: ValidationOrder, _ source: TeamSource, _ permit: Permit) async throws {
        let opened = try source.session.opened()
        let asked = try await opened.proposal(opened.proposalID(order.proposal))
        let runtime = try await Self.runtime(for: asked, source, in: opened)
        let store = try runtime.store
        let base = try await Self.base(of: asked, runtime, in: store)
        let current = try await store.currentPrompts(from: base)
        var notes = runtime.notes
        let trials = ValidationTrials(order, runtime, current: current, base: base, in: store)
        let trial = try await trials.trial(of: asked, &notes)
        if trial.leftOut > 0 {
            notes.append("\(Numeral.count(trial.leftOut, "problem")) left out, because a trace of it fed the critique")
        }
        kept = try await trials.kept(trial)
        if !runtime.problemSet.name.isEmpty { try await store.keep(runtime.split, as: runtime.problemSet.name) }
        (record, id, validation) = (trial.record, trial.id, trial.validation)
        (self.runtime, self.notes, self.store, self.order) = (runtime, notes, store, order)
    }

    /// Draws pairs until the gate decides, and keeps the report; a kept one is given again and costs nothing.
    ///
    /// Rule, seed and look are recorded before the first pair, so that breaking off leaves no room for another try.
    package func run(_ observer: @escaping Validation.Observer = { _ in }) async throws -> ValidationRecord {
        if let kept { return kept }
        let begun = ValidationRecord(id: id, proposal: record.id, report: validation.begun)
        var validation = validation
        validation.looks = try await store.begin(begun, at: runtime.problemSet.name).report.looks
        let journal = try await runtime.journal(of: id)
        let ledger = RolloutLedger(runtime.runner, width: order.width, journal: journal)
        let report = try await validation.run(ledger, observer)
        try await store.keep(ValidationRecord(id: id, proposal: record.id, report: report))
        try await runtime.finish(job: id)
        return ValidationRecord(id: id, proposal: record.id, report: report)
    }
}
