/// Draws the pairs of a validation from a ledger.
struct ValidationArms {
    private(set) var pairs: [ValidationReport.Pair] = []
    private(set) var counts = RolloutCounts()
    private(set) var means = ArmMeans()
    /// Runs that succeeded in the pairs that count, whatever their score.
    private(set) var successes = (current: 0, candidate: 0)
    private let validation: Validation
    private let observer: Validation.Observer
    private let current: String
    private let candidate: String

    /// Pairs left out from the start after which it is given up.
    private static let patience = 8

    init(_ validation: Validation, _ observer: @escaping Validation.Observer) throws {
        self.validation = validation
        self.observer = observer
        current = try validation.current.identity()
        candidate = try validation.candidate.identity()
    }

    /// Draws until the gate decides, or the ledger's limit leaves no room for the next pair.
    mutating func decide(_ ledger: RolloutLedger) async throws -> Gate {
        var gate = Gate(validation.rule, ordinal: validation.ordinal)
        let stream = PairStream(validation.problems, seed: validation.seed, purpose: "validate")
        // A pair is left out when the current prompts come to nothing; that must not go on for ever.
        while gate.decision == nil, gate.leftOut <= validation.rule.maxPairs {
            let requests = await affordable((pairs.count..<pairs.count + gate.surePairs).map { stream[$0] }, ledger)
            guard !requests.isEmpty else { break }
            var reason = ""
            try await draw(requests, ledger) { pair, arms in
                arms.pairs.append(pair.outcomes)
                arms.means.add(pair.current, pair.candidate)
                arms.count(pair)
                gate.add(current: pair.outcomes.current, candidate: pair.outcomes.candidate)
                reason = pair.current.undefined ?? reason
                await arms.tell(.heldOut, gate)
            }
            if gate.count == 0, gate.leftOut >= Self.patience {
                throw HeldOutError.noOutcomes(runs: gate.leftOut, reason: reason)
            }
        }
        return gate
    }

    /// Draws pairs on the optimiser's own problems, each once; `nil` when none can be drawn.
    mutating func measureTrain(_ ledger: RolloutLedger, after gate: Gate) async throws -> PairedOutcomes? {
        let problems = HeldOutProblems(validation.train, critiqued: []).problems
        guard !problems.isEmpty else { return nil }
        let stream = PairStream(problems, seed: validation.seed, purpose: "train")
        let count = min(problems.count, max(0, validation.rule.caps.trainPairs))
        var outcomes = PairedOutcomes()
        try await draw(await affordable((0..<count).map { stream[$0] }, ledger), ledger) { pair, arms in
            if let current = pair.outcomes.current {
                outcomes.add(kept: current, replaced: pair.outcomes.candidate ?? 0)
            }
            await arms.tell(.train, gate)
        }
        return outcomes.count > 0 ? outcomes : nil
    }

    private mutating func count(_ pair: Drawn) {
        guard pair.outcomes.current != nil else { return }
        if pair.current.success == true { successes.current += 1 }
        if pair.candidate.success == true { successes.candidate += 1 }
    }

    private func tell(_ phase: ValidationProgress.Phase, _ gate: Gate) async {
        await observer(
            ValidationProgress(
                phase: phase, gate: gate, rollouts: counts.made, cached: counts.cached, undefined: counts.undefined,
                calls: counts.calls))
    }

    /// The requests of as many of these pairs as the ledger's limit allows, current and candidate in turn.
    private func affordable(_ pairs: [(problem: Problem, replay: UInt64)], _ ledger: RolloutLedger) async
        -> [RolloutRequest]
    {
        var requests: [RolloutRequest] = []
        for pair in pairs {
            let both = [
                RolloutRequest(validation.current, identity: current, on: pair.problem, replay: pair.replay),
                RolloutRequest(validation.candidate, identity: candidate, on: pair.problem, replay: pair.replay),
            ]
            if let left = await ledger.left, await ledger.missing(requests + both) > left { break }
            requests += both
        }
        return requests
    }

    private struct Drawn {
        let current: Rollout
        let candidate: Rollout
        let outcomes: ValidationReport.Pair
    }

    private mutating func draw(
        _ requests: [RolloutRequest], _ ledger: RolloutLedger, _ pairDrawn: (Drawn, inout ValidationArms) async -> Void
    ) async throws {
        var first: Rollout?
        var place = 0
        try await ledger.forEach(requests) { rollout, isNew in
            counts.add(rollout, isNew: isNew)
            place += 1
            guard let kept = first else {
                first = rollout
                return
            }
            first = nil
            let request = requests[place - 1]
            let pair = ValidationReport.Pair(
                problem: request.problem.key, replay: request.replay,
                current: kept.outcome(validation.rule.outcomes), candidate: rollout.outcome(validation.rule.outcomes))
            await pairDrawn(Drawn(current: kept, candidate: rollout, outcomes: pair), &self)
        }
    }
}
