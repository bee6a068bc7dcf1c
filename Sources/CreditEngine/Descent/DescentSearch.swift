/// The loop of an optimisation: a strategy's candidates, one after the other, and what becomes of each.
struct DescentSearch: Sendable {
    private var strategy: any Strategy
    private(set) var trials: [DescentReport.Trial] = []
    /// Accepted candidates so far: each changes which pairs the next ones meet.
    private var accepted = 0

    init(strategy: any Strategy) {
        self.strategy = strategy
    }

    /// The shares by which blocks were last chosen.
    var shares: BlockShares? { (strategy as? CreditDescent)?.shares }

    /// Goes on until nothing is left to try or to spend.
    mutating func run(_ resources: inout StrategyResources, isSimulated: Bool) async throws -> DescentReport.Ending {
        let ending = try await search(&resources, isSimulated: isSimulated)
        if resources.settings.acceptance == .customary { try strategy.conclude(&resources) }
        return ending
    }

    private mutating func search(_ resources: inout StrategyResources, isSimulated: Bool) async throws
        -> DescentReport.Ending
    {
        while true {
            try Task.checkCancellation()
            do {
                switch try await strategy.propose(&resources) {
                case .saturated(let why): return .saturated(why)
                case .candidate(let candidate):
                    let trial = try await decide(candidate, &resources, isSimulated: isSimulated)
                    trials.append(trial)
                    resources.keepBackTogether(blocks: edited.count)
                    await resources.observer(.decided(trial))
                    if trial.decision == .undecided { return .budget }
                }
            } catch is StrategyResources.BudgetSpent {
                return .budget
            }
        }
    }

    /// The blocks with an accepted edit.
    private var edited: Set<Block> { Set(trials.filter { $0.decision == .accepted }.map(\.proposal.block)) }

    /// The prompts with everything that was accepted; under the gate several edits may wait, each bound to the same texts.
    func result(_ resources: StrategyResources) -> PromptSet {
        guard resources.settings.acceptance == .gate else { return resources.current }
        return trials.filter { $0.decision == .accepted }.reduce(resources.current) { prompts, trial in
            prompts.replacing(trial.proposal.block, by: trial.proposal.newText)
        }
    }

    private mutating func decide(_ candidate: Candidate, _ resources: inout StrategyResources, isSimulated: Bool)
        async throws
        -> DescentReport.Trial
    {
        var proposal = try Proposal(
            revising: candidate.block, of: resources.current, to: candidate.text,
            lineage: resources.register.lineage(of: candidate.block), critiques: candidate.critiques,
            reason: candidate.reason, isSimulated: candidate.isSimulated)
        proposal.critiqued = Set(proposal.critiqued + candidate.problems).sorted()
        // Counted before anything is run for it, so that breaking off does not make it untried.
        let entered = try await resources.register.enter(proposal, place: trials.count + 1)
        let repeated = trials.count {
            $0.proposal.block == candidate.block && $0.proposal.newText == candidate.text
        }
        var trial = DescentReport.Trial(
            id: entered.id, ordinal: entered.ordinal, proposal: proposal, share: candidate.share,
            source: candidate.source,
            decision: .undecided,
            proposedAt: resources.costs.rollouts, decidedAt: resources.costs.rollouts)
        if resources.settings.acceptance == .customary {
            do {
                trial.decision = try await strategy.takes(candidate, &resources) ? .accepted : .dropped
            } catch is StrategyResources.BudgetSpent {}
        } else if let report = try await resources.validate(
            proposal, entered, attempt: 1_000 * accepted + repeated, isSimulated: isSimulated)
        {
            trial.validation = report
            switch report.ending {
            case .accepted: trial.decision = .accepted
            case .stopped: trial.decision = .undecided
            case .capped, .futile, .notShown: trial.decision = .dropped
            }
        }
        trial.decidedAt = resources.costs.rollouts
        if trial.decision == .accepted, resources.settings.acceptance != .gate {
            accepted += 1
            try resources.adopt(resources.current.replacing(candidate.block, by: candidate.text))
        }
        strategy.learn(candidate, wasAccepted: trial.decision == .accepted, resources)
        return trial
    }
}
