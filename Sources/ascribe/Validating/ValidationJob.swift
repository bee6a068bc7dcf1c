import CreditEngine
import CreditStore

/// A validation that is ready to run: the proposal, who speaks, and on what.
///
/// The report is kept in the store under a name that is the same for the same work; a restart goes on where it stopped, and
/// nothing else does: another seed or rule is another candidate (`ValidationTrials`).
struct ValidationJob: Sendable {
    /// The proposal.
    let record: ProposalRecord
    /// Who speaks.
    let crew: Crew
    /// What is to be done.
    let validation: Validation
    /// The validation's name in the store.
    let id: String
    /// Sentences to be said first.
    let notes: [String]
    /// The same work's earlier report, when it was kept: nothing has to be run then.
    let kept: ValidationRecord?
    private let store: Store
    private let order: ValidationOrder

    /// Prepares a validation; what a proposal that waits needs (a new name when it is stale or judged before) is done.
    ///
    /// Throws `ValidationRefusal`, `HeldOutError`, `StoreError` and `CrewError`.
    init(_ order: ValidationOrder, _ source: CrewSource) async throws {
        let opened = try source.records.opened()
        let asked = try await opened.proposal(opened.proposalID(order.proposal))
        let crew = try await Self.crew(for: asked, source, in: opened)
        let store = try crew.store
        let base = try await Self.base(of: asked, crew, in: store)
        let current = try await store.currentPrompts(from: base)
        var notes = crew.notes
        let trials = ValidationTrials(order, crew, current: current, base: base, in: store)
        let trial = try await trials.trial(of: asked, &notes)
        if trial.leftOut > 0 {
            notes.append("\(Counted.of(trial.leftOut, "problem")) left out, because a trace of it fed the critique")
        }
        kept = try await trials.kept(trial)
        if !crew.problemSet.name.isEmpty { try await store.keep(crew.split, as: crew.problemSet.name) }
        (record, id, validation) = (trial.record, trial.id, trial.validation)
        (self.crew, self.notes, self.store, self.order) = (crew, notes, store, order)
    }

    /// Draws pairs until the gate decides, and keeps the report; a kept one is given again and costs nothing.
    ///
    /// Rule, seed and look are recorded before the first pair, so that breaking off leaves no room for another try.
    func run(_ observer: @escaping Validation.Observer = { _ in }) async throws -> ValidationRecord {
        if let kept { return kept }
        let begun = ValidationRecord(id: id, proposal: record.id, report: validation.begun)
        var validation = validation
        validation.looks = try await store.begin(begun, at: crew.problemSet.name).report.looks
        let journal = try await crew.journal(of: id)
        let ledger = RolloutLedger(
            crew.runner, width: order.width, journal: journal, endsAll: { $0.endsAllWork || $0 is StoreError })
        let report = try await validation.run(ledger, observer)
        try await store.keep(ValidationRecord(id: id, proposal: record.id, report: report))
        try await crew.finish(job: id)
        return ValidationRecord(id: id, proposal: record.id, report: report)
    }
}
