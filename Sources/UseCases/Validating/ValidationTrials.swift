import CreditEngine
import CreditStore

/// Which try of a text a validation is: the proposal as it waits, the same work gone on with, or the text proposed anew.
///
/// A proposal is tried once, by one rule and with one seed, whether that came to an end or not; whatever else is asked for
/// is the next candidate of its lineage.
struct ValidationTrials: Sendable {
    /// One try that is ready to be made.
    struct Trial: Sendable {
        /// The proposal.
        let record: ProposalRecord
        /// What is to be done.
        let validation: Validation
        /// Its name in the store: the same for the same work.
        let id: String
        /// How many problems the critique has seen.
        let leftOut: Int
    }

    private let order: ValidationOrder
    private let runtime: TeamRuntime
    private let current: PromptSet
    private let base: Team
    private let store: Store

    init(_ order: ValidationOrder, _ runtime: TeamRuntime, current: PromptSet, base: Team, in store: Store) {
        (self.order, self.runtime, self.current, self.base, self.store) = (order, runtime, current, base, store)
    }

    /// The try of a proposal: itself, or itself proposed anew where it is stale or is to be judged again.
    ///
    /// Throws `ValidationRefusal`, `HeldOutError` and `StoreError`.
    func trial(of record: ProposalRecord, _ notes: inout [String]) async throws -> Trial {
        let content = record.content
        let stale = content.staleBlock(in: try current.hashes())
        if let stale, stale == content.block.name {
            throw ValidationRefusal.overtaken(record.id, block: stale)
        }
        guard stale != nil || order.isAgain else { return try await made(of: record) }
        let why = stale.map { "is stale (\($0) has changed since)" } ?? "is to be judged again"
        if let next = try await waiting(after: record) {
            notes.append("\(record.id) \(why): \(next.record.id) is the same text proposed anew")
            return next
        }
        var anew = try Proposal(
            revising: content.block, of: current, to: content.newText, lineage: content.lineage,
            critiques: content.critiques, reason: content.reason, isSimulated: content.isSimulated)
        anew.critiqued = content.critiqued
        let next = try await store.propose(anew, of: base)
        notes.append("\(record.id) \(why): proposed anew as \(next.id), candidate \(next.ordinal) of its lineage")
        return try await made(of: next)
    }

    /// What the same work came to before; `nil` when it has to be made, or gone on with.
    ///
    /// Throws `ValidationRefusal` when the proposal was tried otherwise.
    func kept(_ trial: Trial) async throws -> ValidationRecord? {
        let earlier = try await store.validations(of: trial.record.id)
        let same = earlier.first { $0.id == trial.id }
        if let same, same.report.ending != .stopped { return same }
        if let judged = earlier.last(where: { $0.report.ending != .stopped }) {
            throw ValidationRefusal.judgedBefore(trial.record.id, ending: judged.report.ending.rawValue)
        }
        if let begun = earlier.last, same == nil || runtime.session.isFresh {
            throw ValidationRefusal.begunOtherwise(trial.record.id, begun.report)
        }
        return nil
    }

    /// The same text proposed anew that is not stale and not tried, or only by the same work; `nil` when there is none.
    private func waiting(after record: ProposalRecord) async throws -> Trial? {
        let hashes = try current.hashes()
        for other in try await sameText(as: record).reversed()
        where other.ordinal > record.ordinal && other.content.staleBlock(in: hashes) == nil {
            let tried = try await store.validations(of: other.id)
            guard !tried.contains(where: { $0.report.ending != .stopped }) else { continue }
            let trial = try await made(of: other)
            if tried.isEmpty || (!runtime.session.isFresh && tried.allSatisfy { $0.id == trial.id }) { return trial }
        }
        return nil
    }

    private func made(of record: ProposalRecord) async throws -> Trial {
        let held = HeldOutProblems(
            runtime.problems(in: .validate), critiqued: record.content.critiqued, known: runtime.problems)
        // Each try of a text has seeds of its own.
        let earlier = try await sameText(as: record).count { $0.ordinal < record.ordinal }
        var validation = try Validation(
            record.content, against: current, on: held.problems, rule: order.rule, ordinal: record.ordinal,
            seed: order.seed &+ UInt64(earlier))
        validation.train = runtime.problems(in: .optimise)
        validation.isSimulated = runtime.isSimulated
        return Trial(
            record: record, validation: validation, id: try name(record, validation), leftOut: held.leftOut.count)
    }

    private func sameText(as record: ProposalRecord) async throws -> [ProposalRecord] {
        try await store.proposals(of: record.content.team).filter {
            $0.content.lineage == record.content.lineage && $0.content.newText == record.content.newText
        }
    }

    /// Twelve digits of all that the report depends on, behind `val-`.
    private func name(_ record: ProposalRecord, _ validation: Validation) throws -> String {
        let rule = validation.rule
        let work: CanonicalJSON = [
            "proposal": .string(record.id), "crew": runtime.identity, "prompts": .string(try current.identity()),
            "problems": .string(runtime.problemSet.name), "alpha": .number(rule.alpha),
            "pairs": .integer(rule.maxPairs),
            "futility": .array(rule.drops.map { .array([.integer($0.pairs), .integer($0.lead)]) }),
            "outcomes": .string(rule.outcomes.rawValue), "seed": .string(String(validation.seed)),
        ]
        return "val-" + String(try SHA256Digest(of: work.text()).hex.prefix(12))
    }
}
