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
    mutating func run(_ bench: inout DescentBench, isSimulated: Bool) async throws -> DescentReport.Ending {
        while true {
            try Task.checkCancellation()
            do {
                switch try await strategy.propose(&bench) {
                case .saturated(let why): return .saturated(why)
                case .candidate(let candidate):
                    let trial = try await decide(candidate, &bench, isSimulated: isSimulated)
                    trials.append(trial)
                    await bench.observer(.decided(trial))
                    if trial.decision == .undecided { return .budget }
                }
            } catch is DescentBench.BudgetSpent {
                return .budget
            }
        }
    }

    /// The prompts with everything that was accepted; under the gate several edits may wait, each bound to the same texts.
    func result(_ bench: DescentBench) -> PromptSet {
        guard bench.settings.acceptance == .gate else { return bench.current }
        return trials.filter { $0.decision == .accepted }.reduce(bench.current) { prompts, trial in
            prompts.replacing(trial.proposal.block, by: trial.proposal.newText)
        }
    }

    private mutating func decide(_ candidate: Candidate, _ bench: inout DescentBench, isSimulated: Bool) async throws
        -> DescentReport.Trial
    {
        var proposal = try Proposal(
            revising: candidate.block, of: bench.current, to: candidate.text,
            lineage: bench.register.lineage(of: candidate.block), critiques: candidate.critiques,
            reason: candidate.reason, isSimulated: candidate.isSimulated)
        proposal.critiqued = Set(proposal.critiqued + candidate.problems).sorted()
        // Counted before anything is run for it, so that breaking off does not make it untried.
        let entered = try await bench.register.enter(proposal, place: trials.count + 1)
        let repeated = trials.count {
            $0.proposal.block == candidate.block && $0.proposal.newText == candidate.text
        }
        var trial = DescentReport.Trial(
            id: entered.id, ordinal: entered.ordinal, proposal: proposal, share: candidate.share,
            source: candidate.source,
            decision: .undecided,
            proposedAt: bench.costs.rollouts, decidedAt: bench.costs.rollouts)
        if bench.settings.acceptance == .customary {
            do {
                trial.decision = try await strategy.takes(candidate, &bench) ? .accepted : .dropped
            } catch is DescentBench.BudgetSpent {}
        } else if let report = try await bench.validate(
            proposal, entered, attempt: 1_000 * accepted + repeated, isSimulated: isSimulated)
        {
            trial.validation = report
            switch report.ending {
            case .accepted: trial.decision = .accepted
            case .stopped: trial.decision = .undecided
            case .capped, .futile, .notShown: trial.decision = .dropped
            }
        }
        trial.decidedAt = bench.costs.rollouts
        if trial.decision == .accepted, bench.settings.acceptance != .gate {
            accepted += 1
            try bench.adopt(bench.current.replacing(candidate.block, by: candidate.text))
        }
        strategy.learn(candidate, wasAccepted: trial.decision == .accepted, bench)
        return trial
    }
}
