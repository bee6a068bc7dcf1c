/// A reflective optimiser with a pool of prompts: a critic revises one block of a member, and a child joins the pool when a
/// minibatch gets better.
///
/// Every member is run once on a fixed set of problems. A parent is drawn from the members that are best on some problem of
/// it, by the number of such problems, and its blocks take turns. A child that does strictly better than its parent on the
/// same minibatch joins; the result is the member with the best mean on the fixed set. It has no error bound. Where the gate
/// decides, everything is held against the prompts in force, so these are the only parent. Source: reflective prompt
/// evolution with a Pareto front (arXiv 2507.19457), without its merging of two members.
struct ParetoReflection: Strategy {
    /// Prompts and how they did on each problem of the fixed set.
    private struct Member: Sendable {
        let prompts: PromptSet
        let scores: [Double]
        /// Visits so far, so that blocks take turns.
        var visits = 0

        var mean: Double { scores.reduce(0, +) / Double(max(1, scores.count)) }

        /// Whether it is nowhere worse than another and better somewhere.
        func dominates(_ other: Member) -> Bool {
            zip(scores, other.scores).allSatisfy { $0 >= $1 } && mean > other.mean
        }
    }

    private var pool: [Member] = []
    private var parent = 0
    /// The parent's runs that the candidate now handed over came from.
    private var minibatch: [(problem: Problem, replay: UInt64)] = []
    private var turn = 0
    private var finished: Set<Block> = []

    /// Problems of the fixed set, and of a minibatch.
    private static let (fixed, small) = (20, 5)
    /// Minibatches in a row that give nothing to try, after which it ends.
    private static let patience = 24

    mutating func propose(_ resources: inout StrategyResources) async throws -> DescentStep {
        guard !resources.optimise.isEmpty else { return .saturated("there is no problem to learn from") }
        if pool.isEmpty { try await join(resources.current, &resources) }
        for _ in 0..<Self.patience {
            turn += 1
            parent = draw(resources.random.unit("parent", turn))
            try resources.adopt(pool[parent].prompts)
            let open = resources.current.blocks.filter { !finished.contains($0) }
            guard !open.isEmpty else { return .saturated("every block has an edit that passed") }
            let block = open[pool[parent].visits % open.count]
            pool[parent].visits += 1
            minibatch = resources.drawn(Self.small, from: resources.optimise, turn: resources.freshSample())
            let runs = try await resources.runs(resources.current, on: minibatch, for: .sampling)
            try await resources.tell(.sampling)
            var subjects: [CritiqueSubject] = []
            for (sample, run) in zip(minibatch, runs) where run.success == false {
                let trace = try await resources.trace(sample.problem, replay: sample.replay)
                Reflection.subject(trace, block, resources).map { subjects.append($0) }
            }
            var reflection = Reflection()
            guard let candidate = try await reflection.candidates(for: block, from: subjects, &resources).first else {
                continue
            }
            guard resources.left >= 2 else { throw StrategyResources.BudgetSpent() }
            return .candidate(candidate)
        }
        return .saturated("the critic suggests nothing new")
    }

    mutating func takes(_ candidate: Candidate, _ resources: inout StrategyResources) async throws -> Bool {
        let child = resources.current.replacing(candidate.block, by: candidate.text)
        let before = try await resources.runs(resources.current, on: minibatch, for: .trial)
        let after = try await resources.runs(child, on: minibatch, for: .trial)
        guard ScoreGain(of: after, over: before).sum > 0 else { return false }
        let best = pool.map(\.mean).max() ?? 0
        try await join(child, &resources)
        try await resources.tell(.trial)
        return (pool.last?.mean ?? 0) > best
    }

    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ resources: StrategyResources) {
        guard wasAccepted, resources.settings.acceptance != .customary else { return }
        if resources.settings.acceptance == .gate { finished.insert(candidate.block) } else { pool = [] }
    }

    mutating func conclude(_ resources: inout StrategyResources) throws {
        // Of equal means the earlier member's, which has changed less.
        guard let best = pool.map(\.mean).max(), let member = pool.first(where: { $0.mean == best }) else { return }
        try resources.adopt(member.prompts)
    }

    /// Runs prompts on the fixed set and takes them into the pool.
    private mutating func join(_ prompts: PromptSet, _ resources: inout StrategyResources) async throws {
        let samples = resources.optimise.prefix(Self.fixed).map { (problem: $0, replay: resources.fixedSample) }
        let runs =
            resources.settings.acceptance == .customary
            ? try await resources.runs(prompts, on: samples, for: .trial) : []
        pool.append(Member(prompts: prompts, scores: runs.map { $0.score ?? 0 }))
    }

    /// A member that is best on some problem, by the number of such problems; `unit` is in [0,1).
    private func draw(_ unit: Double) -> Int {
        var wins = [Double](repeating: 0, count: pool.count)
        let front = pool.indices.filter { index in !pool.contains { $0.dominates(pool[index]) } }
        for problem in pool[0].scores.indices {
            let best = pool.map { $0.scores[problem] }.max() ?? 0
            for index in front where pool[index].scores[problem] == best { wins[index] += 1 }
        }
        var left = unit * wins.reduce(0, +)
        for index in wins.indices {
            left -= wins[index]
            if left < 0 { return index }
        }
        return pool.count - 1
    }
}
