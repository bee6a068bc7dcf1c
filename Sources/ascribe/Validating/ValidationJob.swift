import CreditEngine
import CreditStore

/// A validation that is ready to run: the proposal, who speaks, and on what.
///
/// The report is kept in the store under a name that is the same for the same work; a restart goes on where it stopped.
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
        let record = try await Self.standing(asked, order, current, base, in: store, &notes)

        let known = crew.problems(in: .validate)
        let held = HeldOutProblems(known, critiqued: record.content.critiqued, known: crew.problems)
        if !held.leftOut.isEmpty {
            notes.append(
                "\(Counted.of(held.leftOut.count, "problem")) left out, because a trace of it fed the critique")
        }
        let problems = crew.problemSet.name
        if !problems.isEmpty { try await store.keep(crew.split, as: problems) }
        let seed = order.seed &+ (try await Self.earlierTries(of: record, in: store))
        var validation = try Validation(
            record.content, against: current, on: held.problems, rule: order.rule, ordinal: record.ordinal, seed: seed)
        validation.train = crew.problems(in: .optimise)
        validation.isSimulated = crew.isSimulated
        let others = try await store.looks(at: problems).keys.filter { $0 != record.id }
        validation.looks = others.count + 1

        id = try Self.name(record, crew, validation, problems: problems, prompts: current)
        let earlier = try await store.validations(of: record.id).filter { $0.report.ending != .stopped }
        kept = earlier.first { [id] in $0.id == id }
        if kept == nil, let other = earlier.last {
            throw ValidationRefusal.judgedBefore(record.id, ending: other.report.ending.rawValue)
        }
        (self.record, self.crew, self.validation, self.notes) = (record, crew, validation, notes)
        (self.store, self.order) = (store, order)
    }

    /// Draws pairs until the gate decides, and keeps the report; a kept one is given again and costs nothing.
    func run(_ observer: @escaping Validation.Observer = { _ in }) async throws -> ValidationRecord {
        if let kept { return kept }
        let journal = try await crew.journal(of: id)
        let ledger = RolloutLedger(
            crew.runner, width: order.width, journal: journal, endsAll: { $0.endsAllWork || $0 is StoreError })
        let report = try await validation.run(ledger, observer)
        // Counted before it is kept: a look may be counted for nothing, and is never forgotten.
        try await store.countLook(at: crew.problemSet.name, for: record.id, pairs: report.pairs.count)
        try await store.keep(ValidationRecord(id: id, proposal: record.id, report: report))
        try await crew.finish(job: id)
        return ValidationRecord(id: id, proposal: record.id, report: report)
    }

    /// Twelve digits of all that the report depends on, behind `val-`.
    private static func name(
        _ record: ProposalRecord, _ crew: Crew, _ validation: Validation, problems: String, prompts: PromptSet
    ) throws -> String {
        let rule = validation.rule
        let work: CanonicalJSON = [
            "proposal": .string(record.id), "crew": crew.identity, "prompts": .string(try prompts.identity()),
            "problems": .string(problems), "alpha": .number(rule.alpha), "pairs": .integer(rule.maxPairs),
            "futility": .array(rule.futility.map { .array([.integer($0.pairs), .integer($0.lead)]) }),
            "outcomes": .string(rule.outcomes.rawValue), "seed": .string(String(validation.seed)),
        ]
        return "val-" + String(try SHA256Digest(of: work.text()).hex.prefix(12))
    }
}
