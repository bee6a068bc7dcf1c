/// Reflective mutation: critiques of each block in turn, without asking which one the failures hang on.
///
/// One candidate a visit. The first block is drawn, and which message of a block is critiqued in a failed run.
/// Source: Method §7.
struct RoundRobin: Strategy {
    private var reflection = Reflection()
    private var failed: [Trace] = []
    private var turn = 0
    private var idle = 0
    private var finished: Set<Block> = []
    private var next = 0

    /// Runs after which sampling for failures ends.
    private static let mostRuns = 60

    mutating func propose(_ resources: inout StrategyResources) async throws -> DescentStep {
        let blocks = resources.current.blocks
        var batches = 0
        while true {
            let open = blocks.filter { !finished.contains($0) }
            guard !open.isEmpty else { return .saturated("every block has an edit that passed") }
            if failed.isEmpty || idle >= blocks.count {
                guard batches < 2 else { return .saturated("the critic suggests nothing new") }
                batches += 1
                idle = 0
                let before = failed.count
                try await sample(&resources)
                if failed.count == before { return .saturated("no run fails any more") }
            }
            let first = resources.random.integer("first block", in: 0..<blocks.count)
            let block = blocks[(first + turn) % blocks.count]
            turn += 1
            guard !finished.contains(block) else {
                idle += 1
                continue
            }
            let subjects = failed.compactMap { Reflection.subject($0, block, resources) }
            guard let candidate = try await reflection.candidates(for: block, from: subjects, &resources).first else {
                idle += 1
                continue
            }
            idle = 0
            reflection.note(candidate)
            return .candidate(candidate)
        }
    }

    mutating func takes(_ candidate: Candidate, _ resources: inout StrategyResources) async throws -> Bool {
        try await ReflectiveRule().takes(candidate, &resources)
    }

    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ resources: StrategyResources) {
        guard wasAccepted else { return }
        if resources.settings.acceptance == .gate {
            finished.insert(candidate.block)
        } else {
            failed = []
            reflection.restart()
        }
    }

    /// Runs the current prompts, a problem each, until a batch of failed runs is there.
    private mutating func sample(_ resources: inout StrategyResources) async throws {
        var new = 0
        var runs = 0
        while new < resources.settings.batch, runs < Self.mostRuns, !resources.optimise.isEmpty {
            let samples = (0..<resources.settings.batch).map { place in
                (
                    problem: resources.optimise[(next + place) % resources.optimise.count],
                    replay: resources.freshSample()
                )
            }
            next += samples.count
            runs += samples.count
            let rollouts = try await resources.runs(resources.current, on: samples, for: .sampling)
            for (sample, rollout) in zip(samples, rollouts)
            where rollout.success == false && new < resources.settings.batch {
                failed.append(try await resources.trace(sample.problem, replay: sample.replay))
                new += 1
            }
            try await resources.tell(.sampling)
        }
    }
}
