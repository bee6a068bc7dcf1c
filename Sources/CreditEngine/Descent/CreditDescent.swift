/// Verbalized block coordinate descent: credit says which block to revise, critiques of its messages say how.
///
/// Replays that narrow down where failed runs were lost give each block its share; where no failed run comes out
/// differently when the team speaks again, estimated credit takes their place, labelled. Blocks are taken by share, halved
/// each time that nothing came of one; role prompts and the aggregation prompt alternate where both have a share. No
/// random choice: the same settings and results give the same candidates. Source: the article's phases 1 to 3; Method §6.
struct CreditDescent: Strategy {
    private var failures = FailureSample()
    private var lost: [LostRun] = []
    private var hopeless: [Trace] = []
    private(set) var shares: BlockShares?
    private var couples: Bool?
    private var reflection = Reflection()
    private var queue: [Candidate] = []
    private var finished: Set<Block> = []
    private var barren: Set<Block> = []
    private var drops: [Block: Int] = [:]
    private var last: Block?
    private var fruitless = 0

    /// The least share that is worth a sweep.
    private static let leastShare = 0.1
    /// Batches without a new candidate after which it ends.
    private static let patience = 2

    mutating func propose(_ resources: inout StrategyResources) async throws -> DescentStep {
        while queue.isEmpty {
            if shares == nil { try await learnShares(&resources) }
            guard let shares, !shares.ranking.isEmpty else {
                return .saturated("no failed run says which prompt it hangs on")
            }
            let open = shares.ranking.filter {
                $0.share >= Self.leastShare && !finished.contains($0.block) && resources.current[$0.block] != nil
            }
            guard !open.isEmpty else {
                return .saturated("every block with a share of the failures has an accepted edit")
            }
            guard let block = choose(open) else {
                guard fruitless < Self.patience else { return .saturated("the critic suggests nothing new") }
                fruitless += 1
                barren = []
                try await learnShares(&resources)
                continue
            }
            last = block
            await resources.observer(.chose(block, shares))
            queue = try await reflection.candidates(for: block, from: subjects(block, resources), &resources)
            for index in queue.indices {
                queue[index].share = shares[block]
                queue[index].source = shares.source
            }
            if queue.isEmpty { barren.insert(block) } else { fruitless = 0 }
        }
        let candidate = queue.removeFirst()
        reflection.note(candidate)
        return .candidate(candidate)
    }

    mutating func takes(_ candidate: Candidate, _ resources: inout StrategyResources) async throws -> Bool {
        try await ReflectiveRule().takes(candidate, &resources)
    }

    mutating func learn(_ candidate: Candidate, wasAccepted: Bool, _ resources: StrategyResources) {
        guard wasAccepted else {
            if queue.isEmpty { drops[candidate.block, default: 0] += 1 }
            return
        }
        queue = []
        if resources.settings.acceptance == .gate {
            finished.insert(candidate.block)
        } else {
            let known = (couples, reflection)
            self = CreditDescent()
            (couples, reflection) = known
            reflection.restart()
            last = candidate.block
        }
    }

    /// The block to take next; `nil` when all have been tried.
    private func choose(_ open: [(block: Block, share: Double)]) -> Block? {
        let left = open.filter { !barren.contains($0.block) }
        let worth = left.map { (block: $0.block, share: $0.share / Double(1 << min(drops[$0.block] ?? 0, 20))) }
        let best = worth.sorted { ($1.share, $0.block) < ($0.share, $1.block) }.map(\.block)
        guard let last else { return best.first }
        return best.first { ($0 == .aggregation) != (last == .aggregation) } ?? best.first
    }

    // MARK: Credit

