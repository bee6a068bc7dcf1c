/// Black box: each generation tries random variations on the same problems and keeps the best.
///
/// It knows success rates only: no trace is read. Customarily the best of a generation is taken when its rate is strictly
/// above the parent's. Source: the article's table; Method §7.
struct Evolution: Strategy {
    private var generation = 0
    private var drawn: UInt64 = 0

    /// Children of a generation, and problems that each is run on.
    private static let (children, problems) = (9, 10)

    mutating func propose(_ resources: inout StrategyResources) async throws -> DescentStep {
        guard !resources.optimise.isEmpty else { return .saturated("there is no problem to compare variations on") }
        while true {
            generation += 1
            let samples = resources.drawn(Self.problems, from: resources.optimise, turn: resources.freshSample())
            let parent = try await resources.runs(resources.current, on: samples, for: .trial)
            var (gain, best) = (0.0, PromptVariation?.none)
            for child in children(resources) {
                let revised = resources.current.replacing(child.block, by: child.text)
                let runs = try await resources.runs(revised, on: samples, for: .trial)
                let sum = ScoreGain(of: runs, over: parent).sum
                if sum > gain { (gain, best) = (sum, child) }
            }
            try await resources.tell(.trial)
            guard let best else { continue }
            return .candidate(
                Candidate(
                    block: best.block, text: best.text, reason: best.reason,
                    problems: Set(samples.map(\.problem.key)).sorted()))
        }
    }

    mutating func takes(_ candidate: Candidate, _ resources: inout StrategyResources) -> Bool { true }

    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ resources: StrategyResources) {}

    private mutating func children(_ resources: StrategyResources) -> [PromptVariation] {
        var children: [PromptVariation] = []
        for _ in 0..<(4 * Self.children) where children.count < Self.children {
            drawn += 1
            guard let child = PromptVariation(drawn, of: resources.current, resources.random), !children.contains(child)
            else { continue }
            children.append(child)
        }
        return children
    }
}
