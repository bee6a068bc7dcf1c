import CreditEngine
import CreditStore

/// An optimisation that is ready to run, with the queue that its candidates go to.
///
/// Every candidate is put into the queue, dropped ones too, because they count in the lineage. Whole runs and replays are
/// journaled, those of simulated models, too, so the same work again pays for nothing twice, comes to the same report and
/// queues nothing a second time.
struct OptimizeJob: Sendable {
    /// What an optimisation came to, and the names of its candidates in the queue, in their order.
    struct Ended: Sendable {
        var report: DescentReport
        var queued: [String]
    }

    /// Its name: the same for the same work.
    let name: String
    /// Whether the same work was done before; its report is made again from the journal then.
    let wasDone: Bool
    private let base: Team
    private let crew: Crew
    private let descent: Descent
    private let store: Store

    /// Prepares an optimisation of a crew's team as it is approved now; throws `DescentError` and `StoreError`.
    init(_ crew: Crew, critic: Critic?, criticWrong: Double, _ settings: DescentSettings) async throws {
        let store = try crew.store
        let team = crew.team.name ?? ""
        let base = try await RevisionBase(crew.team, owner: crew.owner, in: store)
        let prompts = base.current
        var settings = settings
        settings.lineage = "\(team)/optimize/\(try PromptSet(base.team).identity().prefix(12))"
        name = try JobName.of(
            "optimize", crew,
            [
                "current": .string(try prompts.identity()), "method": .string(settings.method.rawValue),
                "acceptance": .string(settings.acceptance.rawValue), "budget": .number(settings.budget),
                "final": .integer(settings.finalRuns), "seed": .string(String(settings.seed)),
                "problems": .string(crew.problemSet.name), "critic_wrong": .number(criticWrong),
                "critic": critic.map { .string("\($0.name ?? "") \($0.sampling.temperature ?? -1)") },
            ])
        let wasFinished = try await store.jobs().contains { [name] in $0.name == name && $0.finished != nil }
        let journal = try await crew.journal(of: name, keepsFree: true)
        let earlier = try await Self.earlier(of: settings.lineage, team, journal, store)
        settings.earlierCandidates = earlier.count
        wasDone = wasFinished && earlier.isKnown
        if !crew.problemSet.name.isEmpty { try await store.keep(crew.split, as: crew.problemSet.name) }
        let ledger = RolloutLedger(
            crew.runner, width: settings.width, keepsTraces: true, journal: journal,
            endsAll: { $0.endsAllWork || $0 is StoreError })
        var descent = try Descent(
            prompts, optimise: crew.problems(in: .optimise), validate: crew.problems(in: .validate), ledger: ledger,
            critic: try await Self.critic(critic, prompts, team, store), settings: settings)
        descent.journal = journal
        descent.isSimulated = crew.isSimulated
        (self.base, self.crew, self.descent, self.store) = (base.team, crew, descent, store)
    }

    /// Runs it to its end, and puts its candidates into the queue.
    func run(_ observer: @escaping Descent.Observer) async throws -> Ended {
        let report = try await descent.run(observer)
        var queued: [String] = []
        for trial in report.trials { queued.append(try await queue(trial)) }
        try await crew.finish(job: name)
        return Ended(report: report, queued: queued)
    }

    /// Puts a candidate into the queue with its validation; one that is there already is left as it is.
    private func queue(_ trial: DescentReport.Trial) async throws -> String {
        let known = try await store.proposals(of: trial.proposal.team).first { record in
            record.ordinal == trial.ordinal && record.content.lineage == trial.proposal.lineage
                && record.content.newText == trial.proposal.newText && record.content.block == trial.proposal.block
        }
        let id: String
        if let known { id = known.id } else { id = try await store.propose(trial.proposal, of: base).id }
        guard let report = trial.validation else { return id }
        let work = try "val-" + SHA256Digest(of: "\(name) \(id)").hex.prefix(12)
        if try await store.validations(of: id).contains(where: { $0.id == work }) { return id }
        try await store.countLook(at: crew.problemSet.name, for: id, pairs: report.pairs.count)
        try await store.keep(ValidationRecord(id: work, proposal: id, report: report))
        return id
    }

    /// How many candidates the lineage had when this work began, whatever it has added since, and whether it had begun.
    ///
    /// Rejections change what the critic suggests, so what follows them begins anew.
    private static func earlier(of lineage: String, _ team: String, _ journal: any SampleJournal, _ store: Store)
        async throws -> (count: Int, isKnown: Bool)
    {
        let decided = try await store.reviewItems(of: team).compactMap(\.decision).filter { !$0.isApproval }
        var key = "earlier candidates"
        if !decided.isEmpty {
            let rejections = decided.map { "\($0.at) \($0.reason)" }.sorted().joined(separator: "\n")
            key += " after " + (try SHA256Digest(of: rejections).hex)
        }
        if let known = try await journal.result(of: key).flatMap({ Int($0) }) { return (known, true) }
        let count = try await store.proposals(of: team).count { $0.content.lineage == lineage }
        try await journal.record([FinishedSample(key: key, result: String(count))])
        return (count, false)
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
