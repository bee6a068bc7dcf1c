package import CreditEngine
import CreditStore

/// An optimisation that is ready to run, with the queue that its candidates go to.
///
/// Every candidate is put into the queue before it is tried (`QueuedCandidates`), because dropped and abandoned ones count
/// in the lineage of their block. Whole runs and replays are journaled, so the same work again pays for nothing
/// twice, comes to the same report and queues nothing a second time.
package struct OptimizeJob: Sendable {
    /// What an optimisation came to, and the names of its candidates in the queue, in their order.
    package struct Ended: Sendable {
        package var report: DescentReport
        package var queued: [String]
    }

    /// Its name: the same for the same work.
    package let name: String
    /// Whether the same work was done before; its report is made again from the journal then.
    package let wasDone: Bool
    private let runtime: TeamRuntime
    private let descent: Descent

    /// Prepares an optimisation of a team runtime's team as it is approved now; throws `DescentError` and `StoreError`.
    package init(
        _ runtime: TeamRuntime, critic: Critic?, criticWrong: Double, _ settings: DescentSettings, _ permit: Permit
    ) async throws {
        let store = try runtime.store
        let team = runtime.team.name ?? ""
        let base = try await RevisionBase(runtime.team, owner: runtime.owner, in: store)
        let prompts = base.current
        name = try JobName.of(
            "optimize", runtime,
            [
                "current": .string(try prompts.identity()), "method": .string(settings.method.rawValue),
                "acceptance": .string(settings.acceptance.rawValue), "budget": .number(settings.budget),
                "final": .integer(settings.finalRuns), "seed": .string(String(settings.seed)),
                "problems": .string(runtime.problemSet.name), "critic_wrong": .number(criticWrong),
                "critic": critic.map { .string("\($0.name ?? "") \($0.sampling.temperature ?? -1)") },
            ])
        let wasFinished = try await store.jobs().contains { [name] in $0.name == name && $0.finished != nil }
        let journal = try await runtime.journal(of: name)
        let begun = try await Self.begun(name, team, journal, store)
        wasDone = wasFinished && begun.isKnown
        if !runtime.problemSet.name.isEmpty { try await store.keep(runtime.split, as: runtime.problemSet.name) }
        let ledger = RolloutLedger(runtime.runner, width: settings.width, keepsTraces: true, journal: journal)
        var descent = try Descent(
            prompts, optimise: runtime.problems(in: .optimise), validate: runtime.problems(in: .validate),
            ledger: ledger,
            critic: try await Self.critic(critic, prompts, team, store), settings: settings)
        descent.journal = journal
        descent.isSimulated = runtime.isSimulated
        descent.register = QueuedCandidates(
            store: store, base: base.team, problems: runtime.problemSet.name, work: begun.work)
        (self.runtime, self.descent) = (runtime, descent)
    }

    /// Runs it to its end; what is finished when it is broken off is kept, and the same job goes on from there.
    package func run(_ observer: @escaping Descent.Observer) async throws -> Ended {
        let report = try await descent.run(observer)
        try await runtime.finish(job: name)
        return Ended(report: report, queued: report.trials.map(\.id))
    }

    /// What tells the candidates of this work from those of all other, and whether it was begun before.
    ///
    /// The number of proposals that the team had when it began is part of it, so that work that starts over counts behind
    /// all earlier candidates. Rejections change what the critic suggests, so what follows them begins anew, too.
    private static func begun(_ name: String, _ team: String, _ journal: any SampleJournal, _ store: Store)
        async throws -> (work: String, isKnown: Bool)
    {
        let decided = try await store.reviewItems(of: team).compactMap(\.decision).filter { !$0.isApproval }
        var key = "earlier candidates"
        if !decided.isEmpty {
            let rejections = decided.map { "\($0.at) \($0.reason)" }.sorted().joined(separator: "\n")
            key += " after " + (try SHA256Digest(of: rejections).hex)
        }
        let known = try await journal.result(of: key)
        let count: String
        if let known { count = known } else { count = String(try await store.proposals(of: team).count) }
        if known == nil { try await journal.record([FinishedSample(key: key, result: count)]) }
        return ("\(name), \(key): \(count)", known != nil)
    }

    /// The critic with what people rejected before.
    private static func critic(_ critic: Critic?, _ prompts: PromptSet, _ team: String, _ store: Store) async throws
        -> DescentCritic?
    {
        guard let critic else { return nil }
        var made = DescentCritic(critic)
        for block in prompts.blocks {
            made.rejections[block] = try await store.rejectionReasons(team: team, block: block)
        }
        for item in try await store.reviewItems(of: team) where item.decision?.isApproval == false {
            made.rejectedTexts[item.proposal.block, default: []].insert(item.proposal.newText)
        }
        return made
    }
}
