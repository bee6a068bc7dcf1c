/// What reflective optimisers customarily ask of a candidate: a strictly better sum on a minibatch, then a strictly better
/// sum on a fixed validation set.
///
/// It has no error bound: a candidate without effect passes the second step in about .43 of cases where seeds do not
/// couple (Method §6).
struct ReflectiveRule: Sendable {
    /// Problems of the optimiser for the first step.
    private static let minibatch = 3
    /// Held-out problems for the second.
    private static let validation = 30

    func takes(_ candidate: Candidate, _ resources: inout StrategyResources) async throws -> Bool {
        let revised = resources.current.replacing(candidate.block, by: candidate.text)
        let turn = resources.freshSample()
        let small = resources.drawn(Self.minibatch, from: resources.optimise, turn: turn)
        guard try await isBetter(revised, on: small, &resources) else { return false }
        let large = resources.validate.prefix(Self.validation).map { (problem: $0, replay: resources.fixedSample) }
        return try await isBetter(revised, on: large, &resources)
    }

    private func isBetter(
        _ revised: PromptSet, on samples: [(problem: Problem, replay: UInt64)], _ resources: inout StrategyResources
    ) async throws -> Bool {
        let now = try await resources.runs(resources.current, on: samples, for: .trial)
        let then = try await resources.runs(revised, on: samples, for: .trial)
        try await resources.tell(.trial)
        return ScoreGain(of: then, over: now).sum > 0
    }
}
