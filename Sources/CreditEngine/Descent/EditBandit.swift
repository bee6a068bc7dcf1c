/// REINFORCE over a fixed set of edits: the preference of each follows the outcomes of single runs.
///
/// π = softmax(θ); after a run with edit a and outcome y, θ_i += η·(y − mean)·([i = a] − π_i). Arm 0 is no edit. After an
/// epoch of runs the most preferred edit is handed over; customarily it is taken when its mean outcome is above that of
/// no edit. Source: the article's table; Method §7.
struct EditBandit: Strategy {
    private struct Arm: Sendable {
        var variation: PromptVariation?
        var preference = 0.0
        var runs = 0
        var sum = 0.0

        var mean: Double { runs > 0 ? sum / Double(runs) : 0 }
    }

    private var arms: [Arm] = []
    private var drawn: UInt64 = 0
    private var steps = 0
    private var chosen = 0

    /// Edits to choose from, runs of an epoch, runs between two updates, and the step size η.
    private static let (edits, epoch, batch, rate) = (12, 50, 5, 0.5)

    mutating func propose(_ resources: inout StrategyResources) async throws -> DescentStep {
        guard !resources.optimise.isEmpty else { return .saturated("there is no problem to run edits on") }
        if arms.isEmpty { draw(resources) }
        while true {
            for _ in 0..<(Self.epoch / Self.batch) { try await step(&resources) }
            let best = arms.indices.max { (arms[$0].preference, $1) < (arms[$1].preference, $0) } ?? 0
            guard let edit = arms[best].variation else { continue }
            chosen = best
            return .candidate(
                Candidate(
                    block: edit.block, text: edit.text, reason: edit.reason,
                    problems: Set(resources.optimise.map(\.key)).sorted()))
        }
    }

    mutating func takes(_ candidate: Candidate, _ resources: inout StrategyResources) -> Bool {
        arms[chosen].mean > arms[0].mean
    }

    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ resources: StrategyResources) {
        if wasAccepted, resources.settings.acceptance != .gate {
            arms = []
        } else {
            arms.remove(at: chosen)
        }
    }

    private mutating func draw(_ resources: StrategyResources) {
        arms = [Arm()]
        for _ in 0..<(4 * Self.edits) where arms.count <= Self.edits {
            drawn += 1
            guard let edit = PromptVariation(drawn, of: resources.current, resources.random),
                !arms.contains(where: { $0.variation == edit })
            else { continue }
            arms.append(Arm(variation: edit))
        }
    }

    /// Some runs with edits drawn from the policy, then one update.
    private mutating func step(_ resources: inout StrategyResources) async throws {
        let policy = policy
        var picks: [Int] = []
        var requests: [RolloutRequest] = []
        for _ in 0..<Self.batch {
            let pick = pick(policy, resources.random.unit("pick", steps))
            let problem = resources.optimise[
                resources.random.integer("problem", steps, in: 0..<resources.optimise.count)]
            let edit = arms[pick].variation
            let prompts = edit.map { resources.current.replacing($0.block, by: $0.text) } ?? resources.current
            requests.append(try RolloutRequest(prompts, on: problem, replay: resources.freshSample()))
            picks.append(pick)
            steps += 1
        }
        let rollouts = try await resources.runs(requests, for: .trial)
        for (pick, rollout) in zip(picks, rollouts) {
            // A run without outcome counts against an edit; of no edit it says nothing.
            guard let outcome = rollout.score ?? (pick == 0 ? nil : 0) else { continue }
            let advantage = outcome - baseline
            for index in arms.indices {
                arms[index].preference += Self.rate * advantage * ((index == pick ? 1 : 0) - policy[index])
            }
            arms[pick].runs += 1
            arms[pick].sum += outcome
        }
        try await resources.tell(.trial)
    }

    /// The mean outcome of the arms that are left; ½ before the first run.
    var baseline: Double {
        let runs = arms.reduce(0) { $0 + $1.runs }
        return runs > 0 ? arms.reduce(0) { $0 + $1.sum } / Double(runs) : 0.5
    }

    /// The mean outcome of each arm, no edit first; `nil` where none of its runs counts.
    var means: [Double?] { arms.map { $0.runs > 0 ? $0.mean : nil } }

    private var policy: [Double] {
        let top = arms.map(\.preference).max() ?? 0
        let scaled = arms.map { exponential($0.preference - top) }
        let sum = scaled.reduce(0, +)
        return scaled.map { $0 / sum }
    }

    private func pick(_ policy: [Double], _ draw: Double) -> Int {
        var sum = 0.0
        for (index, share) in policy.enumerated() {
            sum += share
            if draw < sum { return index }
        }
        return policy.count - 1
    }
}
