import CreditEngine
import CreditStore
import Inspector
import PlantedFaults
import UseCases

/// A team with its critic, its problems and its place in the store.
struct TeamReviews: Sendable {
    let runtime: TeamRuntime
    private let source: TeamSource

    init(_ runtime: TeamRuntime, _ source: TeamSource) {
        self.runtime = runtime
        var named = source
        // One suite's prompts may be another's: the one that spoke is meant.
        if let suite = runtime.suite { named.team = TeamSource.simulated + suite.name }
        self.source = named
    }

    /// Who criticises, who speaks, and what that costs.
    var terms: ReviewTerms {
        get throws {
            let critic = try runtime.critic()
            let agents = ReplayTerms(
                model: runtime.modelNames.joined(separator: ", "), isSimulated: runtime.isSimulated,
                dollarsPerCall: runtime.dollarsPerCall, secondsPerCall: runtime.secondsPerCall, width: source.jobs)
            let isSimulated = critic.model is SimulatedCritic
            let name = isSimulated ? SimulatedCritic.name : Self.name(of: critic, runtime)
            let speakers = runtime.team.aggregation?.order.count ?? runtime.team.members.count
            return ReviewTerms(
                team: runtime.team.name ?? "",
                critic: ReplayTerms(
                    model: name, isSimulated: isSimulated, dollarsPerCall: isSimulated ? 0 : nil,
                    secondsPerCall: isSimulated ? 0.0001 : nil),
                agents: agents, callsPerRun: runtime.callsPerRun ?? speakers * (runtime.team.aggregation?.turns ?? 1),
                pairs: GateRule().maxPairs, heldOut: runtime.problems(in: .validate), problems: runtime.problems,
                options: source.team.map { ["--team", $0] } ?? [])
        }
    }

    /// The name that the team file gives the critic, or that of the agents' model when it has none.
    private static func name(of critic: Critic, _ runtime: TeamRuntime) -> String {
        runtime.models[TeamRuntime.criticName] == nil
            ? runtime.modelNames.first ?? "default" : critic.name ?? TeamRuntime.criticName
    }

    /// The texts that are revised, as the store has them now.
    private var base: RevisionBase {
        get async throws { try await RevisionBase(runtime.team, owner: runtime.owner, in: runtime.store) }
    }

    /// What a person must know who takes a block of a run for the text that is revised; `nil` when it is.
    func note(on task: ReviewTask, in trace: Trace) async throws -> String? {
        let base = try await base
        let block: Block
        switch task {
        case .critique(let cell, _, _):
            block = CritiqueSubject.block(speaking: trace.agents[cell.agent].name, in: base.current)
        case .propose(let revised, _): block = revised
        case .validate: return nil
        }
        return base.note(on: block, [(trace.id, runtime.team)])
    }

    /// What the critic says of a cell; it is told why people rejected earlier revisions.
    ///
    /// A critic that has spoken of the message before is asked for another opinion, not for the kept one.
    /// - Parameter asked: how often this session asked about the cell before.
    func critique(
        _ trace: Trace, _ cell: Cell, _ credit: CritiqueSubject.Credit?, asked: UInt64 = 0, _ permit: Permit
    ) async throws -> CritiqueRecord {
        let known = UInt64(try await runtime.critiqueCount(of: cell, in: trace))
        let order = CritiqueOrder(
            cell: cell, credit: .known(credit), attempt: (source.seed ?? 0) &+ max(asked, known))
        guard let record = try await runtime.critique(order, of: trace, permit).record else {
            throw CritiqueError.noWeakness
        }
        return record
    }

    /// Puts a revision of a block into the queue; returns the names of what is new there.
    func propose(_ block: Block, from critiques: [Critique], _ permit: Permit) async throws -> [String] {
        let revision = try await runtime.session.propose(
            RevisionOrder(block: block), from: critiques, of: runtime, permit)
        if revision.proposals.isEmpty, let refusal = revision.refused.first {
            guard case .known = refusal else { throw refusal }
            throw ReviewJobError.proposedBefore(revision.known?.id)
        }
        return revision.proposals.map(\.id)
    }

    /// A validation of a proposal against problems that nobody tuned on, ready to run.
    func validation(of id: String, _ permit: Permit) async throws -> ValidationJob {
        try await ValidationJob(
            ValidationOrder(proposal: id, seed: source.seed ?? 0, width: source.jobs), source, permit)
    }

    /// Runs a validation; the store keeps what it came to.
    func run(
        _ job: ValidationJob, _ watch: ReplayWatch,
        _ observer: @escaping @Sendable (ValidationReport) async -> Void
    ) async throws -> ValidationReport {
        let isSimulated = runtime.isSimulated
        return try await job.run { progress in
            watch.see(undefined: progress.undefined)
            await observer(ValidationReport(soFar: progress, isSimulated: isSimulated))
        }.report
    }

    /// The run of a problem under the proposed text, made again from its seeds.
    func run(of proposal: Proposal, _ problem: String, _ replay: UInt64) async throws -> Trace {
        guard let asked = runtime.problems.first(where: { $0.key == problem }) else {
            throw ReviewJobError.noProblem(problem)
        }
        let candidate = try await base.current.replacing(proposal.block, by: proposal.newText)
        // For the limits alone: all runs that are only looked at are one job.
        try await runtime.limit(to: try JobName.of("show", runtime))
        return try await RolloutLedger(runtime.runner).trace(of: RolloutRequest(candidate, on: asked, replay: replay))
    }
}

extension ValidationReport {
    /// A validation under way, as far as it is; every pair stands for a problem of its own.
    init(soFar progress: ValidationProgress, isSimulated: Bool) {
        let gate = progress.gate
        let pairs = gate.outcomes.pairs.enumerated().map { place, pair in
            Pair(problem: "\(place)", replay: 0, current: pair.kept, candidate: pair.replaced)
        }
        self.init(
            ending: .stopped, pairs: pairs, ordinal: gate.ordinal, alpha: gate.rule.alpha,
            logEvidence: gate.evidence.log, logThreshold: gate.logThreshold, moreNeeded: gate.moreNeeded,
            rollouts: progress.rollouts, cached: progress.cached, calls: progress.calls, isSimulated: isSimulated)
    }
}