    /// Samples failed runs and finds out where they were lost; adds to what is known of the same prompts.
    private mutating func learnShares(_ resources: inout StrategyResources) async throws {
        let known = failures.complete.count
        try await failures.gather(max(resources.settings.batch, BlockShares.fewestTraces), &resources)
        var new: [LostRun] = []
        let complete = failures.complete[known...]
        let couples = try await coupling(of: Array(complete.prefix(3)), &resources)
        for slot in complete {
            guard let failed = slot.failed.first, let won = slot.won.first else { continue }
            let trace = try await resources.trace(slot.problem, replay: failed)
            new.append(
                LostRun(trace, weight: slot.weight, winning: won, couples: couples, fresh: resources.freshSamples()))
        }
        while true {
            let open = new.indices.filter { new[$0].next != nil }
            if open.isEmpty { break }
            let results = try await resources.replays(open.compactMap { new[$0].next })
            for (index, result) in zip(open, results) { new[index].observe(result.success) }
            try await resources.tell(.credit)
        }
        lost += new
        var measured = BlockShares(source: .measured)
        for run in lost where !run.losses.isEmpty {
            measured.add(blocks(of: run, resources.current), total: run.weight)
        }
        shares = measured.total > 0 ? measured : try await estimate(resources)
    }

    /// Whether seeds fix what is said: the last third of successful runs, spoken again with their seeds.
    private mutating func coupling(of slots: [ProblemSlot], _ resources: inout StrategyResources) async throws -> Bool {
        if let couples { return couples }
        var replays: [PrefixReplay] = []
        for slot in slots {
            guard let won = slot.won.first else { continue }
            let trace = try await resources.trace(slot.problem, replay: won)
            let order = CellOrder(trace)
            replays.append(PrefixReplay(trace: trace, order: order, prefix: 2 * order.count / 3, replay: won))
        }
        guard !replays.isEmpty else { return false }
        // A replay without an outcome says nothing about seeds.
        let defined = try await resources.replays(replays).filter { $0.success != nil }
        guard !defined.isEmpty else { return false }
        let same = defined.allSatisfy(\.same)
        couples = same
        return same
    }

    private func blocks(of run: LostRun, _ prompts: PromptSet) -> [Block: Double] {
        run.losses.reduce(into: [:]) { sums, loss in
            sums[Self.block(of: run.order.cells[loss.key], run.trace, prompts), default: 0] += loss.value
        }
    }

    private static func block(of cell: Cell, _ trace: Trace, _ prompts: PromptSet) -> Block {
        CritiqueSubject.block(speaking: trace.agents[cell.agent].name, in: prompts)
    }

    /// Estimated credit of runs that fail whatever is said again.
    private mutating func estimate(_ resources: StrategyResources) async throws -> BlockShares {
        var shares = BlockShares(source: .estimated)
        hopeless = []
        for slot in failures.hopeless {
            guard let failed = slot.failed.first else { continue }
            let trace = try await resources.trace(slot.problem, replay: failed)
            let heats = estimateCredit(of: trace).cells.compactMap { heat in heat.score.value.map { (heat.cell, $0) } }
            let sum = heats.reduce(0) { $0 + $1.1 }
            guard sum > 0 else { continue }
            hopeless.append(trace)
            let losses = heats.reduce(into: [Block: Double]()) { sums, heat in
                sums[Self.block(of: heat.0, trace, resources.current), default: 0] += heat.1 / sum
            }
            shares.add(losses, total: 1)
        }
        return shares
    }

    /// The messages of a block that failed runs hang on.
    private func subjects(_ block: Block, _ resources: StrategyResources) -> [CritiqueSubject] {
        let rejections = resources.critic?.rejections[block] ?? []
        func subject(_ trace: Trace, _ cell: Cell, _ credit: CritiqueSubject.Credit?) -> CritiqueSubject? {
            try? CritiqueSubject(
                trace, cell: cell, block: block, prompts: resources.current, credit: credit, rejections: rejections)
        }
        if shares?.source == .estimated {
            return hopeless.compactMap { trace in
                let own = estimateCredit(of: trace).cells.compactMap { heat in
                    heat.score.value.map { (cell: heat.cell, heat: $0) }
                }.filter { Self.block(of: $0.cell, trace, resources.current) == block }
                guard let hottest = own.max(by: { ($0.heat, $1.cell) < ($1.heat, $0.cell) }) else { return nil }
                return subject(trace, hottest.cell, .init(hottest.heat, .estimated))
            }
        }
        return lost.compactMap { run in
            let own = run.losses.filter {
                Self.block(of: run.order.cells[$0.key], run.trace, resources.current) == block
            }
            guard let worst = own.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
                worst.value >= run.weight / 4
            else { return nil }
            // Its weight is no measured δ, and the critic is told none.
            return subject(run.trace, run.order.cells[worst.key], nil)
        }
    }
}
